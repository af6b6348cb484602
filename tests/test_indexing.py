"""From a folder of newsletters to an index, built anew only where something changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy import ToyEncoder

from assistant import indexing
from assistant.errors import CorpusError, SearchIndexError
from assistant.index_files import CURRENT, load_index
from assistant.indexing import build
from assistant.records import Contact, FundingCall, Money
from assistant.settings import Settings

LETTER = """# Kyläkirje 3/2032

## Saunojen kunnostus

Pilottihaku on auki 1.3.–15.4.2032. Saunoihin annetaan 15 000 euroa.

Lisätietoja: saunavastaava Aune Mäkelä, 040 123 4567

## Laiturit

Laiturit maalataan kesällä talkoilla, ja kylien venekunnat tuovat siveltimet itse mukanaan.
"""


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> ToyEncoder:
    encoder = ToyEncoder()
    monkeypatch.setattr(indexing, "load_encoder", lambda _name: encoder)
    monkeypatch.setattr(indexing, "model_fingerprint", lambda name: f"toy-{name}")
    return encoder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    corpus = tmp_path / "kirjeet"
    corpus.mkdir()
    (corpus / "kirje.md").write_text(LETTER, encoding="utf-8")
    return Settings(corpus=corpus, index=tmp_path / "hakemisto")


def test_builds_an_index_with_its_facts(settings: Settings, toy: ToyEncoder) -> None:
    report = build(settings)
    index = load_index(settings.index)
    assert (report.built, report.problems, report.manifest) == (True, (), index.manifest)
    assert (index.manifest.newsletters, index.manifest.facts) == (1, 3)
    assert [type(fact) for fact in index.facts] == [Contact, FundingCall, Money]
    assert toy.embedded


def test_every_fact_keeps_its_words(settings: Settings, toy: ToyEncoder) -> None:
    del toy
    build(settings)
    index = load_index(settings.index)
    for fact in index.facts:
        newsletter = index.newsletter_by_id[index.section_by_id[fact.evidence.section_id].newsletter_id]
        assert fact.evidence.span.of(newsletter.text) == fact.evidence.quote


def test_the_same_again_builds_nothing(settings: Settings, toy: ToyEncoder) -> None:
    first = build(settings)
    pointer = (settings.index / CURRENT).read_text(encoding="utf-8")
    toy.embedded.clear()
    second = build(settings)
    assert (second.built, second.manifest, toy.embedded) == (False, first.manifest, [])
    assert (settings.index / CURRENT).read_text(encoding="utf-8") == pointer


def test_always_builds_but_embeds_nothing_twice(settings: Settings, toy: ToyEncoder) -> None:
    build(settings)
    toy.embedded.clear()
    assert build(settings, always=True).built
    assert toy.embedded == []


def test_a_changed_newsletter_is_read_again(settings: Settings, toy: ToyEncoder) -> None:
    build(settings)
    toy.embedded.clear()
    path = settings.corpus / "kirje.md"
    path.write_text(LETTER.replace("Laiturit maalataan", "Laiturit pestään"), encoding="utf-8")
    assert build(settings).built
    assert toy.embedded
    assert all("Laiturit" in text for text in toy.embedded)


def test_another_model_builds_anew(settings: Settings, toy: ToyEncoder) -> None:
    build(settings)
    toy.embedded.clear()
    other = Settings(corpus=settings.corpus, index=settings.index, model="toinen")
    assert build(other).built
    assert toy.embedded


def test_a_damaged_index_is_built_anew(settings: Settings, toy: ToyEncoder) -> None:
    del toy
    build(settings)
    (facts,) = settings.index.glob("generation-*/facts.jsonl")
    facts.write_text("{}", encoding="utf-8")
    assert build(settings).built
    assert len(load_index(settings.index).facts) == 3


def test_a_bad_file_is_told_and_left_out(settings: Settings, toy: ToyEncoder) -> None:
    del toy
    (settings.corpus / "kuva.txt").write_bytes(bytes(range(256)) * 20)
    report = build(settings)
    assert report.manifest.newsletters == 1
    assert len(report.problems) == 1
    assert "kuva.txt" in report.problems[0]
    assert build(settings).problems == report.problems


def test_progress_is_told(settings: Settings, toy: ToyEncoder) -> None:
    heard: list[tuple[int, int]] = []
    build(settings, lambda done, total: heard.append((done, total)))
    assert heard[-1] == (len(toy.embedded), len(toy.embedded))


def test_no_newsletters_leave_the_index_in_use_alone(settings: Settings, toy: ToyEncoder) -> None:
    del toy
    build(settings)
    (settings.corpus / "kirje.md").unlink()
    with pytest.raises(CorpusError):
        build(settings)
    assert len(load_index(settings.index).facts) == 3


def test_a_folder_that_cannot_be_written(settings: Settings, toy: ToyEncoder) -> None:
    del toy
    settings.index.write_text("tiedosto", encoding="utf-8")
    with pytest.raises(SearchIndexError, match="ei voi kirjoittaa"):
        build(settings)
