"""Names of organisations in Finnish text, by the words they end in.

    "Teeman välittävänä toimielimenä toimii Lounaisrannan ELY-keskus." -> "Lounaisrannan ELY-keskus"

Knows kinds of organisations (centres, ministries, cities, universities ...), no single one by name.
"""

from __future__ import annotations

import re

from assistant.newsletters.shapes import EMAIL_LIKE, URL, is_sentence

_HEADS = (
    "keskus|virasto|ministeriö|kaupunki|kunta|kuntayhtymä|koulutuskuntayhtymä|hyvinvointialue|liitto|säätiö|yliopisto|"
    "ammattikorkeakoulu|korkeakoulu|opisto|museo|kirjasto|laitos|hallitus|hallintovirasto|toimisto|yhdistys|seura|seurakunta|"
    "maakunta|neuvosto|komissio|rahasto|instituutti|lautakunta|valiokunta|tuomioistuin|sairaala|koulu|lukio|osasto|yksikkö|valtuusto|jaosto|johtokunta|raati|johtoryhmä|ohjausryhmä|työryhmä|"
    "toimiala|palvelut|palvelu|tiimi|ryhmä|ELY|AVI|Oy|Oyj|Ab|ry|r\\.y\\.|sr|ky|osk"
)
HEAD = re.compile(rf"(?:{_HEADS})(?![a-zåäö])", re.IGNORECASE)
"""The last word of an organisation's name in the nominative, alone or as the end of a compound."""

_CASES = (
    r"(?:keskukse|virasto|ministeriö|kaupungi|kunna|kuntayhtymä|hyvinvointialuee|liito|säätiö|yliopisto|ammattikorkeakoulu|"
    r"laitokse|hallitukse|toimisto|yhdistykse|museo|instituuti|neuvosto|valtuusto|lautakunna|johtokunna|raadi|ryhmä)(?:n|ssa|ssä|sta|stä|lle|lla|llä|lta|ltä|een|oon|öön|aan|on|a)?"
)
_INFLECTED = re.compile(
    rf"(?:[A-ZÅÄÖ][\w’'-]*(?:\s+(?:ja|-)\s+[a-zåäö-]+-?)?\s+){{0,3}}(?:[A-ZÅÄÖ]{{2,}}[\s-])?[\w-]*?(?:{_CASES}|{_HEADS})\b"
)


def is_organisation(words: str) -> bool:
    """Whether `words`, standing by themselves, name an organisation: "Lounaisrannan ELY-keskus", "Kulttuuripalvelut"."""
    words = words.strip(" .,;")
    if not words or (not words[0].isupper() and not words.isupper()):
        return False
    if EMAIL_LIKE.search(words) or URL.search(words) or is_sentence(words):
        return False  # "Osoitteet ovat muotoa nimi@kylaliitto.example"
    return len(words.split()) <= 9 and HEAD.search(words.split()[-1]) is not None


def names_organisation(text: str) -> bool:
    """Whether running text names an organisation or a body, in any case: "Hakemukset käsittelee nuorisovaltuusto."."""
    return _INFLECTED.search(text) is not None
