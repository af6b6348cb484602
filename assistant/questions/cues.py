"""Words by which people show what they ask for, in Finnish, English and Swedish.

    "Mihin päivään mennessä hakemus pitää jättää?" -> Intent.WHEN
    "yhteyshenkilon sahkoposti" -> Intent.CONTACT, fields ("email",)

Patterns are matched against folded text (no capitals, no dots on ä and ö), since questions are typed in a hurry. They know
the language and the genre only: no theme, person or organisation.
"""

from __future__ import annotations

import re

from assistant.answer_records import Intent


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))


GREETING = _pattern(
    r"\b(?:moi|moikka|moro|hei|heippa|hei vaan|terve|tervehdys|huomenta|paivaa|iltaa|hello|hi|hej|hejsan|"
    r"god dag|hyvaa)\b"
    r"(?:\s+(?:paivaa|huomenta|iltaa|paivan jatkoa|kaikki|taas))?",
    r"\b(?:mita kuuluu|kuinka voit|miten menee|mites menee|how are you|hur mar du)\b",
)
THANKS = _pattern(
    r"\b(?:kiitos|kiitoksia|kiitti|kiitan|paljon kiitoksia|thanks|thank you|tack|"
    r"tack sa mycket)\b(?:\s+(?:paljon|avusta|tiedosta|oikein))*",
)
NOW = re.compile(
    r"\b(?:nyt|tanaan|parhaillaan|talla hetkella|viela|enaa|jo|nykyaan|now|today|currently|still|idag|just nu)\b"
)

_OPEN = (
    r"(?:auki|avoinna|avoin|kaynnissa|haettav\w+|haussa|meneillaan|menossa|umpeutu\w+|paattyn\w+|sulkeutun\w+|kiinni|alkanut|alkaneet|avautunut|auennut|kaynnistynyt|"
    r"open|closed|oppen|oppet|stangd)"
)
STATUS = _pattern(
    rf"\b(?:onko|oliko|ovatko|olivatko|onks|oliks|eiko|is|was|are|were|ar|var)\b.{{0,160}}\b{_OPEN}\b",
    r"\b(?:ehtii?ko\w*|ehdinko|ehtisiko|ennattaako)\b",
    r"\b(?:joko|paattyiko|alkoiko|sulkeutuiko|aukesiko|avautuiko|umpeutuiko)\b.{0,120}\b\w*ha[ku]\w+\b",
)
_MAY_APPLY = re.compile(
    r"\b(?:pystyiko|saiko|paasiko|voitiinko|haettiinko|haetaanko|voiko|voinko|voiks|voimmeko|saako|pystyyko|paaseeko|can|kan)\b.{0,160}\b(?:hake\w+|haku\w+|apply|ansoka)"
)

WHEN = _pattern(
    r"\b(?:milloin|millon|koska|millos|when|nar)\b",
    r"\b(?:mihin|mika|mina|minka|mista)\s+(?:\w+\s+)?(?:paiva\w*|paivaan|aikaan|vuonna|vuoteen|kuussa|"
    r"kuukau\w+|paivamaara\w*|"
    r"viikolla|mennessa|asti|saakka|alkaen|lahtien)\b",
    r"\bmihin\s+(?:mennessa|asti|saakka)|\bhakua(?:ik|j)\w*|\bhaun aikataulu|\bmaaraai\w+|\bajankoh(?:ta|"
    r"dan)\b|\bkuinka kauan\b",
    r"\bmilloin (?:vain|tahansa|vaan)\b|\bviimei\w+ (?:\w+)?paiva\w*",
    r"\b(?:deadline|what date|which date|what day|vilken dag|vilket datum|sista (?:dag|ansokningsdag)\w*)\b",
)
_PRICE = r"\bm(?:ita|ika)\b.{0,80}\b(?:maksaa|maksavat|maksoi|hinta|hinnat)\b"
MONEY = _pattern(
    _PRICE,
    r"\b(?:paljonko|palijonko|kuinka paljon|miten paljon|minka verran|mika summa|kuinka suur\w+|"
    r"montako (?:euroa|miljoonaa))\b",
    r"\bkuinka monta (?:euroa|miljoonaa)|\b(?:how much|hur mycket|hur stor)\b",
    r"\b(?:\w*rahoi?tus(?!asian|paall|sihte|hau|haku)\w*|\w*budjet\w+|\w*maararaha\w*|rahoi?tuskehy\w*|"
    r"euroina|euromaar\w+|\w*summa|budget\w*|finansiering\w*|funding)\b",
    r"\b\w*rahat\b|\b\w*potti\b|\benemman rahaa\b|\bkumm\w+\b.{0,60}\brahaa\b",
)
_MONEY_QUESTION_WORDS = re.compile(
    rf"{_PRICE}|"
    r"\b(?:paljonko|palijonko|kuinka paljon|miten paljon|minka verran|mika summa|kuinka suur\w+|"
    r"montako (?:euroa|miljoonaa)|"
    r"kuinka monta (?:euroa|miljoonaa)|how much|hur mycket|hur stor)\b"
)
ELIGIBLE = _pattern(
    r"\b(?:kuka|ketka|mitka|kenelle|keille)\b.{0,60}\b(?:voi|voivat|saa|saavat|voisi)\b.{0,80}\b(?:hake\w+|hakija\w*|saada)",
    r"\b(?:voiko|saako|voivatko|saavatko|voisiko|pystyyko)\b.{0,120}\b(?:hake\w+|saada)\b",
    r"\bketka (?:ovat )?(?:hakukelpoi\w+|hakijo\w+)",
    r"\b(?:who|which organi[sz]ations) (?:can|may) apply|\bvem kan (?:soka|ansoka)",
)
_SHARE = re.compile(
    r"\bminka (?:koko|suurui|ikai)\w+|"
    r"\b(?:kuinka|miten|mika) (?:suur\w+ )?osa\w*|\b(?:montako|monta|kuinka mon\w+) prosent\w+|\bmika osuus\b"
)
_DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\.")
_STARTS_WITH_WHEN = re.compile(
    r"^\s*(?:ja\s+|enta\s+)?(?:milloin|millon|koska|mihin (?:paivaan )?mennessa|mihin asti|"
    r"mihin (?:kellon)?aikaan|mihin kellon\w+|moneltako|monelta|when|nar)\b"
)
_MONEY_WORD = re.compile(
    r"raha\w*|raho\w+|euro\w*|maks\w+|tuke\w*|tuki\w*|avustu\w+|apuraha\w*|saa(?:da)?\b|myon\w+|jae\w+|jaka\w+|kaytet\w+|kaytto\w*|budjet\w+|summa\w*|"
    r"maararah\w+|menee|potti\w*|palkkio\w*|hinta\w*|kust\w+|money|funding|pengar|stod"
)
_OTHER_AMOUNT = re.compile(
    r"\b(?:paljonko|palijonko|kuinka paljon|miten paljon)\s+\w+(?:oita|eita|ksia|ita|ja|oja)\b|\bhow many\b"
)
_AT_ANY_TIME = re.compile(r"\bmilloin (?:vain|tahansa|vaan)\b|\bonko\b.{0,80}\bmaaraai\w+")
COUNT = _pattern(
    r"\b(?:montako|monta(?! vuotta)|moniko|monenko|monessa|monelle|monella|kuinka moni\w*|kuinka mone\w*|"
    r"lukumaara\w*|how many|hur manga)\b",
    r"\b(?:kuinka usein|miten usein|how often|hur ofta)\b",
)
ORGANISATION = _pattern(
    r"\bmista (?:\w+ )?(?:raha|rahat|rahoitus)\s+(?:\w+ )?tul\w+",
    r"\bm(?:ika|inka|issa|ille|ilta|ihin|ista|itka|inka)\s+(?:\w+\s+){0,1}(?:organisaatio\w*|taho\w*|"
    r"ely\w*|elyn|virasto\w*|"
    r"ministerio\w*|toimija\w*|laito\w+|yhdisty\w+|yrity\w+|seura\w*|kaupun\w+|kunta\w*|kunnan|"
    r"korkeakoul\w+|oppilaito\w+)\b",
    r"\bv[a]?litt\w+ toimiel\w+|\bvalittav\w+ toimiel\w+|\b\w*toteuttaj\w*|\bhankkeen vetaj\w+|\b\w*rahoittaj\w*",
    r"\b(?:kuka|ketka|kenen)\b(?:\s+[\w+-]+){0,5}?\s+(?:toteut\w+|pyorit\w+|rahoit\w+|koordinoi\w*|"
    r"hallinnoi\w*|jarjest\w+|"
    r"veta\w+|vetaa|johta\w+|omista\w+|myonta\w+|valit(?:tiin|see)|paatta\w+|paattaa|kasittel\w+|arvioi\w*|maksaa|tarkast\w+|hyvaksy\w+|nimea\w*|seuraa\w*|seuraavat|toteuttavat)\b",
    r"\b(?:which|what) (?:organi[sz]ation|authority|ministry|body)|\bvilken (?:organisation|myndighet)|"
    r"\bwho (?:implements|runs|funds|leads)",
)
CONTACT = _pattern(
    r"\byhteyshenkil\w*|\byhteyshlo\w*|\byhteystie\w*|\bkontakti\w*|\bcontacts?\b|\bcontact (?:person|"
    r"details)|\bkontaktperson\w*",
    r"\b(?:kenelle|kenelta|keneen|kelle|kelta|keneltakaan|kehen|kenen (?:puoleen|puheille|luo))\b",
    r"\bkenen kanssa\s+(?:\w+\s+)?(?:kannattaa|voi\w*|pitaa|pitais\w*|saa\w*|sovi\w*|jutel\w+|keskustel\w+|puhu\w*)",
    r"\b(?:kuka|ketka|kuka siella)\b(?:\s+[\w+-]+){0,4}?\s+(?:vastaa\w*|vastasi\w*|neuvoo|neuvoi|tietaa|tietavat|hoitaa|neuvoo|"
    r"auttaa|osaa|on yhteys\w*)",
    r"\b(?:mihin|minne|mista|kehen)\b(?:\s+[\w+-]+){0,4}?\s+(?:soit\w+|ottaa yhtey\w+|otan yhtey\w+|"
    r"yhteytta|viestia|kirjoit\w+|tavoit\w+)",
    r"\bpuhelin\w*|\bpuhelimella|\bpuhnro\w*|\bpuh\b|\bsahkopost\w*|\bs[- ]?posti\w*|\bmeili\w*|"
    r"\be-?mail\w*|\bnumero(?:n|a|t|sta|ita|hin)?\b",
    r"\b(?:who can|who should|who do i|who is responsible|whom)\b|\bvem (?:kan|ansvarar|ska|svarar)|"
    r"\btelefon\w*|\bphone\w*",
)
_OFFICE_AND_PERSON = re.compile(r"\bmi(?:ka|hin|nka|ssa)\s+\w+\b.{0,40}\bja\s+(?:kuka|ketka|kenelle|kenelta)\b")
WHETHER = _pattern(
    r"^\s*(?:ja\s+|enta\s+|mutta\s+)?\w+(?:ko|ks)\b",
    r"\b(?:onko|voiko|saako|tuleeko|pitaako|kuuluuko|jarjestetaanko)\b",
)
LIST = _pattern(
    r"\b(?:listaa|luettele|luetteloi|lista|luettelo|kaikki|kaikkien|ketka kaikki|mitka kaikki|mita kaikkia)\b",
    r"\bm(?:itka|ita)\s+(?:\w+\s+){0,2}?(?:teema(?:t|an)|teemoja|\w*haut|\w*hakuja|hankkeet|hankkeita|kokonaisuudet|kokonaisuutta|"
    r"avustukset|avustuksia|tapahtumat|tilaisuudet|koulutukset|kurssit|webinaarit|seminaarit|aiheet|aiheita|osiot|osioita)\b",
    # "mitä tapahtumia", "mitä avustuksia voi hakea": a noun in the plural partitive
    r"^\s*(?:ja\s+|enta\s+)?mita\s+(?:\w+\s+){0,2}?(?!uusia\b|asia\b|asioita\b)\w{3,}(?:[aeiouy]ja|[aeiouy]ita|[a-z]{2}ia)\b",
    # "missä hankkeissa", "mihin hakuihin": a noun in the plural
    r"\bmi(?:ssa|hin|sta|lla|lle)\s+(?:[\w-]+\s+){0,2}?[\w-]+(?:issa|ihin|oihin|ista|illa|ille)\b",
    r"\bmi(?:sta|ta|tka)\s+(?:\w+\s+){0,2}?(?:uutiskir\w+|tiedot\w+|kirje\w*)\s+(?:kerto\w+|kerro\w+|sisalta\w+|puhutaan|kasit\w+)",
    r"\bm(?:itka|ita)\s+(?:\w+-)?(?:ely\w*|organisaati\w+|virasto\w*|ministerio\w*|taho\w*|toimijo\w+)\b",
    r"^\s*ketka\b.{0,60}\b(?:tyoskentel\w+|toimivat|edustavat|ovat (?:toissa|tyossa))\b",
    r"\b(?:list|which (?:themes|calls|projects|grants)|vilka (?:teman|utlysningar|projekt|bidrag))\b",
)
FIELDS: dict[str, re.Pattern[str]] = {
    "phone": _pattern(r"\bpuhelin\w*|\bpuhnro|\bpuh\b|\bnumero\w*|\bsoit\w+|\bphone|\btelefon\w*|\bpuhelimitse"),
    "email": _pattern(
        r"\bmihin osoitteeseen\b|\bkirjoitta\w+|\bsahkopost\w*|\bs[- ]?posti\w*|\bmeili\w*|\be-?mail\w*|"
        r"\be-?post\w*|\bosoit(?:e|teen|etta)\b|\bmailaa\w*"
    ),
    "title": _pattern(
        r"\bnimik\w+|\bvirkanimik\w+|\btitteli\w*|\btehtavanimik\w+|\bammat\w+|\bmissa tehtavassa|"
        r"\bmissa asemassa|\btitle\b|\btitel\b"
    ),
    "organisation": _pattern(
        r"\bmissa (?:\w+ ){0,3}?(?:tyoss?k\w+|toissa|tyossa|elyssa|virastossa|organisaatiossa|kaupungissa|yksikossa)",
        r"\bmi(?:ka|nka|lla)\s+(?:ely\w*|organisaatio\w*|virasto\w*|taho\w*)|\borganisaatio\w*|\btyopaik\w+|"
        r"\btyonantaj\w+|\bwhere does\b|\bvar arbetar\b",
    ),
    "topics": _pattern(
        r"\b(?:mihin|missa|mista|minka) (?:\w+ )?(?:teema\w+|teemaan|aihee\w+|osio\w+)\b",
        r"\bmitka (?:\w+ ){0,2}?kuulu\w+|\bmita (?:hankke|asio|teemo|tehtav)\w+\b.{0,60}\b(?:veta|hoita|vasta|johta)\w+",
        r"\bmist[a] (?:\w+ ){0,3}?vastaa|\bmitka (?:\w+ ){0,3}?(?:vastuulla|vastaa)|\bmist[a] (?:teemo\w+|"
        r"aihe\w+|asio\w+)|\bmihin teemo\w+|"
        r"\bminka (?:teeman|teemojen|aiheen)|\bmissa teemoissa|\bvastuualu\w*",
    ),
}
"""Fields of a person -> words that ask for them."""


def find_intent(folded: str) -> Intent:
    """What a folded question asks for; CONTENT when no cue says otherwise. Earlier tests win over later ones."""
    money = MONEY.search(folded)
    asks_sum = money is not None and (
        _MONEY_QUESTION_WORDS.search(folded) is not None
        or not re.search(r"\b(?:kuka|ketka|mitka|miss\w+|saako|voiko|mihin|miten|miksi|mita)\b", folded)
    )
    applies_now = _MAY_APPLY.search(folded) is not None and (NOW.search(folded) or _DAY.search(folded)) is not None
    other_amount = _OTHER_AMOUNT.search(folded) is not None and _MONEY_WORD.search(folded) is None
    tests: tuple[tuple[Intent, bool], ...] = (
        (
            Intent.LIST,
            LIST.search(folded) is not None and not (STATUS.search(folded) and re.match(r"\s*(?:onko|oliko)", folded)),
        ),
        (Intent.STATUS, STATUS.search(folded) is not None or applies_now),
        (Intent.WHEN, _STARTS_WITH_WHEN.search(folded) is not None),
        (Intent.COUNT, other_amount),
        (Intent.COUNT, COUNT.search(folded) is not None and not _MONEY_QUESTION_WORDS.search(folded)),
        (Intent.CONTACT, _OFFICE_AND_PERSON.search(folded) is not None),
        (Intent.WHEN, _AT_ANY_TIME.search(folded) is not None),
        (Intent.CONTENT, ELIGIBLE.search(folded) is not None or _SHARE.search(folded) is not None),
        (
            Intent.CONTACT,
            CONTACT.search(folded) is not None
            and not re.search(r"\bm(?:ika|inka) (?:organisaatio|ely)\w*.*\b(?:toteut|rahoit)", folded),
        ),
        (Intent.ORGANISATION, ORGANISATION.search(folded) is not None),
        (Intent.WHEN, WHEN.search(folded) is not None),
        (Intent.MONEY, asks_sum),
        (Intent.CONTACT, re.search(r"\b(?:kuka|ketka|kenella|kuka on|who|vem)\b", folded) is not None),
        (Intent.WHETHER, WHETHER.search(folded) is not None),
    )
    return next((intent for intent, holds in tests if holds), Intent.CONTENT)


def find_fields(folded: str) -> tuple[str, ...]:
    """The fields of a person that a folded question asks for, in the order of a card."""
    return tuple(name for name, pattern in FIELDS.items() if pattern.search(folded))
