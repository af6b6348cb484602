"""Bytes of a text file -> the plain text that every span refers to.

b"Ty\\xf6llisyys\\r\\n" -> "Työllisyys\\n"
"""

from __future__ import annotations

import re
import unicodedata

from assistant.errors import NewsletterError

_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNTELLABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_MISREAD = re.compile("(?<=[A-Za-z])[„”†‡Ž™Š€…Œš‰‚ˆ¤¦¨¬¯²³¶¸¹¼¾¿ÃÂ÷×](?=[a-z])")
MAX_BYTES = 20_000_000


def decode(data: bytes, name: str) -> str:
    """UTF-8 (with or without BOM), UTF-16, else Windows-1252.

    Raises NewsletterError, naming the file, where the bytes are no text, of an unknown encoding or too many.
    """
    if len(data) > MAX_BYTES:
        raise NewsletterError(f"Tiedosto {name} on liian suuri ({len(data) // 1_000_000} Mt).")
    encoding = _wide_encoding(data)
    if encoding is None and b"\0" in data[:8192]:
        raise NewsletterError(f"Tiedosto {name} ei ole tekstiä.")
    for candidate in [encoding] if encoding else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            mended = _mended(data) if candidate == "utf-8-sig" else None
            if mended is None:
                continue
            text = mended
        if len(_CONTROL.findall(text)) > len(text) // 100:
            break
        if candidate == "cp1252" and _is_misread(text):
            break
        return clean(text)
    raise NewsletterError(f"Tiedoston {name} merkistöä ei tunnisteta, tai se ei ole tekstiä.")


def decode_markup(data: bytes, name: str, declared: str | None = None) -> str:
    """Text that says its encoding itself, as web pages and e-mails do, but not always rightly: valid UTF-8 goes first.

    `declared` is what stands outside the text; without it a page's own `<meta charset>` counts.
    """
    if len(data) > MAX_BYTES or _wide_encoding(data):
        return decode(data, name)
    match = _DECLARED.search(data[:4096])
    encoding = declared or (match.group(1).decode("ascii", "replace") if match else None)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _mended(data) is not None:
            return decode(data, name)
        text = _decoded(data, encoding)
        return clean(text) if text is not None else decode(data, name)
    seven_bit = encoding is not None and encoding.lower().startswith(("iso-2022", "utf-7", "hz"))
    text = _decoded(data, encoding) if seven_bit else None
    return clean(text) if text is not None else decode(data, name)


def _mended(data: bytes) -> str | None:
    """UTF-8 with a few broken letters, as in a file cut off inside one; None where it is rather another encoding."""
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    sound = sum(not character.isascii() for character in text) - broken
    return text.replace("\ufffd", "") if broken * 10 <= sound else None


def _decoded(data: bytes, encoding: str | None) -> str | None:
    """None where Python knows no such encoding or the bytes are not in it."""
    if encoding is None:
        return None
    if encoding.lower() in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        encoding = "cp1252"  # as browsers do: the dashes and quotation marks are Windows'
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return None if _is_misread(text) else text


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 by its mark, or by the zeros that Latin letters have in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:2000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(start) >= 8 and max(even, odd) * 2 > len(start) * 0.8 and min(even, odd) * 50 < len(start):
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _is_misread(text: str) -> bool:
    """Whether signs stand inside words where Finnish has its ä and ö: "ty„ttm„t" is DOS text read as Windows'."""
    misread = len(_MISREAD.findall(text))
    return misread > 3 and misread > sum(text.count(letter) for letter in "äöåÄÖÅé")


def clean(text: str) -> str:
    """One form for what looks the same: NFC, LF, plain spaces, nothing invisible.

    Raises nothing; the result has no control characters but LF, and no half of a pair of surrogates.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def plain_name(name: str) -> str:
    r"""A file's name as it can be told and kept: what is no UTF-8, or no letter of a line, is written as its number.

    "kes\udce4.txt" (the byte E4 in it) -> "kes\xe4.txt"
    """
    return _UNTELLABLE.sub(lambda match: _as_number(match.group()), name)


def _as_number(character: str) -> str:
    code = ord(character)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def without_surrogates(text: str) -> str:
    """Each half of a pair of surrogates becomes U+FFFD, so that every place in the text stays as it was."""
    return _SURROGATE.sub("\ufffd", text)
