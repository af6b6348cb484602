"""Building, keeping and opening an index: nothing embedded twice, nothing half written, damage told."""

from __future__ import annotations

import json
import os
import threading
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsletter_samples import TOPICS, make_newsletter
from toy import ToyEncoder

from assistant import index_files
from assistant.errors import CorpusError, IndexDamagedError, IndexMissingError, IndexStaleError
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import FORMAT, SearchIndex, staleness
from assistant.index_building import build_index
from assistant.index_files import CURRENT, load_index, read_manifest, save_index
from assistant.jsonlines import read_records, write_records
from assistant.newsletters import CorpusFile
from assistant.ranking import rank_passages
from assistant.records import Contact, Evidence, Fact, FundingCall, Money, Period, Role, Span

QUESTION = "Milloin kuusentaimien istutus alkaa?"


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


def make_facts(section_id: str) -> tuple[Fact, ...]:
    evidence = Evidence(section_id, Span(3, 9), "Äänekoski – «haku»", "kokeilu")
    period = Period(date(2031, 5, 1), None, True, "touko–kesäkuussa", closes_at=time(16, 15))
    return (
        Contact("Tapio Vesterinen", None, "Metsäkeskus", "0401234567", None, True, evidence),
        FundingCall("hankehaku", "metsät", period, evidence),
        FundingCall("hankehaku", "metsät", None, evidence),
        Money(Decimal("12500000.50"), "EUR", "12,5 milj. €", "linjat", None, evidence),
        Role("Metsäkeskus", "toteuttaja", None, evidence),
    )


def make_index(
    lemmatizer: Lemmatizer,
    encoder: ToyEncoder | None = None,
    topics: tuple[tuple[str, tuple[str, ...]], ...] = TOPICS,
    previous: SearchIndex | None = None,
) -> SearchIndex:
    newsletter, sections = make_newsletter(topics=topics)
    return build_index(
        [newsletter],
        sections,
        make_facts(sections[0].section_id),
        encoder or ToyEncoder(),
        lemmatizer,
        model="toy",
        files=[
            CorpusFile("a.txt", "0", newsletter.newsletter_id, sketch=(1, 2)),
            CorpusFile("b.txt", "", problem="Rikki."),
        ],
        rules="säännöt",
        previous=previous,
    )


def records(index: SearchIndex) -> tuple[object, ...]:
    return (
        index.manifest,
        index.files,
        index.newsletters,
        index.sections,
        index.passages,
        index.facts,
        index.forms.forms,
    )


def test_loads_what_was_saved(tmp_path: Path, lemmatizer: Lemmatizer) -> None:
    built = make_index(lemmatizer)
    save_index(built, tmp_path / "new" / "index")
    loaded = load_index(tmp_path / "new" / "index", model="toy", lemmatizer=lemmatizer.name)
    assert records(loaded) == records(built)
    assert rank_passages(loaded, QUESTION, ToyEncoder(), lemmatizer) == rank_passages(
        built, QUESTION, ToyEncoder(), lemmatizer
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("abÄö «»,", min_size=1).filter(str.strip),
            st.lists(st.text("aä. \u2028\\\"'", min_size=1).filter(str.strip), max_size=3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, topics: list[tuple[str, list[str]]]) -> None:
    folder = tmp_path_factory.mktemp("index")
    built = make_index(load_lemmatizer(), topics=tuple((heading.strip(), tuple(words)) for heading, words in topics))
    save_index(built, folder)
    assert records(load_index(folder)) == records(built)


def test_a_person_can_read_the_records(tmp_path: Path, lemmatizer: Lemmatizer) -> None:
    save_index(make_index(lemmatizer), tmp_path)
    (generation,) = tmp_path.glob("generation-*")
    lines = (generation / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[3])["amount"] == "12500000.50"
    assert '"name": "Tapio Vesterinen"' in lines[0]
    assert "Äänekoski – «haku»" in lines[0]


def test_nothing_unchanged_is_embedded_again(lemmatizer: Lemmatizer) -> None:
    first = make_index(lemmatizer)
    encoder = ToyEncoder()
    same = make_index(lemmatizer, encoder, previous=first)
    assert encoder.embedded == []
    assert (same.vectors.vectors() == first.vectors.vectors()).all()
    heading, (paragraph, *others) = TOPICS[1]
    changed = (TOPICS[0], (heading, (paragraph.replace("12,5", "13,5"), *others)), TOPICS[2])
    newer = make_index(lemmatizer, encoder, topics=changed, previous=first)
    assert len(encoder.embedded) == 2  # the passage and its sentence
    assert all("13,5" in text for text in encoder.embedded)
    assert (newer.vectors.vectors()[0] == first.vectors.vectors()[0]).all()


def test_another_model_embeds_all_again(lemmatizer: Lemmatizer) -> None:
    first = make_index(lemmatizer)
    newsletter, sections = make_newsletter()
    encoder = ToyEncoder(8)
    seen: list[tuple[int, int]] = []
    build_index(
        [newsletter],
        sections,
        (),
        encoder,
        lemmatizer,
        model="other",
        previous=first,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert len(encoder.embedded) == first.manifest.passages + first.manifest.sentences
    assert seen[-1] == (len(encoder.embedded), len(encoder.embedded))


def test_no_words_to_search(lemmatizer: Lemmatizer) -> None:
    with pytest.raises(CorpusError):
        build_index([], [], (), ToyEncoder(), lemmatizer, model="toy")


def test_facts_by_section(lemmatizer: Lemmatizer) -> None:
    index = make_index(lemmatizer)
    assert index.facts_by_section == {index.sections[0].section_id: index.facts}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, ()),
        ({"model": "toy", "rules": None}, ()),
        ({"model": "other"}, ("se on tehty toisella kielimallilla (toy)",)),
        ({"rules": "0", "lemmatizer": "x"}, ("toisella perusmuotoistajalla", "lukeminen on muuttunut")),
    ],
)
def test_staleness(lemmatizer: Lemmatizer, other: dict[str, str | None], said: tuple[str, ...]) -> None:
    reasons = staleness(make_index(lemmatizer).manifest, **other)
    assert len(reasons) == len(said)
    assert all(words in reason for words, reason in zip(said, reasons, strict=True))


def test_a_missing_index(tmp_path: Path) -> None:
    for read in (load_index, read_manifest):
        with pytest.raises(IndexMissingError, match="Aja: python -m assistant index"):
            read(tmp_path)


def test_a_stale_index(tmp_path: Path, lemmatizer: Lemmatizer, monkeypatch: pytest.MonkeyPatch) -> None:
    save_index(make_index(lemmatizer), tmp_path)
    with pytest.raises(IndexStaleError, match="kielimallilla"):
        load_index(tmp_path, model="other")
    with pytest.raises(IndexStaleError, match="perusmuotoistajalla"):
        load_index(tmp_path, lemmatizer="other")
    monkeypatch.setattr(index_files, "FORMAT", FORMAT + 1)
    with pytest.raises(IndexStaleError, match="Aja: python -m assistant index"):
        load_index(tmp_path)


FILES = (
    "manifest.json files.jsonl newsletters.jsonl sections.jsonl passages.jsonl facts.jsonl forms.json vectors.faiss"
    " analyses.json"
    " sentence-vectors.faiss lemmas/vocab.index.json letters/data.csc.index.npy"
)


@pytest.mark.parametrize("name", FILES.split(" "))
@pytest.mark.parametrize("harm", ["removed", "cut", "emptied"])
def test_a_damaged_index(tmp_path: Path, lemmatizer: Lemmatizer, name: str, harm: str) -> None:
    save_index(make_index(lemmatizer), tmp_path)
    path = tmp_path / (tmp_path / CURRENT).read_text(encoding="utf-8").strip() / name
    content = path.read_bytes()
    path.unlink()
    if harm != "removed":
        path.write_bytes(content[: len(content) // 2] if harm == "cut" else b"")
    with pytest.raises(IndexDamagedError, match="Aja: python -m assistant index"):
        load_index(tmp_path)


def test_files_of_two_indexes(tmp_path: Path, lemmatizer: Lemmatizer) -> None:
    """Whole files that do not belong together, their sizes corrected by hand."""
    save_index(make_index(lemmatizer), tmp_path / "a")
    save_index(make_index(lemmatizer, topics=TOPICS[:2]), tmp_path / "b")
    (ours,), (theirs,) = (tmp_path / "a").glob("generation-*"), (tmp_path / "b").glob("generation-*")
    (ours / "passages.jsonl").write_bytes((theirs / "passages.jsonl").read_bytes())
    manifest = json.loads((ours / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["passages.jsonl"] = (ours / "passages.jsonl").stat().st_size
    (ours / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        load_index(tmp_path / "a")


def test_a_crash_leaves_the_old_index_whole(
    tmp_path: Path, lemmatizer: Lemmatizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("kansion ohje", encoding="utf-8")
    old = make_index(lemmatizer)
    save_index(old, tmp_path)

    def crash(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(index_files, "_sizes", crash)
    with pytest.raises(OSError, match="disk full"):
        save_index(make_index(lemmatizer, topics=TOPICS[:1]), tmp_path)
    monkeypatch.undo()
    assert records(load_index(tmp_path)) == records(old)
    assert sorted(path.name.split("-")[0] for path in tmp_path.iterdir()) == [CURRENT, "README.md", "generation"]


def test_an_index_in_use_stays_and_older_ones_go(tmp_path: Path, lemmatizer: Lemmatizer) -> None:
    (tmp_path / "README.md").write_text("kansion ohje", encoding="utf-8")
    save_index(make_index(lemmatizer), tmp_path)
    in_use = load_index(tmp_path)
    before = rank_passages(in_use, QUESTION, ToyEncoder(), lemmatizer)
    for count in (2, 1, 2):
        for generation in tmp_path.glob("generation-*"):
            os.utime(generation, (0, 0))  # long ago
        save_index(make_index(lemmatizer, topics=TOPICS[:count]), tmp_path)
        assert load_index(tmp_path).manifest.sections == count
    assert rank_passages(in_use, QUESTION, ToyEncoder(), lemmatizer) == before
    assert len(list(tmp_path.glob("generation-*"))) == 2
    assert (tmp_path / "README.md").exists()


def test_builds_and_readers_at_once(tmp_path: Path, lemmatizer: Lemmatizer) -> None:
    indexes = [make_index(lemmatizer, topics=TOPICS[:count]) for count in (1, 2, 3)]
    save_index(indexes[0], tmp_path)
    errors: list[BaseException] = []

    def work(index: SearchIndex | None) -> None:
        try:
            for _ in range(5):
                if index is None:
                    assert load_index(tmp_path).manifest.sections in {1, 2, 3}
                else:
                    save_index(index, tmp_path)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(index,)) for index in (*indexes, None, None)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert load_index(tmp_path).manifest.sections in {1, 2, 3}


def test_records_of_an_unknown_kind_are_no_records(tmp_path: Path) -> None:
    write_records(tmp_path / "facts.jsonl", make_facts("a#1"))
    assert tuple(read_records(tmp_path / "facts.jsonl", Contact, FundingCall, Money, Role)) == make_facts("a#1")
    with pytest.raises(KeyError):
        list(read_records(tmp_path / "facts.jsonl", Contact))
