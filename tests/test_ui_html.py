"""What newsletters and visitors write comes to the page as words, never as markup."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_records import Answer, AnswerStatus, CallRow, CallStatus, Citation, Intent, Person, Reason, Turn
from assistant.records import Block, BlockKind, Evidence, FundingCall, Period, Section, Span
from assistant.ui.answer_html import Frame, conversation_markdown, copy_text, lead_lines, log_html, short
from assistant.ui.safe_html import escape, file_link, mail_link, marked, read_places, section_address, tel_link
from assistant.ui.section_html import section_body

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'${alert(3)}{{alert(4)}}`javascript:alert(5)"
TODAY = date(2022, 12, 24)
EVIDENCE = Evidence("k#1", Span(0, 4), HOSTILE, "rule")
HARMLESS = {
    *("a", "article", "blockquote", "button", "dd", "details", "div", "dl", "dt", "form", "h2", "h3", "h4", "input"),
    *("label", "li", "mark", "ol", "p", "path", "q", "section", "span", "summary", "svg", "ul", "wbr"),
}


class Tags(HTMLParser):
    """Collects tags and attributes of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def hostile_answer(**changes: object) -> Answer:
    person = Person(HOSTILE, HOSTILE, HOSTILE, "0295024019", HOSTILE, False, (HOSTILE,), (EVIDENCE,), ("title",))
    period = Period(date(2022, 5, 16), date(2022, 9, 30), False, HOSTILE)
    row = CallRow(FundingCall(HOSTILE, HOSTILE, period, EVIDENCE), (HOSTILE,), CallStatus.CLOSED, (EVIDENCE,))
    citation = Citation("k", HOSTILE, "k#1", HOSTILE, HOSTILE, (Span(2, 9),))
    values: dict[str, object] = {
        "status": AnswerStatus.ANSWERED,
        "intent": Intent.CONTACT,
        "topic": HOSTILE,
        "people": (person,),
        "calls": (row,),
        "citations": (citation,),
        "understood": HOSTILE,
        "suggestions": (HOSTILE,),
    }
    return Answer(**{**values, **changes})  # type: ignore[arg-type]  # the test's own table


def frame() -> Frame:
    section = Section("k#1", "k", None, HOSTILE, None, HOSTILE, Span(0, len(HOSTILE)), ())
    return Frame(TODAY, {"k#1": section}, {1: "hyva"})


@pytest.mark.parametrize(
    "answer",
    [
        hostile_answer(),
        hostile_answer(people=(), calls=(), quotes=(EVIDENCE,), intent=Intent.CONTENT),
        hostile_answer(people=(), intent=Intent.STATUS, day=TODAY),
        hostile_answer(people=(), calls=(), topics=(HOSTILE,), intent=Intent.LIST),
        hostile_answer(status=AnswerStatus.NOT_FOUND, reason=Reason.NOT_TOLD),
    ],
)
def test_hostile_words_stay_words(answer: Answer) -> None:
    html = log_html([Turn(HOSTILE, answer)], frame())
    seen = Tags(html)
    assert set(seen.tags) <= HARMLESS
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    links = [value or "" for name, value in seen.attributes if name == "href"]
    assert all(re.match(r"(tel:|mailto:|data:text/(vcard|calendar);|#|\?osio=)", link) for link in links)


def test_hostile_words_wait_harmlessly() -> None:
    html = log_html([], frame(), pending=HOSTILE, notice=HOSTILE)
    assert set(Tags(html).tags) <= HARMLESS


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40))))
def test_marked_text_says_the_same(text: str, pairs: list[tuple[int, int]]) -> None:
    html = marked(text, [Span(start, stop) for start, stop in pairs])
    assert html.replace("<mark>", "").replace("</mark>", "") == escape(text)
    assert set(Tags(html).tags) <= {"mark"}


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("Haku on auki.", [Span(8, 12)], "Haku on <mark>auki</mark>."),
        ("a < b & c", [Span(0, 3)], "<mark>a &lt;</mark> b &amp; c"),
        ("abcdef", [Span(3, 5), Span(1, 4)], "a<mark>bcde</mark>f"),
        ("abc", [Span(2, 99)], "ab<mark>c</mark>"),
        ("abc", [], "abc"),
    ],
)
def test_marks(text: str, marks: list[Span], expected: str) -> None:
    assert marked(text, marks) == expected


def test_links() -> None:
    assert tel_link("0295024019", "0295 024 019") == '<a href="tel:+358295024019">0295 024 019</a>'
    assert 'href="tel:+4681234"' in tel_link("+468 1234", "+468 1234")
    assert mail_link("a.b@c.fi") == (
        '<a href="mailto:a.b@c.fi"><span class="whole">a.b@</span><wbr><span class="whole">c.fi</span></a>'
    )
    assert mail_link("a?bcc=x@c.fi").startswith('<a href="mailto:a%3Fbcc%3Dx@c.fi"')
    assert section_address("2022-12#4") == "?osio=2022-12%234"
    assert section_address("2022-12#4", [Span(3, 9), Span(12, 15)]) == "?osio=2022-12%234&kohta=3-9,12-15"


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("10-80", [(10, 80)]),
        ("10-80,95-99", [(10, 80), (95, 99)]),
        ("", []),
        ("kymmenen", []),
        ("1-99999999999", []),
        ("1-2,x,3-4", [(1, 2), (3, 4)]),
        (",".join(["1-2"] * 90), [(1, 2)] * 50),
    ],
)
def test_places_of_an_address(written: str, places: list[tuple[int, int]]) -> None:
    assert read_places(written) == tuple(Span(*place) for place in places)


SECTION_TEXT = (
    "Kylien palvelut\nHaku on auki.\n- yksi\n- kaksi\n\nLisätietoja:\nMaija Virta\np. 040 123 4567\n\nTervetuloa."
)
KINDS = (*("heading", "paragraph", "list_item", "list_item", "label", "paragraph", "paragraph", "paragraph"),)


def section(offset: int = 100) -> Section:
    lines = [match.span() for match in re.finditer(r"[^\n]+", SECTION_TEXT)]
    blocks = tuple(Block(BlockKind(kind), Span(*line).shifted(offset)) for kind, line in zip(KINDS, lines, strict=True))
    whole = Span(offset, offset + len(SECTION_TEXT))
    return Section("k#1", "k", None, "Kylien palvelut", None, SECTION_TEXT, whole, blocks)


def test_a_section_is_shown_whole_with_its_marks() -> None:
    place = SECTION_TEXT.index("Maija")
    html = section_body(section(), [Span(24, 28), Span(place, place + len("Maija Virta\np. 040"))])
    assert html == (
        "<p>Haku on <mark>auki</mark>.</p><ul><li>- yksi</li><li>- kaksi</li></ul>"
        '<p class="label">Lisätietoja:</p>'
        "<p><mark>Maija Virta</mark>\n<mark>p. 040</mark> 123 4567</p><p>Tervetuloa.</p>"
    )


DAY_ONE, DAY_TWO = date(2022, 5, 16), date(2022, 9, 30)
CALL_ROW = CallRow(
    FundingCall("ideahaku", "Kylien palvelut", Period(DAY_ONE, DAY_TWO, False, "16.5.–30.9."), EVIDENCE),
    ("Kylien palvelut",),
    CallStatus.CLOSED,
    (EVIDENCE,),
)


@pytest.mark.parametrize(
    ("intent", "rows", "lines"),
    [
        (Intent.WHEN, (CALL_ROW,), ["Ideahaku oli auki 16.5.–30.9.2022."]),
        (Intent.WHEN, (CALL_ROW, CALL_ROW), ["Kylien palvelut, 2 hakua:"]),
        (Intent.LIST, (CALL_ROW, CALL_ROW), ["2 hakua:"]),
    ],
)
def test_the_fact_comes_first_and_is_not_said_twice(
    intent: Intent, rows: tuple[CallRow, ...], lines: list[str]
) -> None:
    answer = Answer(AnswerStatus.ANSWERED, intent, topic="Kylien palvelut", calls=rows)
    assert lead_lines(answer, TODAY) == lines
    assert f'<p class="fact">{lines[0]}</p>' in log_html([Turn("Milloin?", answer)], frame())


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(AnswerStatus.ANSWERED, Intent.CONTENT, topic="Torit", understood="x → y"), "aihetta ”Torit”."),
        (Answer(AnswerStatus.ANSWERED, Intent.LIST, understood="x → y"), "jatkoksi edelliseen."),
    ],
)
def test_a_follow_up_tells_what_it_was_taken_to_be_about(answer: Answer, words: str) -> None:
    html = log_html([Turn("Entä milloin?", answer)], frame())
    assert words in html
    assert 'data-fresh data-ask="Entä milloin?"' in html


def test_passages_of_one_section_are_one_source() -> None:
    quotes = ("Haku on auki.", "Tervetuloa.")
    first, last = (Citation("k", "Uutiskirje", "k#1", "Kylien palvelut", words, (Span(0, 4),)) for words in quotes)
    other = Citation("k", "Uutiskirje", "k#2", "Torit", "Tori on auki.", ())
    answer = Answer(AnswerStatus.ANSWERED, Intent.CONTENT, citations=(first, other, last))
    html = log_html([Turn("Milloin?", answer)], Frame(TODAY, {"k#1": section()}, {}))
    assert html.count("<details") == 2
    auki, end = SECTION_TEXT.index(quotes[0]), SECTION_TEXT.index(quotes[1])
    assert f'data-section="?osio=k%231&amp;kohta={auki}-{auki + 4},{end}-{end + 4}"' in html
    assert html.index("etuloa") < html.index("Tori on auki")
    assert copy_text(answer, TODAY).endswith("Lähteet:\n1. Kylien palvelut. Uutiskirje\n2. Torit. Uutiskirje")
    assert conversation_markdown([Turn("Milloin?", answer)], TODAY).count("Kylien palvelut") == 1


def test_a_file_is_in_its_link() -> None:
    link = file_link("ä;\n", 'a"b.csv', "text/csv", "Lataa", "kaikki")
    attributes = dict(Tags(link).attributes)
    assert unquote((attributes["href"] or "").split(",", 1)[1]) == "ä;\n"
    assert attributes["download"] == 'a"b.csv'


def test_a_long_question_is_cut() -> None:
    assert short("miksi " * 20_000).endswith("…")
    assert len(short("x" * 100_000)) <= 401
    assert short(" kuka\n vastaa? ") == "kuka vastaa?"


def test_copied_and_saved_answers_take_their_sources_along() -> None:
    answer = Answer(
        AnswerStatus.ANSWERED,
        Intent.CONTENT,
        quotes=(Evidence("k#1", Span(0, 4), "Haku on auki.", "rule"),),
        citations=(
            Citation("k", "Uutiskirje 12/2022", "k#1", "Jatkuva *oppiminen*", "Haku on auki.\nTervetuloa.", ()),
        ),
    )
    copied = copy_text(answer, TODAY)
    assert copied.startswith("Haku on auki.")
    assert "1. Jatkuva *oppiminen*. Uutiskirje 12/2022" in copied
    saved = conversation_markdown([Turn("Onko <b>haku</b> auki?", answer)], TODAY)
    assert "## Onko \\<b\\>haku\\</b\\> auki?" in saved
    assert "1. **Jatkuva \\*oppiminen\\*** (Uutiskirje 12/2022)" in saved
    assert "   > Tervetuloa." in saved
