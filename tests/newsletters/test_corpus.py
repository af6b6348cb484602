"""A folder -> its newsletters, each issue once; what is known of unchanged files is not read again."""

from __future__ import annotations

import shutil
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_formats import FILES, FORMATS

from assistant.errors import CorpusError
from assistant.newsletters import CorpusReport, corpus, newsletter_paths, read_corpus
from assistant.newsletters.corpus import newsletter_ids
from assistant.newsletters.reading import parse_newsletter
from assistant.records import Newsletter

TEXT = "Kirje\n\nAvustusta haetaan maaliskuussa."
ISSUE = """# Kyläkirje 3/2032

## Saunojen kunnostus

Pilottihaku on auki 1.3.–15.4.2032. Saunoihin annetaan 15 000 euroa, ja hakemukset jätetään kylätoimikunnalle.

## Laiturit

Laiturit maalataan kesällä talkoilla, ja kylien venekunnat tuovat siveltimet itse mukanaan.
"""
PLAIN = ISSUE.replace("#", "").replace("\n ", "\n\n")


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read into newsletters, in order."""
    sources: list[str] = []

    def counted(data: bytes, source: str) -> Newsletter:
        sources.append(source)
        return parse_newsletter(data, source)

    monkeypatch.setattr(corpus, "parse_apart", counted)
    return sources


def again(folder: Path, report: CorpusReport) -> CorpusReport:
    return read_corpus(folder, report.files, report.newsletters)


def ids(report: CorpusReport) -> list[str]:
    return [newsletter.newsletter_id for newsletter in report.newsletters]


def same_as(report: CorpusReport) -> dict[str, str]:
    return {file.source: file.same_as for file in report.files if file.same_as}


def test_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.md", "2024/c.HTML", ".piilo.txt", ".git/d.md", "~$b.docx", "README.md", "kuva.png"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [path.name for path in newsletter_paths(tmp_path)] == ["a.md", "b.txt", "c.HTML"]


def test_bad_files_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "hyva.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "hyva.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tyhja.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "kuva.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "rikki.pdf").write_bytes(b"%PDF-1.7 katkesi")
    (tmp_path / "rikki.docx").write_bytes(b"PK")
    (tmp_path / "tyhja.html").write_bytes(b"<html><body></body></html>")
    (tmp_path / "kansio.txt").mkdir()
    with (tmp_path / "iso.html").open("wb") as file:
        file.truncate(50_000_000)
    report = read_corpus(tmp_path)
    assert [newsletter.source for newsletter in report.newsletters] == ["hyva.md"]
    assert report.duplicates == ("Tiedosto hyva.txt ohitettiin: sama sisältö kuin tiedostossa hyva.md.",)
    assert len(report.problems) == 6
    assert all("\n" not in problem and problem.endswith(".") for problem in report.problems)
    assert "Tiedosto iso.html on liian suuri (50 Mt)." in report.problems
    assert "Tiedosto tyhja.html on tyhjä." in report.problems


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="ei ole"):
        read_corpus(tmp_path / "puuttuu")


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="ei ole yhtään"):
        read_corpus(tmp_path)


def test_files_of_one_name_in_two_folders(tmp_path: Path) -> None:
    for year in (2022, 2023):
        write(tmp_path, **{f"{year}-06/uutiskirje.txt": TEXT.replace("maaliskuussa", f"keväällä {year}")})
    write(tmp_path, **{"2023-06/haut.md": ISSUE, "rikki/uutiskirje.txt": " "})
    report = read_corpus(tmp_path)
    assert ids(report) == ["haut", "2022-06/uutiskirje", "2023-06/uutiskirje"]
    assert [n.source for n in report.newsletters] == [
        "2023-06/haut.md",
        "2022-06/uutiskirje.txt",
        "2023-06/uutiskirje.txt",
    ]
    assert [str(n.published) for n in report.newsletters] == ["2032-03-01", "2022-06-01", "2023-06-01"]
    assert report.problems == ("Tiedosto rikki/uutiskirje.txt on tyhjä.",)


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["a.txt", "2024/b.md"], ["a", "b"]),
        (["a.txt", "2024/a.txt"], ["a", "2024/a"]),
        (["2023/1/a.txt", "2023/2/a.txt", "a.b.pdf"], ["2023/1/a", "2023/2/a", "a.b"]),
        (["a.txt", "a.md"], ["a.txt", "a.md"]),
        (["a.txt", "a.md", "2024/a.md"], ["a.txt", "a.md", "2024/a"]),
        (["a.md", "a.txt", "a.md.txt"], ["a.md", "a.txt", "a.md.txt"]),
    ],
)
def test_ids(sources: list[str], expected: list[str]) -> None:
    assert list(newsletter_ids(sources).values()) == expected


NAMES = [
    f"{folder}a{middle}{ending}"
    for folder in ("", "x/", "x/y/")
    for middle in ("", ".md", ".txt")
    for ending in (".md", ".txt")
]


@given(st.sets(st.sampled_from(NAMES)))
def test_ids_are_distinct(sources: set[str]) -> None:
    found = newsletter_ids(sorted(sources))
    assert len(set(found.values())) == len(found) == len(sources)


@pytest.mark.parametrize("name", ["teemat", "kaupunki", "hyvinvointi"])
def test_one_issue_in_every_format_is_read_once(tmp_path: Path, name: str) -> None:
    files = [file for file in FILES if file.startswith(name)]
    for file in files:
        shutil.copy(FORMATS / file, tmp_path)
    report = read_corpus(tmp_path)
    assert [n.source for n in report.newsletters] == [f"{name}.md"]
    assert same_as(report) == dict.fromkeys(set(files) - {f"{name}.md"}, f"{name}.md")


def test_the_copy_with_more_sections_is_kept(tmp_path: Path) -> None:
    flat = ISSUE.replace("## Saunojen", "**Saunojen").replace("## Laiturit", "Laiturit")
    write(
        tmp_path,
        **{"a.md": flat, "b.html": f"<html><body>{as_page(ISSUE)}</body></html>", "c.md": flat, "d.txt": PLAIN},
    )
    report = read_corpus(tmp_path)
    assert [n.source for n in report.newsletters] == ["b.html"]
    assert same_as(report) == {"a.md": "b.html", "c.md": "b.html", "d.txt": "b.html"}


def as_page(text: str) -> str:
    lines = [line for line in text.splitlines() if line]
    tags = [("h1", "# "), ("h2", "## "), ("p", "")]
    return "".join(
        next(f"<{tag}>{line.removeprefix(mark)}</{tag}>" for tag, mark in tags if line.startswith(mark))
        for line in lines
    )


def test_unchanged_files_are_not_read_again(tmp_path: Path, read: list[str]) -> None:
    write(tmp_path, **{"a.md": ISSUE, "b.txt": PLAIN, "c.txt": TEXT, "rikki.txt": " ", "kopio/a.md": ISSUE})
    first = read_corpus(tmp_path)
    assert sorted(read) == ["a.md", "b.txt", "c.txt", "rikki.txt"]
    assert same_as(first) == {"b.txt": "a.md", "kopio/a.md": "a.md"}
    read.clear()
    assert again(tmp_path, first) == first
    assert read == []
    write(tmp_path, **{"c.txt": TEXT + " Haku päättyy keväällä."})
    assert again(tmp_path, first) == read_corpus(tmp_path)
    assert read[0] == "c.txt"


@pytest.mark.parametrize(
    "change",
    [
        {"a.md": None},
        {"a.md": ISSUE.replace("15.4.", "16.4.")},
        {"a.md": ISSUE.replace("15.4.", "16.4."), "b.txt": None},
        {"a.md": None, "b.txt": None},
        {"a.md": None, "b.txt": None, "d.pdf": None},
        {"a.md": " "},
        {"b.txt": TEXT},
        {"uusi/a.md": ISSUE},
        {"0.md": ISSUE + "\nTervetuloa mukaan.\n"},
        {"2032/c.txt": TEXT.replace("maalis", "huhti")},
        {"c.txt": None},
        {"c.txt": ISSUE.replace("#", "")},
        {},
    ],
)
def test_what_is_known_changes_nothing(tmp_path: Path, change: dict[str, str | None]) -> None:
    """The report is the same with and without an earlier one, whatever has become of the files."""
    write(
        tmp_path,
        **{"a.md": ISSUE, "b.txt": PLAIN, "b2.txt": PLAIN, "c.txt": TEXT, "rikki.txt": " ", "kopio/a.md": ISSUE},
    )
    shutil.copy(FORMATS / "hyvinvointi.pdf", tmp_path / "d.pdf")
    shutil.copy(FORMATS / "hyvinvointi.eml", tmp_path / "d.eml")
    first = read_corpus(tmp_path)
    for name, text in change.items():
        if text is None:
            (tmp_path / name).unlink()
        else:
            write(tmp_path, **{name: text})
    assert again(tmp_path, first) == read_corpus(tmp_path)


def test_memory_does_not_grow_with_the_files_left_out(tmp_path: Path) -> None:
    """Neither bytes nor newsletters of copies and of broken files are held while the others are read."""
    long = "\n".join(
        f"## Otsikko {n}\n\nKylän sauna {n} kunnostetaan talkoilla {n} hengen voimin.\n" for n in range(300)
    )
    peaks = []
    for copies in (2, 12):
        folder = tmp_path / str(copies)
        for number in range(copies):
            write(
                folder,
                **{
                    f"{number}/kirje.md": long,
                    f"{number}/kirje.html": as_page(long),
                    f"{number}/rikki.docx": "x" * 400_000,
                },
            )
        tracemalloc.start()
        report = read_corpus(folder)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (len(report.newsletters), len(report.duplicates)) == (1, 2 * copies - 1)
    assert peaks[1] < 1.1 * peaks[0]
