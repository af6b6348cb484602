"""What one line of a newsletter looks like, by its layout and shape alone.

    "• Ammattilaisten osaaminen" -> bullet;  "Lisätietoa teemasta:" -> label;  "Teema | Rakennerahastot" -> link

Text and Markdown share these rules. None of them knows a theme, a person or a publisher.
"""

from __future__ import annotations

import re
from functools import lru_cache

BULLET = re.compile(r"^\s*(?:[•▪◦●○■□‣∙·*\-–—>]|\d{1,2}[.)]|[a-zåäö]\))\s+(?=\S)")
UNDERLINE = re.compile(r"^\s*([=\-–—~_*#+•·.])(?:\s?\1){2,}\s*$")
EMAIL_LIKE = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\[a\]|\(ät\)|\{at\})\s?[\w-]+(?:\.[\w-]+)+"
    r"|\[(?:email|sähköposti)[^\]]{0,25}\]|sähköposti (?:piilotettu|suojattu)",
    re.IGNORECASE,
)
PHONE_LIKE = re.compile(
    r"(?<![\d.])(?:\+\d{1,3}[ \d()-]{6,}\d|0(?:\d{1,3}[ -]?|\d{2,3} [-–/] )\d{2,4}(?:[ -]?\d{1,4}){1,3})(?![\d.]?\d)"
)
_KNOWN_LINES = 20_000
URL = re.compile(r"https?://\S+|www\.\S+")

_FINITE_VERB = re.compile(
    r"\b(?:on|ovat|oli|olivat|ei|eivät|voi|voit|voivat|saa|saavat|tulee|pitää|toimii|toimivat|haetaan|haettiin|kannattaa|"
    r"järjestetään|järjestettiin|avautuu|aukeaa|alkaa|alkavat|päättyy|päättyvät|jatkuu|jatkuvat|kerrotaan|löytyy|löytyvät)\b"
)
_ADDRESS = re.compile(
    r"^(?:tervetuloa|tule|ilmoittaudu|tutustu|lue|katso|hae|muista|seuraa|tilaa|kerro|vastaa|osallistu|kysy|ota|liity|varaa|"
    r"nähdään|hyvää|mukavaa|iloista|terveisin|terveisiä|ystävällisin|lämpimästi|kiitos|kiitämme)\b",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^(?:hei|moi|tervehdys|hyvä|hyvät|arvoisa|arvoisat|rakas|rakkaat)\s*\w*\s*\w*[,!]?$", re.IGNORECASE
)
_MONTHS = "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu"
_IMPRINT = re.compile(
    r"^(?:(?:julkaistu|päivätty|päivitetty|julkaisija|toimitus|toimittaja|lähettäjä|vastaanottaja|aihe|published|issn)\b.*"
    r"|(?:nro\s+|numero\s+)?\d{1,2}\s?/\s?\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
    rf"|(?:(?:{_MONTHS})kuu|kevät|kesä|syksy|talvi|vuosi|viikko \d+)\s+\d{{4}})\s*$",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"^(?:\w+\s+){1,3}(?:nro\s+|numero\s+)?(?:\d{1,2}\s?/\s?\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})$", re.IGNORECASE
)
_BEGINS_WITH_DAY = re.compile(r"^(?:ma|ti|ke|to|pe|la|su)?\s?\d{1,2}\.\s?(?:\d{1,2}\.|[–-]\s?\d)", re.IGNORECASE)
_APART = re.compile(r"\S\s{3,}\S|\.{4,}\s*\d*$")  # columns; dots that lead to a page's number
_LABEL_WORDS = re.compile(
    r"^(?:yhteystie\w+|yhteyshenkilö\w*|lisätie\w+|lisätietoja antaa|ajankohtaista|haku|hakuaika|hakuajat|hakeminen|"
    r"haun aikataulu|aikataulu|rahoitus|kohderyhmä\w*|tavoite|tavoitteet|tavoitteena|kuka voi hakea|ketkä voivat hakea|"
    r"kenelle|mihin avustusta voi saada|hakuohje\w*|liitteet|linkit|lue lisää|katso myös|contact|contacts|more information)"
    r"(?: (?:teemasta|teemoista|avustuksesta|avustuksista|hausta|hauista|antaa|antavat))?\s*[:?]?$",
    re.IGNORECASE,
)

_CONTACT_LABEL = re.compile(r"^(?:yhteystie|yhteyshenkilö|lisätie|contact|kontakt|more information)", re.IGNORECASE)
_CAPITALISED = r"[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
_NAME_LIKE = re.compile(rf"{_CAPITALISED} (?:(?:von|af|de) )?{_CAPITALISED}")
_LONGEST_CONTACT = 160


def is_contact_label(line: str) -> bool:
    """ "Yhteystiedot", "Lisätietoja": a label that promises persons."""
    return is_label(line) and _CONTACT_LABEL.match(line.strip().strip("*_ ")) is not None


def name_like(line: str) -> str | None:
    """The first two words with capitals in a line short enough for a contact's: "Aune Mäkelä | sihteeri" -> "Aune Mäkelä"."""
    found = _NAME_LIKE.search(line) if len(line) <= _LONGEST_CONTACT else None
    return found.group() if found else None


@lru_cache(maxsize=_KNOWN_LINES)
def is_contact_detail(line: str) -> bool:
    """Whether the line holds a telephone number or an e-mail address, hidden ones included. Remembered for the questions."""
    return EMAIL_LIKE.search(line) is not None or PHONE_LIKE.search(line) is not None


def ends_with_detail(line: str) -> bool:
    """Whether a telephone number or an address stands last, so that what follows is of another person or kind."""
    line = line.rstrip()
    return any(match.end() == len(line) for shape in (PHONE_LIKE, EMAIL_LIKE) for match in shape.finditer(line))


def without_details(line: str) -> str:
    """The line without its telephone numbers and addresses: "Maija Lehto, 040 123 4567" -> "Maija Lehto, "."""
    return PHONE_LIKE.sub("", EMAIL_LIKE.sub("", line))


def is_label(line: str) -> bool:
    """ "Toiminnan alateemat:", or a heading word of the genre ("Hakuaika") that never names a topic by itself."""
    line = line.strip().strip("*_ ")
    return bool(_LABEL_WORDS.match(line)) or (line.endswith(":") and len(line.split()) <= 10 and len(line) <= 110)


def is_link(line: str) -> bool:
    """A line that only leads elsewhere: "Kylien palvelut | Rakennerahastot", "https://..."."""
    line = line.strip()
    parts = line.split(" | ")
    named = len(parts) == 2 and all(parts) and len(parts[1].split()) <= 4 and not line.endswith(".")
    return named or (URL.match(line) is not None and len(line.split()) == 1)


def is_table_row(line: str) -> bool:
    """A row of a Markdown table, its ruler line included."""
    line = line.strip()
    return line.startswith("|") and line.endswith("|") and len(line) > 2


def is_capitals(line: str) -> bool:
    """All letters large: "KULTTUURI JA LIIKUNTA"."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)


def could_be_heading(line: str) -> bool:
    """Whether the line, standing by itself, has the shape of a topic's heading: short, no full stop, no detail in it."""
    return could_be_title(line) and _ISSUE.match(line.strip()) is None


def could_be_title(line: str) -> bool:
    """The same for a newsletter's title, which may tell the issue: "Kuntakirje 3/2025"."""
    line = line.strip()
    if not line or len(line) > 160 or len(line.split()) > 20:
        return False
    if line[-1] in ".,;:" or not (line[0].isupper() or line[0].isdigit() or line[0] in "\"”»'"):
        return False
    if _IMPRINT.match(line) or _SALUTATION.match(line) or _APART.search(line):
        return False
    shaped_otherwise = (BULLET.match(line) and not _numbered_heading(line)) or is_link(line) or is_table_row(line)
    return not (shaped_otherwise or is_contact_detail(line) or URL.search(line)) and any(c.isalpha() for c in line)


def is_sentence(line: str) -> bool:
    """Whether the line tells something rather than names a topic: "Hakuaika päättyy 31.3.2025", "5.3. klo 17 Majakka"."""
    line = line.strip()
    return line[-1:] != "?" and (_FINITE_VERB.search(line) or _BEGINS_WITH_DAY.match(line)) is not None


def is_address(line: str) -> bool:
    """Whether the line speaks to the reader: "Tervetuloa mukaan", "Ilmoittaudu nyt"."""
    line = line.strip()
    return line.endswith("!") or _ADDRESS.match(line) is not None


def _numbered_heading(line: str) -> bool:
    """ "1. Kulttuuriavustukset": numbered like a list item, but the caller saw it stand alone."""
    return re.match(r"^\d{1,2}[.)]\s+[A-ZÅÄÖ]", line) is not None and len(line.split()) <= 9
