"""Bytes -> text."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import NewsletterError
from assistant.newsletters.decoding import MAX_BYTES, clean, decode, decode_markup

FINNISH = "Työllisyys ja äitiys – ”Åbo” 25 €\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    assert decode((FINNISH * 20).encode(encoding), "a.txt") == FINNISH * 20


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a\u00a0b\u202fc\u2009d\te", "a b c d e"),
        ("kes\u00adtää\u200b\ufeff", "kestää"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\fb\vc", "a\nb\nc"),
        ("a\u0308iti", "äiti"),
        ("\x07piip\x7f" + "p" * 200, "piip" + "p" * 200),
        ("viimeinen rivi", "viimeinen rivi"),
    ],
)
def test_odd_characters(written: str, expected: str) -> None:
    assert clean(written) == expected
    assert decode(written.encode(), "a.txt") == expected


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00",
        bytes(range(256)) * 40,
        b"\x00" * 500,
        b"\x81\x8d\x8f\x90" * 10,
        ("työttömyys ja äänestys " * 10).encode("cp850"),
        ("Työttömyys ja äänestys " * 10).encode("mac_roman"),
    ],
    ids=["picture", "all bytes", "zeros", "no encoding", "DOS", "old Mac"],
)
def test_no_text(data: bytes) -> None:
    with pytest.raises(NewsletterError, match=r"outo\.txt") as caught:
        decode(data, "outo.txt")
    assert "\n" not in str(caught.value)


def test_too_large() -> None:
    with pytest.raises(NewsletterError, match="liian suuri"):
        decode(b"a" * (MAX_BYTES + 1), "iso.txt")


def test_file_cut_inside_a_letter() -> None:
    assert decode(("Työttömyysäänestys " * 5 + "ä").encode()[:-1], "a.txt") == "Työttömyysäänestys " * 5


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", None),
        ("cp1252", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "olematon-8"),
        ("iso-8859-15", "iso-8859-15"),
        ("utf-16", "utf-8"),
    ],
)
def test_markup_that_declares_rightly_or_wrongly(encoding: str, declared: str | None) -> None:
    text = FINNISH.replace("€", "euroa") if encoding == "iso-8859-15" else FINNISH
    text = text.replace("–", "-").replace("”", '"') if encoding == "iso-8859-15" else text
    assert decode_markup(text.encode(encoding), "a.html", declared) == text


def test_page_declares_its_encoding() -> None:
    page = '<meta charset="iso-8859-4"><p>Tõnu äänestää</p>'
    assert decode_markup(page.encode("iso-8859-4"), "a.html") == page


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_clean_is_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(c in once for c in "\r\t\u00a0\u200b\ufeff\x00")


@given(st.text(alphabet="abcäöåÄÖÅé –-.,\n", max_size=200))
def test_both_encodings_give_the_same(text: str) -> None:
    assert decode(text.encode(), "a.txt") == decode(text.encode("utf-8-sig"), "a.txt") == clean(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    with suppress(NewsletterError):
        assert clean(decode(data, "a.txt")) == decode(data, "a.txt")
