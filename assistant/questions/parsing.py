"""A question's words -> `Query`.

    "Onko pilottihaku auki 20.12.2022?" -> intent STATUS, day 2022-12-20, kinds ("pilottihaku",)

Knows nothing of earlier turns (`followups.py` does) and nothing of the corpus.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.answer_records import Intent
from assistant.facts.call_kinds import call_kinds
from assistant.facts.dates import find_times
from assistant.finnish import FUNCTION_WORDS, Lemmatizer, WordAnalysis, fold, words
from assistant.newsletters.dating import MONTHS
from assistant.questions.cues import GREETING, THANKS, find_fields, find_intent
from assistant.records import Period

MAX_LENGTH = 2_000
"""Characters; a longer question is answered with a request to shorten it."""

_GENERIC = re.compile(
    r"yhteyshenkil\w*|yhteyshlo\w*|vastuuhenkil\w*|henkilo\w{0,5}|yhteystie\w*|yhteyde\w+|yhteytt\w*|yhtey\w{1,4}|"
    r"teema\w{0,8}|teemo\w{0,6}|haku(?:a|un|na|ja|jen|ihin|inen)?|hau(?:n|ssa|sta|lle|lla|lta|t|issa|ista|illa|ille)|hakuai\w+|hakuaj\w+|"
    r"hak(?:i|ivat|eneet)|hake(?:a|e|i|ij\w*|mu\w*|nut|neet|vat|maan|malla|ttava\w*)?|hae(?:n|t|mme|taan|ttu\w*|ttav\w*)?|haetaan|haett\w+|"
    r"auki|avoinna|avoin|kaynnissa|milloin|millon|koska|paljonko|palijonko|montako|monta|moniko|monella|"
    r"raha\w{0,5}|rahoi?tu(?:s|sta|ksen|kse\w*|skehys\w*)|rahotu\w*|potti\w*|euro\w{0,6}|budjet\w+|"
    r"puhelin|puhelim\w+|puhelin(?:numero\w*|ta)|puh|numero\w{0,6}|sahkopost\w*|posti|osoite\w{0,3}|osoitteen|osoittee\w+|meili\w*|"
    r"nimi|nime\w{1,4}|nimik\w+|titteli\w*|kuka|ketka|kene\w{1,4}|kelle|kelta|"
    r"vastaa\w{0,3}|vasta(?:si|sivat|nnut)|vastuu(?:ssa|lla|ta|n|taho\w*)?|tieto|tiedo\w{1,4}|tietoja|tietaa\w*|tieda\w*|tiedat|lisatie\w+|"
    r"kerto\w{0,6}|kerro\w*|sano\w{0,6}|mainit\w+|ilmoitet\w+|luvat\w{2,}|halua\w*|haluais\w*|kysy(?:n|a|ta|mys\w*|ttav\w*)?|"
    r"soitt?a\w*|soitan|kiito\w+|kiitos|"
    r"paiva(?:n|a|na|t|an|ssa|lla)?|paivamaar\w+|vuonna|vuosi|vuode(?:n|ssa|sta|lle|ksi)|vuote(?:en|na)|vuosi(?:na|en|a)|kuukau\w+|kuu(?:ssa|n|ta|kausi)?|"
    r"listaa|luettele|kaikk?i\w{0,5}|asia(?:a|n|t|ssa|sta|lle|lla|an|ni|mme|kin)?|asioi\w{0,4}|uutiskir\w+|kirje(?:e\w{0,5}|t|iden|issa|ista)?|tiedottee\w+|"
    r"kohta(?:a|an)?|kohda\w+|ettei\w{0,3}|etta|nykyisin|nykyaan|nykyi\w+|hetkella|talla|"
    r"kannattaa|mitaan|mikaan|yhtaan|jotain|jotakin|lahett\w+|laheta\w*|autta\w{0,4}|meita|meille|meidan|minua|minulle|minun|luvassa|aikana|aika(?:a|an|taulu\w*)?|ajan|"
    r"kaude\w+|kausi|kehys|lisaa|esim|pitaa|piti|pitais\w*|voi(?:n|t|ko|nko|vat|vatko|mme|da|daan|si|sin|tiin|s)?|"
    r"saa(?:n|t|ko|nko|da|daan|tu|nut|vat|mme|vatko|tiin)?|sais\w*|"
    r"pysty(?:n|y|a|nko|yko|vat|mme)?|mennessa|asti|saakka|viela|enaa|nyt|jo|oliko|onko|ovatko|tule(?:e|eko|vat|va\w{0,3}|n)?|mika|mita|mitka|missa|mihin|mista|"
    r"millo\w+|miten|miksi|minka|mukaan|perusteella|kuinka|paljon|moi|hei|terve|moikka|hyvaa|ole|olla|on|oli|ovat|joka|entas?|entapa|mites|"
    r"ely|elyn|elyssa|elysta|elyyn|sitten|vaan|vain|"
    r"jarjest[ae]\w*|suunniteltu|tarkoitus|kellonai\w+|loppu(?:u|i|a|vat|ivat)?|maara|maaraaik\w*|maaraai\w*|arvioitu|paatty\w+|sulkeu\w+|alka(?:a|en|vat|nut|isi|ako|vatko)?|alko\w{0,4}|avau\w+|aukea\w*|avata\w*|"
    r"ensimmai\w+|seuraava\w*|"
    r"the|is|are|was|were|what|when|who|how|which|of|for|in|to|and|did|do|does|can|a|an|much|many|contact|person|phone|email|call|"
    r"vad|nar|hur|vem|ar|for|och|den|det|som|i|pa|av|att|kan|till|ett|en|mycket|manga|utlysning\w*"
)
"""Words of a folded question that say how it asks and not about what. A compound is one only where both its parts are: a day-care
centre is no day."""
_GENERIC_PARTS = {"sahko", "kello", "aika", "tieto", "uutinen", "maara", "vastuu", "yhteys", "lisa"}
_YEAR = re.compile(r"\bvuoden\s+(?P<year>20\d\d)\b", re.IGNORECASE)
_DATE_LIKE = re.compile(r"(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:\d*)")
_APPLIES = re.compile(
    r"\b(?:\w*haku(?:a|un|na|ja|jen|ihin|ai\w+|kierro\w+)?|\w*hau(?:n|ssa|sta|lle|lla|lta|t|issa|ista|illa|ille)|hakemu\w+|ha[ek]e\w+|haett?\w+|calls?|apply|application\w*|\w*utlysning\w*|ansok\w+|soka)\b"
)
_FURTHER = re.compile(
    r"(?:,|\?)?\s+(?:ja|sekä)\s+(?=(?:mikä|mitä|mitkä|milloin|koska|kuka|ketkä|kuinka|paljonko|montako|moniko|mihin|missä|mistä|"
    r"miten|miksi|minkä|[a-zåäö]{3,}k[oö])\b)",
    re.IGNORECASE,
)
_PERSON_PRONOUN = re.compile(
    r"\b(?:han|hanen\w*|hanet|hanta|hanelle|hanelta|haneen|hanesta|heidan\w*|heista|heille|heita|heilta|heihin|their|his|her|him)\b"
)
_THING_PRONOUN = re.compile(
    r"\b(?:se|sen|sita|siina|siihen|siita|silla|sille|silta|ne|niita|niiden|niissa|niihin|niista|niille|tuo|tuon|tuota|tuohon|tuossa|tuosta|"
    r"tama|taman|tasta|tahan|tassa|nama|naista|siella|sielta|sinne|kyseis\w+|samaa?n?|samasta|samassa)\b"
)
_AND_WHAT = re.compile(
    r"^\s*(?:no\s+|ja\s+|mutta\s+|ok(?:ei)?,?\s+)?(?:entas?|entapa|enta|mites|and|what about|how about|hur ar det med)\b"
)
_RETURN = re.compile(
    r"\b(?:palataan|palaan|takaisin)\b|\b(?:ensimmais\w+|alkuperais\w+|edellis\w+|aiem\w+|aikaisem\w+)\s+(?:teema\w*|aihee\w*|kysym\w+|asia\w*|osio\w*|haku\w*)"
)
_FIRST = re.compile(r"\bensimmais\w+|\balkuperais\w+|\balussa\b")
_FOREIGN_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
    )
    for number, name in enumerate(names.split(), 1)
}
_FOREIGN_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m>{'|'.join(_FOREIGN_MONTHS)})\s+(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y>20\d\d)\b",
    re.I,
)
_LAST_DAY = re.compile(rf"\b(?P<m>{'|'.join(MONTHS)})kuun\s+viimei\w+\s+päivä\w*(?:\s+(?P<y>20\d\d))?", re.IGNORECASE)
_RELATIVE_DAYS = {
    "tanaan": 0,
    "nyt": 0,
    "parhaillaan": 0,
    "talla hetkella": 0,
    "today": 0,
    "huomenna": 1,
    "eilen": -1,
    "ylihuomenna": 2,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word that carries the question's topic, with its base forms and compound parts."""

    text: str
    analysis: WordAnalysis


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    `bare` is the text without greetings. `day` is the day asked about, None where the question names none; `asked_time` a
    longer time it names ("lokakuussa 2022"). `kinds` are the kinds of calls it names. `terms` carry the topic; the anaphora
    flags tell what an earlier turn must fill in.
    """

    text: str
    bare: str
    folded: str
    intent: Intent
    fields: tuple[str, ...]
    terms: tuple[Term, ...]
    kinds: tuple[str, ...]
    asks_call: bool
    day: date | None
    asked_time: Period | None
    about_person: bool
    about_thing: bool
    and_what: bool
    returns: bool
    returns_to_first: bool

    @property
    def topic(self) -> str:
        """The words that carry the topic, as written, in order."""
        return " ".join(term.text for term in self.terms)

    @property
    def time(self) -> Period | None:
        """The time or the day asked about."""
        return self.asked_time or (Period(self.day, self.day, False, "") if self.day else None)


def parse_question(text: str, lemmatizer: Lemmatizer, today: date) -> Query:
    """Understand one question by itself. `today` is what "tänään" and a day without its year refer to."""
    text = " ".join(text.split())
    bare = _without_courtesies(text)
    folded = fold(bare)
    mentions = find_times(_with_finnish_days(bare), today, whole=True)
    days = [m.period for m in mentions if not m.period.vague]
    kinds = call_kinds(bare, lemmatizer)
    longer = [m.period for m in mentions if m.period.vague] or _years(bare)
    return Query(
        text=text,
        bare=bare,
        folded=folded,
        intent=_courtesy(text) or find_intent(folded),
        fields=find_fields(folded),
        terms=_terms(bare, lemmatizer),
        kinds=tuple(kind for kind in kinds if kind not in {"haku", "hankehaku"}),
        asks_call=bool(kinds) or _APPLIES.search(folded) is not None,
        day=_day(days) or _relative_day(folded, today),
        asked_time=days[0] if days and days[0].opens != days[0].closes else longer[0] if longer else None,
        about_person=_PERSON_PRONOUN.search(folded) is not None,
        about_thing=_THING_PRONOUN.search(folded) is not None,
        and_what=_AND_WHAT.search(folded) is not None,
        returns=_RETURN.search(folded) is not None,
        returns_to_first=_RETURN.search(folded) is not None and _FIRST.search(folded) is not None,
    )


def _years(text: str) -> list[Period]:
    """ "vuoden 2025 haussa" -> the whole year, which `find_times` leaves alone since a text names years for many things."""
    years = (int(match["year"]) for match in _YEAR.finditer(text))
    return [Period(date(year, 1, 1), date(year, 12, 31), True, str(year)) for year in years]


def further_question(text: str) -> str | None:
    """The second question of a sentence: "Montako haki ja moniko sai?" -> "moniko sai?"; None where there is one only."""
    match = _FURTHER.search(text)
    rest = text[match.end() :] if match else ""
    return rest if len(rest.split()) > 1 else None


def _without_courtesies(text: str) -> str:
    """ "Hei! Kuka vastaa ..., kiitos" -> "Kuka vastaa ..."; a question that is nothing else is kept."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    kept = text
    opening = re.match(rf"\s*(?:{GREETING.pattern})[\s,!.:)-]*", folded)
    if opening and opening.end() < len(text):
        kept = text[opening.end() :]
    closing = re.search(rf"[\s,.!]*(?:{THANKS.pattern})[\s,!.:)-]*$", fold(kept))
    return kept[: closing.start()] if closing and closing.start() > 0 else kept


def _courtesy(text: str) -> Intent | None:
    """GREETING or THANKS where nothing else is said."""
    folded = re.sub(r"[^\w\s]", " ", fold(text))
    rest = GREETING.sub(" ", folded).strip()
    if not rest:
        return Intent.GREETING
    if not THANKS.sub(" ", rest).strip():
        return Intent.THANKS
    return None


def _terms(text: str, lemmatizer: Lemmatizer) -> tuple[Term, ...]:
    terms = []
    for word in words(text):
        analysis = lemmatizer.analyse(word.text)
        if _is_generic(fold(word.text), analysis):
            continue
        if analysis.baseforms[0] in FUNCTION_WORDS or _DATE_LIKE.fullmatch(word.text):
            continue
        terms.append(Term(word.text, analysis))
    return tuple(terms)


def _is_generic(folded: str, analysis: WordAnalysis) -> bool:
    if _GENERIC.fullmatch(folded) is None:
        return False
    parts = [fold(part) for part in analysis.parts if len(part) > 2]
    # "teemaa" is a theme before it is tea land
    simple = (fold(baseform) for baseform in analysis.baseforms if baseform != "".join(analysis.parts))
    if len(analysis.baseforms) > 1 and any(_GENERIC.fullmatch(baseform) for baseform in simple):
        return True
    return len(parts) < 2 or all(_GENERIC.fullmatch(part) or part in _GENERIC_PARTS for part in parts)


def _with_finnish_days(text: str) -> str:
    """Days of English and Swedish, and "syyskuun viimeisenä päivänä 2022", in figures that `find_times` reads."""

    def foreign(match: re.Match[str]) -> str:
        day = match["d"] or match["d2"]
        # "ı" matches "i" where case is ignored, and yet is no letter of a month
        month = _FOREIGN_MONTHS[match["m"].casefold().replace("ı", "i")]
        return f"{day}.{month}.{match['y']}" if day else f"{MONTHS[month - 1]}kuussa {match['y']}"

    def last(match: re.Match[str]) -> str:
        month = MONTHS.index(match["m"].casefold().replace("ı", "i")) + 1
        following = date(int(match["y"] or 2000), month, 28) + timedelta(days=4)
        return f"{(following - timedelta(days=following.day)).day}.{month}.{match['y'] or ''}"

    return _LAST_DAY.sub(last, _FOREIGN_DAY.sub(foreign, text))


def _day(periods: list[Period]) -> date | None:
    for period in periods:
        day = period.opens or period.closes
        if day is not None and (period.opens is None or period.closes is None or period.opens == period.closes):
            return day
    return None


def _relative_day(folded: str, today: date) -> date | None:
    for words_, offset in _RELATIVE_DAYS.items():
        if re.search(rf"\b{words_}\b", folded):
            return today + timedelta(days=offset)
    return None
