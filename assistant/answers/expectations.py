"""What the words of an answer should hold, by how the question is put.

    "Minkä ikäiset voivat hakea?" -> sentences with an age go first;  "Kuinka usein?" -> "kahdesti kuukaudessa"

An expectation only raises a sentence; it never makes one an answer by itself.
"""

from __future__ import annotations

import re

RAISE = 1.2
"""What meeting an expectation is worth, in the units of a sentence's score."""

OFTEN = re.compile(
    r"\b(?:kerran|kertaa|kerta|vuosittain|kuukausittain|viikoittain|päivittäin|joka\s+\w+|kahdesti|kolmesti|välein|\w+aisin|\w+isin)\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d\s?%|\bprosent\w+|\bpuolet\b|\bkolmasosa\w*|\bneljäsosa\w*", re.IGNORECASE)
CLOCK = re.compile(r"\bklo\b|\bkello\b", re.IGNORECASE)
_EXPECTATIONS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\bminka ikai\w*|\bikaraja\w*|\bika\b|\bhow old\b|\bhur gammal"),
        re.compile(r"\w*vuotia\w*|\bikä\w*|\w*ikäi\w*", re.I),
    ),
    (re.compile(r"\busein\b|\bhow often\b|\bhur ofta\b"), OFTEN),
    (
        re.compile(r"\bvalein\b|\bkuinka monta kertaa\b|\bmonesti\b"),
        re.compile(r"\bvälein\b|\bväli\w*|\bvuosittain\b|\b\w+sti (?:vuodessa|kuussa)|\bkertaa\b|\bjoka\s+\w+", re.I),
    ),
    (
        re.compile(r"\bminka (?:kokoi|kokosi|suurui)\w+|\bkuinka (?:iso|suur|pien)\w+"),
        re.compile(r"\d.{0,30}\b(?:hengen|henkilö\w+|asuk\w+|työntekij\w+|neliö\w*|hehtaar\w+|euro\w*|€)", re.I),
    ),
    (
        re.compile(r"\bsuunnat\w+|\btarkoitet\w+|\bkohderyhm\w+|\bkenelle\b|\bkeille\b"),
        re.compile(r"\bkohderyhm\w+|\bsuunnat\w+|\btarkoitet\w+|\bsopii\b|\bvarten\b", re.I),
    ),
    (re.compile(r"\b(?:suur\w+|iso\w*|mika) osa\w*|\bosuu\w+|\bprosent\w+|\bper cent\b|\bprocent\b"), PERCENT),
    (
        re.compile(r"\bkauanko\b|\b(?:kuinka|miten) (?:kauan|pitka\w*)|\bhow long\b|\bhur lange\b"),
        re.compile(r"\b(?:\w+\s+)(?:vuo[dst]\w+|kuukau\w+|viiko\w+|viikko\w*|päiv\w+|tunti\w*|tunni\w+)\b", re.I),
    ),
    (
        re.compile(r"\bkellonai\w+|\bmihin aikaan\b|\bmonelta\b|\bmoneltako\b|\bwhat time\b"),
        CLOCK,
    ),
    (
        re.compile(r"\bminka (?:mittai|pitui|kestoi)\w+|\bkesto\w*|\bkestaa|\bkestavat|\bpituus\b"),
        re.compile(r"\d+\s?(?:kk|vk|v)\b|\b(?:\w+\s+)(?:vuo[dst]\w+|kuukau\w+|viiko\w+|viikko\w*|päiv\w+)\b", re.I),
    ),
    (
        re.compile(r"\b(?:enintaan|korkeintaan|maksim\w+|yksi hakija|yhdelle|kerralla|ylaraja)\b"),
        re.compile(r"\b(?:enintään|korkeintaan|maksim\w+|yläraja|kohden|kohti)\b", re.I),
    ),
    (
        re.compile(r"\bmiksi\b|\bminka takia\b|\bwhy\b|\bvarfor\b"),
        re.compile(r"\b(?:jotta|koska|sillä|vuoksi|takia|tavoit\w+|tarkoit\w+)\b", re.I),
    ),
    (
        re.compile(r"\btavoit\w+|\btarkoit\w+|\bpyrk\w+|\bpyri\w+|\baim\w*\b"),
        re.compile(r"\b\w*tavoit\w+|\btarkoit\w+|\bpyri\w+|\bedistet\w+|\bvahvist\w+|\bkehitet\w+", re.I),
    ),
    (
        re.compile(
            r"\b(?:miten|kuinka|missa) (?:\w+ ){0,3}?ha(?:e|ke)\w+|\bhow (?:do|can|to) .{0,20}apply|\bhur (?:ansoker|soker)"
        ),
        re.compile(r"\b\w*lomak\w+|\basioin\w+|\bverkko\w+|\bsähköi\w+|\bhakemu\w+|\bosoit\w+", re.I),
    ),
    (
        re.compile(r"\b(?:paattaa|paattavat|hyvaksyy|valitsee)\b"),
        re.compile(r"\bpäät\w+|\bvalit\w+|\bhyväksy\w+|\bnimeä\w*|\bkäsittel\w+", re.I),
    ),
    (
        re.compile(r"\btilan(?:ne|tee)\w*|\bvaihee\w+|\bvaihe\b|\betene\w+|\bmissa menna\w+|\bmita kuuluu\b"),
        re.compile(
            r"\b(?:kesken|käynnissä|parhaillaan|neuvottelu\w*|arviointi\w*|päätök\w+|valit\w+|valinta\w*|saapui)\b",
            re.I,
        ),
    ),
    (
        re.compile(r"\b(?:miten|kuinka)\b.{0,60}\b(?:mukaan|osallist\w+|ilmoittau\w+|paasee|varataan|varata)\b"),
        re.compile(r"\bilmoittau\w+|\blomak\w+|@|\(at\)|\bvara\w+", re.I),
    ),
    (
        re.compile(r"\b(?:mihin|mika|minka)\s+(?:\w+\s+)?osoit\w+"),
        re.compile(r"@|\(at\)|\bosoit\w+", re.I),
    ),
    (re.compile(r"\bmissa\b|\bminne\b|\bwhere\b|\bvar\b"), re.compile(r"\b[A-ZÅÄÖ]\w+(?:ssa|ssä|lla|llä)\b")),
)


def expected(folded_question: str) -> tuple[re.Pattern[str], ...]:
    """What an answer to a folded question should hold."""
    return tuple(answer for question, answer in _EXPECTATIONS if question.search(folded_question))


def meets(text: str, patterns: tuple[re.Pattern[str], ...]) -> int:
    """How many expectations a sentence meets."""
    return sum(pattern.search(text) is not None for pattern in patterns)
