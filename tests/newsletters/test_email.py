"""E-mails -> newsletter."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from email.message import EmailMessage

import pytest
from checks import assert_sound, headings_of, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import NewsletterError
from assistant.newsletters.email import parse_email

PAGE = (
    "<h2>Haut</h2><p>Haku on auki – hae €-tukea äkkiä, sillä rahaa on vähän.</p><h2>Tilat</h2><p>Tilat ovat auki.</p>"
)
PLAIN = """Haut

Haku on auki maaliskuussa, ja hakemus tehdään sähköisesti kunnan sivuilla.

Tilat

Tilat ovat auki iltaisin ja viikonloppuisin kaikille yhdistyksille."""


def message(
    page: str | None = PAGE,
    plain: str | None = "Avaa selaimessa",
    charset: str = "utf-8",
    cte: str = "quoted-printable",
) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Kevätkirje: äänestä!"
    mail["Date"] = "Tue, 04 Mar 2025 23:30:00 -0500"
    mail["From"] = "Viestintä <viestinta@kunta.fi>"
    if plain is not None:
        mail.set_content(plain, charset=charset, cte=cte)
    if page is not None and plain is not None:
        mail.add_alternative(page, subtype="html", charset=charset, cte=cte)
    elif page is not None:
        mail.set_content(page, subtype="html", charset=charset, cte=cte)
    return mail


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
@pytest.mark.parametrize("cte", ["quoted-printable", "base64"])
def test_page_in_any_encoding(charset: str, cte: str) -> None:
    newsletter = parse_email(message(charset=charset, cte=cte).as_bytes(), "k.eml")
    assert newsletter.title == "Kevätkirje: äänestä!"
    assert newsletter.published == date(2025, 3, 4)
    assert headings_of(newsletter) == [(None, "Haut"), (None, "Tilat")]
    assert "hae €-tukea äkkiä" in words_of(newsletter)
    assert "selaimessa" not in newsletter.text


def test_plain_text_gets_the_subject_as_title() -> None:
    newsletter = parse_email(
        message(page=None, plain=f"Hei,\n\nkevät tulee ja kirje sen mukana.\n\n\n{PLAIN}").as_bytes(), "k.eml"
    )
    assert newsletter.title == "Kevätkirje: äänestä!"
    assert newsletter.text.startswith("Kevätkirje: äänestä!\n\nHei,")
    assert headings_of(newsletter)[1:] == [(None, "Haut"), (None, "Tilat")]


def test_subject_that_the_text_repeats() -> None:
    newsletter = parse_email(message(page=None, plain=f"Kevätkirje: äänestä!\n\n{PLAIN}").as_bytes(), "k.eml")
    assert newsletter.text.count("äänestä!") == 1


def test_wrong_and_unknown_charsets() -> None:
    data = message(page=PAGE, plain=None).as_bytes().replace(b'charset="utf-8"', b'charset="x-olematon"')
    assert "äkkiä" in parse_email(data, "k.eml").text
    data = message(page=PAGE, plain=None).as_bytes().replace(b'charset="utf-8"', b'charset="iso-8859-1"')
    assert "äkkiä" in parse_email(data, "k.eml").text


def test_attachments_are_not_read() -> None:
    mail = message()
    mail.add_attachment("Salainen liite, joka ei kuulu kirjeeseen lainkaan.", filename="liite.txt")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="liite.pdf")
    assert "Salainen" not in parse_email(mail.as_bytes(), "k.eml").text


@pytest.mark.parametrize("mark", ["VL: ", "Fwd: ", "Vs: VL: ", "RE: "])
def test_passed_on(mark: str) -> None:
    data = message().as_bytes().replace(b"Subject: ", f"Subject: {mark}".encode())
    assert parse_email(data, "k.eml").title == "Kevätkirje: äänestä!"


def test_flowed_text() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Kirje"
    mail.set_content("Avustusta voi \nhakea koko \nmaaliskuun.\n\nToinen kappale.")
    mail.set_param("format", "flowed")
    assert "Avustusta voi hakea koko maaliskuun." in parse_email(mail.as_bytes(), "k.eml").text


@pytest.mark.parametrize("day", ["", "Date: eilen\n", "Date: Tue, 99 Foo 2025 99:99 +9900\n"])
def test_without_a_day(day: str) -> None:
    assert parse_email(f"Subject: Kirje\n{day}\nTeksti alkaa.".encode(), "k.eml").published is None


@pytest.mark.parametrize(
    "data",
    [
        b"hei vain, tama ei ole sahkoposti",
        b"\x00\x01\x02" * 100,
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhei\n" * 6000,
        b"Subject: " + b"=?utf-8?q?a?= " * 5000 + b"\n\nteksti",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)),
    ],
    ids=["text", "binary", "parts", "long header", "nested"],
)
def test_out_of_bounds(data: bytes) -> None:
    with pytest.raises(NewsletterError, match=r"paha\.eml"):
        parse_email(data, "paha.eml")


@given(st.binary(max_size=200), st.integers(0, 400))
@settings(deadline=None)
def test_whatever_the_bytes(noise: bytes, place: int) -> None:
    data = message().as_bytes()
    with suppress(NewsletterError):
        assert_sound(parse_email(data[:place] + noise + data[place:], "k.eml"))
