"""What a mailing tool adds around a newsletter, which no reader asks about.

    "Avaa uutiskirje selaimessa", "Peruuta tilaus | Päivitä tietosi", "© 2024 Kunta" -> left out

Only short lines near the top and the bottom are looked at: in the middle the same words may be the newsletter's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.newsletters.lines import Line, Role

_TOP, _BOTTOM = 8, 25  # written lines at either end
_LONGEST = 300
_LETTER = r"(?:viesti\w*|uutiskir\w+|kirje\w*|posti\w*|sähköposti\w*|tiedote\w*|sivu\w*|sitä|tätä|se|tämä)"
_BROWSER = re.compile(
    rf"^(?:eikö {_LETTER}|jos {_LETTER})?.{{0,60}}\b(?:avaa|näytä|katso|lue|katsele|selaa|näet|voit lukea|siirry)\b.{{0,50}}"
    r"\b(?:selaime\w+|selainversio\w*|verkkoversio\w*|online-versio\w*)"
    r"|^(?:selainversio|verkkoversio|web-versio)\W*$"
    r"|^(?:subscribe|past issues|translate|rss|forward to a friend)$"
    r"|\bview\b.{0,30}\bin (?:your |a |the )?browser\b|^(?:view|web) (?:online|version)\W*$",
    re.IGNORECASE,
)
_UNSUBSCRIBE = re.compile(
    r"\b(?:peru|peruuta|peruuttaa|perua|lopeta|lopettaa|poista|irtisano)\b.{0,40}\btila\w+|\bunsubscribe\b"
    r"|\b(?:poistu|eroa|poistua|erota)\b.{0,40}\b\w{0,20}lista\w+"
    r"|\b(?:päivitä|muokkaa|muuta|hallitse)\b.{0,20}\b(?:tieto(?:ja|jasi|si)|tilau\w+|asetu\w+)\b"
    rf"|\b(?:sait|saat|olet saanut|vastaanotit)\b.{{0,20}}\b{_LETTER}.{{0,20}}\b(?:koska|sillä)\b"
    r"|\btämä (?:sähköposti\w*|viesti|uutiskirje) (?:on )?lähete(?:ttiin|tty)\b|\byou (?:are receiving|received) this\b"
    r"|\bupdate your preferences\b",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"^(?:©|\(c\)\s|copyright\b)|^kaikki oikeudet pidätetään|^all rights reserved|\bpowered by\b"
    r"|^tietosuoja(?:seloste|lauseke)?\W*$"
    r"|^(?:lähetetty|toteutettu) \S+ ?-?(?:palvelulla|työkalulla|ohjelmalla)\W*$|^lisää .{0,40}osoitekirja\w+",
    re.IGNORECASE,
)
_NETWORKS = (
    r"(?:facebook|twitter|x|linkedin|instagram|youtube|tiktok|whatsapp|bluesky|mastodon|threads|sähköposti|"
    r"verkkosivut|website)(?:issa|ssa|iin|ssä)?"
)
_SOCIAL = re.compile(
    rf"^(?:(?:jaa|seuraa meitä|seuraa|twiittaa|tykkää|share|follow us)\b[\s:|•·]*)?(?:{_NETWORKS}\b[\s|•·,/]*)+$"
    r"|^(?:jaa|twiittaa|tykkää|share|tweet|forward|lähetä kaverille)$",
    re.IGNORECASE,
)


def without_boilerplate(lines: Sequence[Line]) -> list[Line]:
    """The lines that are the newsletter's own."""
    written = [i for i, line in enumerate(lines) if not line.blank]
    top, bottom = set(written[:_TOP]), set(written[-_BOTTOM:])
    return [
        line
        for i, line in enumerate(lines)
        if not (
            line.depth is None
            and line.role in {Role.TEXT, Role.LIST_ITEM, Role.TABLE_ROW}
            and ((i in top and is_view_link(line.text)) or (i in bottom and is_footer(line.text)))
        )
    ]


def is_view_link(words: str) -> bool:
    """ "Eikö viesti näy oikein? Avaa se selaimessa"."""
    words = words.strip(" •-*|–")
    return len(words) <= _LONGEST // 2 and _BROWSER.search(words) is not None


def is_footer(words: str) -> bool:
    """ "Peruuta uutiskirjeen tilaus", "© 2024 Kaarnalammen kaupunki", "Facebook | Instagram"."""
    words = words.strip(" •-*|")
    if not words or len(words) > _LONGEST:
        return False
    return any(pattern.search(words) for pattern in (_UNSUBSCRIBE, _IMPRINT, _SOCIAL, _BROWSER))
