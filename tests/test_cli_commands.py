"""The commands of the command line from a newsletter to what they print, with a toy model in this process."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from toy import ToyEncoder

from assistant import dialogue, indexing
from assistant.cli import main

LETTER = """# Kyläkirje 3/2032

## Saunojen kunnostus

Kylien saunat kunnostetaan. Pilottihaku on auki 1.3.–15.4.2032. Saunoihin annetaan 15 000 euroa.

Lisätietoja: saunavastaava Aune Mäkelä, 040 123 4567, aune@kylat.example

## Laiturit

Laiturit maalataan kesällä talkoilla, ja kylien venekunnat tuovat siveltimet itse mukanaan.
"""


class NarrowEncoder(ToyEncoder):
    """A toy whose cosines lie between 0.8 and 1, as those of the true model do and as refusals are tuned to."""

    def _encode(self, text: str) -> NDArray[np.float32]:
        vector = super()._encode(text)
        return np.append(vector, 2 * np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> ToyEncoder:
    encoder = NarrowEncoder()
    for module in (indexing, dialogue):
        monkeypatch.setattr(module, "load_encoder", lambda *_: encoder)
        monkeypatch.setattr(module, "model_fingerprint", lambda _name: "toy")
    return encoder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "kirjeet"
    folder.mkdir()
    (folder / "kirje.md").write_text(LETTER, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path, corpus: Path, toy: ToyEncoder, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The option that names an index of the village letter."""
    del toy
    option = ["--index", str(tmp_path / "hakemisto")]
    assert main(["index", "--corpus", str(corpus), *option]) == 0
    capsys.readouterr()
    return option


def one_line(err: str) -> str:
    (line,) = err.splitlines()
    return line


def test_index_tells_what_it_did(
    tmp_path: Path, corpus: Path, toy: ToyEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    del toy
    (corpus / "kuva.txt").write_bytes(bytes(range(256)) * 20)
    arguments = ["index", "--corpus", str(corpus), "--index", str(tmp_path / "hakemisto")]
    assert main(arguments) == 0
    first = capsys.readouterr()
    assert first.out.startswith("Hakemisto tehtiin: uutiskirjeitä 1,")
    assert "tietoja 3" in first.out
    assert "Uusia uutiskirjeitä 1: kirje.md\n" in first.out
    assert "valmiina oli 0." in first.out
    assert [line for line in first.err.splitlines() if line.startswith("Ohitettiin: ")] == [
        next(line for line in first.err.splitlines() if "kuva.txt" in line)
    ]
    assert main(arguments) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Hakemisto on ajan tasalla: uutiskirjeitä 1,")
    (corpus / "kuva.txt").unlink()
    (corpus / "kirje.txt").write_text(LETTER.replace("#", ""), encoding="utf-8")
    assert main(arguments) == 0
    third = capsys.readouterr()
    assert third.err == "Tiedosto kirje.txt ohitettiin: sama sisältö kuin tiedostossa kirje.md.\n"
    assert third.out.splitlines()[1].startswith("Tekstikohtia laskettiin 0, valmiina oli ")


def test_ask_prints_answer_and_sources(index: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Kuka vastaa saunojen kunnostuksesta?", "--today", "2032-03-10", *index]) == 0
    printed = capsys.readouterr()
    assert "Aune Mäkelä" in printed.out
    assert "Lähteet:\n  [1] Kyläkirje 3/2032: Saunojen kunnostus" in printed.out
    assert printed.err == ""


def test_questions_of_one_command_are_one_conversation(index: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    questions = ["Kuka vastaa saunojen kunnostuksesta?", "Mikä hänen puhelinnumeronsa on?"]
    assert main(["ask", *questions, "--today", "2032-03-10", *index]) == 0
    assert "puhelin 040 123 4567" in capsys.readouterr().out


def test_questions_are_read_from_stdin(
    index: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(
        io.BytesIO("Kuka vastaa saunojen kunnostuksesta?\nkiitos \xff\n".encode("latin-1")), "utf-8"
    )
    monkeypatch.setattr(sys, "stdin", typed)
    assert main(["ask", "--today", "2032-03-10", *index]) == 0
    assert "Aune Mäkelä" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "Kirjoita kysymys"),
        (" \n\t", "Kirjoita kysymys"),
        ("sauna " * 17_000, "liian pitkä"),
        ("?", ""),
        ("\ud800", ""),
    ],
)
def test_odd_questions_are_answered_too(
    index: list[str], capsys: pytest.CaptureFixture[str], question: str, words: str
) -> None:
    assert main(["ask", question, *index]) == 0
    printed = capsys.readouterr()
    assert printed.out.strip()
    assert words in printed.out
    assert "Lähteet" not in printed.out
    assert printed.err == ""


def test_a_batch_prints_a_row_an_item(index: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "kysymykset.jsonl"
    items = [
        {"id": "k1", "turns": ["Kuka vastaa saunojen kunnostuksesta?", "Mikä hänen puhelinnumeronsa on?"]},
        {"id": "k2", "question": "Kuka on Saturnuksen kuningas?"},
        {"id": "\ud800", "question": ""},
    ]
    questions.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    assert main(["ask", "--batch", str(questions), "--today", "2032-03-10", *index]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == ["k1", "k2", "\ud800"]
    assert [row["answered"] for row in rows] == [True, False, False]
    assert "040 123 4567" in rows[0]["answer"]
    assert rows[0]["sources"][0]["newsletter"] == "kirje"
    assert rows[0]["sources"][0]["section"] == "Saunojen kunnostus"


def test_search_prints_hits(index: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "laiturit maalataan", "--limit", "1", *index]) == 0
    assert capsys.readouterr().out.startswith("1. Laiturit (kirje)\n")
    questions = tmp_path / "kysymykset.jsonl"
    questions.write_text('{"id": "h1", "turns": ["Moi", "laiturit maalataan"]}', encoding="utf-8")
    assert main(["search", "--batch", str(questions), "--limit", "2", *index]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["id"] == "h1"
    assert row["hits"][0] | {"text": "", "score": 0} == {
        "newsletter": "kirje",
        "section": "Laiturit",
        "text": "",
        "score": 0,
    }
    assert row["hits"] == sorted(row["hits"], key=lambda hit: -hit["score"])


def test_search_among_chosen_sections(index: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "kysymykset.jsonl"
    questions.write_text('{"id": "h1", "question": "laiturit"}', encoding="utf-8")
    assert main(["search", "--batch", str(questions), "--newsletter", "kirje.md", *index]) == 0
    assert len(json.loads(capsys.readouterr().out)["hits"]) == 3
    assert main(["search", "laiturit", "--from", "2032-03-02", *index]) == 0
    assert capsys.readouterr().out == "Valituissa osioissa ei ole mitään haettavaa.\n"
    assert main(["search", "laiturit", "--to", "2032-03-01", "--limit", "1", *index]) == 0
    assert capsys.readouterr().out.startswith("1. Laiturit (kirje)\n")
    assert main(["search", "laiturit", "--group", "Meret", *index]) == 1
    assert capsys.readouterr().err == "Virhe: Teemaryhmää 'Meret' ei ole. Hakemistossa ei ole yhtään.\n"


def test_facts(index: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", *index]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Saunojen kunnostus: Aune Mäkelä, saunavastaava, puh. 040 123 4567, aune@kylat.example",
        "Saunojen kunnostus: Pilottihaku: 1.3.–15.4.2032",
        "Saunojen kunnostus: 15 000 euroa: Saunoihin annetaan 15 000 euroa.",
    ]
    assert main(["facts", "--json", *index]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["kind"] for row in rows] == ["contact", "call", "money"]


def test_evaluate_prints_the_tables(index: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "kysymykset.jsonl"
    item = {
        "id": "k1",
        "category": "contact",
        "turns": ["Kuka vastaa saunojen kunnostuksesta?"],
        "answerable": True,
        "must": [["Aune Mäkelä"]],
        "must_not": [],
        "sections": ["Saunojen kunnostus"],
    }
    wrong = item | {"id": "k2", "must": [["Veikko"]]}
    questions.write_text(json.dumps(item) + "\n" + json.dumps(wrong), encoding="utf-8")
    assert main(["evaluate", str(questions), "--today", "2032-03-10", "--wrong", *index]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("k2 contact: puuttuu 'Veikko'")
    assert lines[-1] == "accuracy 0.500"
    questions.write_text('{"id": "h1", "question": "laiturit maalataan", "newsletter": "kirje", "section": "Laiturit"}')
    assert main(["evaluate", str(questions), *index]) == 0
    assert capsys.readouterr().out == "n 1  MRR@10 1.000  R@1 1.000  R@3 1.000  R@10 1.000\n"


@pytest.mark.parametrize("line", ['{"id": "k1", "question": "Kuka?"}', '{"id": "k1", "turns": ["Kuka?"], "must": []}'])
def test_questions_that_cannot_be_measured(
    index: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    questions = tmp_path / "kysymykset.jsonl"
    questions.write_text(line, encoding="utf-8")
    assert main(["evaluate", str(questions), *index]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert one_line(printed.err).startswith("Virhe: Kysymyksestä k1 puuttuu ")


@pytest.mark.parametrize("name", ["passages.jsonl", "vectors.faiss", "manifest.json", "facts.jsonl"])
@pytest.mark.parametrize("command", [["ask", "Kuka?"], ["search", "saunat"], ["facts"]])
def test_a_damaged_index(index: list[str], capsys: pytest.CaptureFixture[str], command: list[str], name: str) -> None:
    (path,) = Path(index[1]).glob(f"generation-*/{name}")
    path.write_bytes(path.read_bytes()[:-20])
    assert main([*command, *index]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert one_line(printed.err).startswith("Virhe: Hakemiston tiedosto ")
    assert "Aja: python -m assistant index" in printed.err


def test_a_closed_pipe_is_no_error(index: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def closed(*_words: object, **_options: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", closed)
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["facts", *index]) == 0


def test_an_interruption_is_told(
    index: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.batches.fact_row", interrupted)
    assert main(["facts", "--json", *index]) == 130
    assert one_line(capsys.readouterr().err) == "Keskeytetty."


def test_check_tells_what_was_found_and_what_looks_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "kirje.md"
    letter.write_text(LETTER.replace("15.4.2032", "31.4.2032"), encoding="utf-8")
    assert main(["check", str(letter)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[:3] == ["kirje.md", "Otsikko: Kyläkirje 3/2032", "Päiväys: 1.3.2032"]
    assert {"2 osiota:", "1 yhteyshenkilö:", "1 rahasumma:", "1 huomio:"} <= set(shown)
    assert "  – rivi 5, Saunojen kunnostus: ”1.3.–31.4.2032” – päivää ei ole kalenterissa." in shown
    assert main(["check", str(letter), "--strict"]) == 1


def test_check_finds_nothing_wrong(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(corpus), "--strict"]) == 0
    assert "Ei huomioita." in capsys.readouterr().out
    assert main(["check", str(corpus), "--json"]) == 0
    assert capsys.readouterr().out == ""


def test_check_compares_with_the_index(index: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "toinen.md"
    other.write_text(LETTER.replace("3/2032", "4/2032").replace("123 4567", "123 4568"), encoding="utf-8")
    assert main(["check", str(other), "--json", *index]) == 0
    (row,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (row["file"], row["kind"], row["line"]) == ("toinen.md", "other_phone", 7)
    assert row["message"].endswith("040 123 4568, uutiskirjeessä ”Kyläkirje 3/2032” 040 123 4567")


def test_check_reads_the_others_when_one_cannot_be_read(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "rikki.txt").write_bytes(bytes(range(256)) * 20)
    assert main(["check", str(corpus)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("kirje.md\n")
    assert "rikki.txt" in one_line(shown.err)
    assert main(["check", str(tmp_path / "ei-ole.txt")]) == 1
    assert one_line(capsys.readouterr().err).endswith("ei-ole.txt ei ole.")
    assert main(["check", str(corpus / "kirje.md"), "--index", str(tmp_path / "ei-ole")]) == 1
    assert one_line(capsys.readouterr().err).startswith("Virhe: Hakemistoa ei ole")
