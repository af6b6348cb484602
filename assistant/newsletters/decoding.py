"""Bytes of a text file -> the plain text that every span refers to.

b"Ty\\xf6llisyys\\r\\n" -> "Työllisyys\\n"
"""

from __future__ import annotations

import re
import unicodedata

from assistant.errors import NewsletterError

_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
MAX_BYTES = 20_000_000


def decode(data: bytes, name: str) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252.

    Raises NewsletterError, naming the file, where the bytes are no text or too many.
    """
    if len(data) > MAX_BYTES:
        raise NewsletterError(f"Tiedosto {name} on liian suuri ({len(data) // 1_000_000} Mt).")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data[:8192]:
        raise NewsletterError(f"Tiedosto {name} ei ole tekstiä.")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) > len(text) // 100:
            break
        return clean(text)
    raise NewsletterError(f"Tiedoston {name} merkistöä ei tunnisteta, tai se ei ole tekstiä.")


def clean(text: str) -> str:
    """One form for what looks the same: NFC, LF, plain spaces, nothing invisible.

    Raises nothing; the result has no control characters but LF.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))
