"""What one line of a newsletter looks like, by its layout and shape alone.

    "• Ammattilaisten osaaminen" -> bullet;  "Lisätietoa teemasta:" -> label;  "Teema | Rakennerahastot" -> link

Text and Markdown share these rules. None of them knows a theme, a person or a publisher.
"""

from __future__ import annotations

import re

BULLET = re.compile(r"^\s*(?:[•▪◦●○■□‣∙·*\-–—>]|\d{1,2}[.)]|[a-zåäö]\))\s+(?=\S)")
UNDERLINE = re.compile(r"^\s*([=\-~_*#])\1{2,}\s*$")
EMAIL_LIKE = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\[a\]|\(ät\)|\{at\})\s?[\w-]+(?:\.[\w-]+)+"
    r"|\[(?:email|sähköposti)[^\]]{0,25}\]|sähköposti (?:piilotettu|suojattu)",
    re.IGNORECASE,
)
PHONE_LIKE = re.compile(r"(?<![\d.])(?:\+\d{1,3}[ \d()-]{6,}\d|0\d{1,3}[ -]?\d{2,4}(?:[ -]?\d{1,4}){1,3})(?![\d.]?\d)")
URL = re.compile(r"https?://\S+|www\.\S+")

_FINITE_VERB = re.compile(
    r"\s(?:on|ovat|oli|olivat|ei|eivät|voi|voit|voivat|saa|saavat|tulee|pitää|toimii|toimivat|haetaan|haettiin|"
    r"järjestetään|järjestettiin)\s"
)
_IMPRINT = re.compile(
    r"^(?:julkaistu|päivätty|päivitetty|julkaisija|toimitus|lähettäjä|aihe|published|issn)\b", re.IGNORECASE
)
_LABEL_WORDS = re.compile(
    r"^(?:yhteystie\w+|yhteyshenkilö\w*|lisätie\w+|lisätietoja antaa|ajankohtaista|haku|hakuaika|hakuajat|hakeminen|"
    r"haun aikataulu|aikataulu|rahoitus|kohderyhmä\w*|tavoite|tavoitteet|tavoitteena|kuka voi hakea|ketkä voivat hakea|"
    r"kenelle|mihin avustusta voi saada|hakuohje\w*|liitteet|linkit|lue lisää|katso myös|contact|contacts|more information)"
    r"(?: (?:teemasta|teemoista|avustuksesta|avustuksista|hausta|hauista|antaa|antavat))?\s*[:?]?$",
    re.IGNORECASE,
)


def is_contact_detail(line: str) -> bool:
    """Whether the line holds a telephone number or an e-mail address, hidden ones included."""
    return EMAIL_LIKE.search(line) is not None or PHONE_LIKE.search(line) is not None


def is_label(line: str) -> bool:
    """ "Toiminnan alateemat:", or a heading word of the genre ("Hakuaika") that never names a topic by itself."""
    line = line.strip().strip("*_ ")
    return bool(_LABEL_WORDS.match(line)) or (line.endswith(":") and len(line.split()) <= 10 and len(line) <= 110)


def is_link(line: str) -> bool:
    """A line that only leads elsewhere: "Jatkuva oppiminen | Rakennerahastot", "https://..."."""
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
    """Whether the line, standing by itself, has the shape of a heading: short, no full stop, no detail in it."""
    line = line.strip()
    if not line or len(line) > 160 or len(line.split()) > 20:
        return False
    if line[-1] in ".,;:" or not (line[0].isupper() or line[0].isdigit() or line[0] in "\"”»'"):
        return False
    if _IMPRINT.match(line):
        return False
    if len(line.split()) > 5 and line[-1] != "?" and _FINITE_VERB.search(line):
        return False  # a sentence that lacks its full stop
    shaped_otherwise = (BULLET.match(line) and not _numbered_heading(line)) or is_link(line) or is_table_row(line)
    return not (shaped_otherwise or is_contact_detail(line) or URL.search(line)) and any(c.isalpha() for c in line)


def _numbered_heading(line: str) -> bool:
    """ "1. Kulttuuriavustukset": numbered like a list item, but the caller saw it stand alone."""
    return re.match(r"^\d{1,2}[.)]\s+[A-ZÅÄÖ]", line) is not None and len(line.split()) <= 9
