"""Pages of mailing tools -> newsletter."""

from __future__ import annotations

import time
from datetime import date

import pytest
from checks import assert_sound, headings_of, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import NewsletterError
from assistant.facts.contacts import find_contacts
from assistant.newsletters.html import parse_html
from assistant.newsletters.styles import Look, declarations, is_hidden, look_of, read_stylesheet
from assistant.records import BlockKind, Newsletter
from assistant.sections import split_sections


def page(body: str, head: str = "") -> Newsletter:
    return parse_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "kirje.html")


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">piilo</div>',
        '<div style="DISPLAY: None !important;">piilo</div>',
        '<span class="preheader">piilo</span>',
        '<span style="max-height:0;overflow:hidden">piilo</span>',
        '<span style="font-size:0px">piilo</span>',
        '<span style="font-size:1px;color:#fff">piilo</span>',
        '<p style="visibility:hidden">piilo</p>',
        "<div hidden>piilo</div>",
        "<script>piilo()</script><style>.piilo{}</style><noscript>piilo</noscript><!-- piilo -->",
        "<!--[if mso]><p>piilo</p><![endif]-->",
        '<a href="https://seuranta.fi/piilo">näkyvä</a><img src="piilo.gif" alt="piilo">',
    ],
)
def test_hidden_things_are_left_out(hidden: str) -> None:
    newsletter = page(f"{hidden}<p>Teksti on tässä.</p>", "<style>.preheader{display:none}</style>")
    assert "piilo" not in newsletter.text
    assert "Teksti on tässä." in newsletter.text


def test_letters_of_size_zero_around_visible_ones() -> None:
    assert page('<td style="font-size:0px">\n<div style="font-size:13px">Teksti.</div></td>').text == "Teksti."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="mailto:maija@kunta.fi?subject=x">Maija Lehto</a>', "Maija Lehto (maija@kunta.fi)"),
        ('<a href="mailto:maija@kunta.fi">maija@kunta.fi</a>', "maija@kunta.fi"),
        ('<a href="mailto:maija@kunta.fi">maija(at)kunta.fi</a>', "maija(at)kunta.fi"),
        ('<a href="mailto:maija%40kunta.fi"><img src="x.png"></a>', "maija@kunta.fi"),
        ('<a href="/cdn-cgi/l/email-protection" data-cfemail="ab">[email&#160;protected]</a>', "[email protected]"),
        ('<a href="tel:+358401234567">Soita</a>', "Soita (+358401234567)"),
        ('<a href="https://kunta.fi">kunta</a>', "kunta"),
        ("a&nbsp;b&shy;c &euro; &lt;b&gt;", "a bc € <b>"),
        ("yksi<br>kaksi<br><br>kolme", "yksi\nkaksi\n\nkolme"),
        ("<ul><li>a<li>b<ol><li>c<li>d</ol></ul>", " • a\n • b\n   1. c\n   2. d"),
        ("<pre>a\nb</pre>", "a\nb"),
    ],
)
def test_words(written: str, expected: str) -> None:
    assert page(f"<p>{written}</p>").text == expected.strip("\n")


def test_layout_tables_are_read_through_and_data_row_by_row() -> None:
    newsletter = page(
        "<table><tr><td><table><tr><td>Vasen palsta kertoo haun.</td><td>Oikea palsta kertoo tilat.</td></tr></table></td></tr>"
        "<tr><td><table><tr><td>Maija Lehto</td><td>sihteeri</td><td>040 123 4567</td></tr>"
        "<tr><td>Pekka Salo</td><td>johtaja</td><td>050 765 4321</td></tr></table></td></tr></table>"
    )
    assert newsletter.text.split("\n\n") == [
        "Vasen palsta kertoo haun.",
        "Oikea palsta kertoo tilat.",
        "Maija Lehto | sihteeri | 040 123 4567\nPekka Salo | johtaja | 050 765 4321",
    ]
    contacts = [c for section in split_sections(newsletter) for c in find_contacts(section)]
    assert [(c.name, c.title, c.phone) for c in contacts] == [
        ("Maija Lehto", "sihteeri", "0401234567"),
        ("Pekka Salo", "johtaja", "0507654321"),
    ]


BODY = "<p>Avustusta haetaan maaliskuussa, ja hakemus tehdään sähköisesti kunnan verkkosivuilla.</p>"
BY_TAGS = f"<h1>Kirje</h1>{BODY}<h2>Haut</h2><h3>Yksi</h3>{BODY}<h3>Kaksi</h3>{BODY}<h2>Tilat</h2><h3>Kolme</h3>{BODY}"
BY_LETTERS = (
    BY_TAGS.replace("<h1>", '<div style="font-size:28px">')
    .replace("<h2>", '<div style="font-size:22px">')
    .replace("<h3>", "<div><b>")
    .replace("</h3>", "</b></div>")
    .replace("</h1>", "</div>")
    .replace("</h2>", "</div>")
)
BY_CLASSES = BY_LETTERS.replace(' style="font-size:28px"', ' class="iso"').replace(' style="font-size:22px"', ' id="x"')


@pytest.mark.parametrize("body", [BY_TAGS, BY_LETTERS, BY_CLASSES], ids=["tags", "letters", "classes"])
def test_headings(body: str) -> None:
    newsletter = page(body, "<style>.iso{font-size:2em} #x { font-size: 150% }</style>")
    assert newsletter.title == "Kirje"
    assert headings_of(newsletter) == [(None, "Kirje"), ("Haut", "Yksi"), ("Haut", "Kaksi"), ("Tilat", "Kolme")]
    assert_sound(newsletter)


def test_bold_name_above_a_number_is_no_heading() -> None:
    newsletter = page(f"{BY_LETTERS}<p><b>Maija Lehto</b></p><p>sihteeri</p><p>040 123 4567</p>")
    assert [c.name for c in find_contacts(split_sections(newsletter)[-1])] == ["Maija Lehto"]
    assert len(split_sections(newsletter)) == 4


def test_title_and_day_of_the_head() -> None:
    head = '<title>Kuntakirje – maaliskuu</title><meta property="article:published_time" content="2025-03-04T08:00">'
    newsletter = page(f"<h2>Haut</h2>{BODY}<h2>Tilat</h2>{BODY}", head)
    assert (newsletter.title, newsletter.published) == ("Kuntakirje – maaliskuu", date(2025, 3, 4))


def test_boilerplate() -> None:
    newsletter = page(
        "<p>Eikö kirje näy oikein? <a href=x>Avaa se selaimessa</a></p>" + BY_TAGS + "<p>Facebook | Instagram</p>"
        "<p>Sait tämän kirjeen, koska olet tilannut sen.</p>"
        "<p><a>Peruuta tilaus</a> | <a>Päivitä tietosi</a></p><p>© 2025 Kunta</p>"
    )
    words = words_of(newsletter)
    assert words.startswith("Kirje ")
    assert words.endswith("verkkosivuilla.")


def test_markup_is_never_passed_on() -> None:
    newsletter = page("<h2 onclick=x>Haut</h2><p><b>lihava</b> <i>vino</i> &amp;lt;i&amp;gt;</p><h2>Toinen</h2>x")
    assert "<" not in newsletter.text
    assert "onclick" not in newsletter.text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "teksti",
        "<h1>" * 250 + "otsikko",
        "<div " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</div>",
        "<p>rivi</p>" * 60_000,
        "<" * 500_000,
        "a" * 6_000_000,
    ],
    ids=["deep", "deep headings", "endless tag", "endless lines", "brackets", "long"],
)
def test_out_of_bounds(markup: str) -> None:
    start = time.monotonic()
    with pytest.raises(NewsletterError, match=r"paha\.html"):
        parse_html(markup.encode(), "paha.html")
    assert time.monotonic() - start < 20


def test_pictures_inside_the_page_do_not_count() -> None:
    assert page(f'<img src="data:image/png;base64,{"A" * 6_000_000}"><p>Teksti.</p>').text == "Teksti."


@pytest.mark.parametrize("markup", ["", "   ", "<!-- -->", "<html></html>", "<p></p>"])
def test_nothing(markup: str) -> None:
    assert parse_html(markup.encode(), "tyhja.html").blocks == ()


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<h1>",
        "<h2>",
        "</h2>",
        "<h3>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<br>",
        "<b>",
        "</b>",
        '<a href="mailto:a@b.fi">',
        "</a>",
        "teksti ",
        "Otsikko",
        "040 123 4567",
        "&nbsp;",
        "<pre>",
        "\n",
        '<i style="font-size:30px">',
        "</i>",
    ]
)


@given(st.lists(TAGS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_the_tags(tags: list[str]) -> None:
    assert_sound(page("".join(tags)))


def test_styles() -> None:
    sheet = read_stylesheet(
        "/* x */ @media (max-width:9px){ .a{display:none} } .a, td.b { font-size:12pt } .c .d {color:red}"
    )
    assert sheet == {".a": {"font-size": "12pt"}, "td.b": {"font-size": "12pt"}}
    assert declarations("a: b !important;;C:D") == {"a": "b", "c": "d"}
    assert look_of("td", {}, {"font-size": "12pt", "font-weight": "700"}, Look()) == Look(16.0, True)
    assert not is_hidden({}, {"height": "0", "overflow": "visible"})


def test_list_items_and_rows_have_their_kinds() -> None:
    newsletter = page("<ul><li>a</li></ul><table><tr><th>x</th><th>y</th></tr></table>")
    assert [block.kind for block in newsletter.blocks] == [BlockKind.LIST_ITEM, BlockKind.TABLE_ROW]
