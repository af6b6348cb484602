"""From a folder of newsletters to an index, built anew only where something changed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from toy import ToyEncoder

from assistant import indexing
from assistant.errors import CorpusError, SearchIndexError
from assistant.finnish import load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_files import CURRENT, load_index
from assistant.indexing import build
from assistant.newsletters import corpus as reading
from assistant.newsletters.reading import parse_newsletter
from assistant.records import Contact, FundingCall, Money, Newsletter, Section
from assistant.settings import Settings

LETTER = """# Kyläkirje 3/2032

## Saunojen kunnostus

Pilottihaku on auki 1.3.–15.4.2032. Saunoihin annetaan 15 000 euroa.

Lisätietoja: saunavastaava Aune Mäkelä, 040 123 4567

## Laiturit

Laiturit maalataan kesällä talkoilla, ja kylien venekunnat tuovat siveltimet itse mukanaan.
"""


OTHER = """# Kyläkirje 4/2033

## Aidat

Aidat korjataan 3.6.2033. Kylien aitamestarit lainaavat työkalut ja neuvovat, miten pylväät pysyvät pystyssä.
"""


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> ToyEncoder:
    encoder = ToyEncoder()
    monkeypatch.setattr(indexing, "load_encoder", lambda *_: encoder)
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


def test_what_changed_is_told(settings: Settings, toy: ToyEncoder) -> None:
    first = build(settings)
    assert (first.added, first.changed, first.removed) == (("kirje.md",), (), ())
    assert first.embedded == len(toy.embedded)
    assert first.reused == 0
    toy.embedded.clear()
    (settings.corpus / "kirje.md").write_text(LETTER.replace("maalataan", "pestään"), encoding="utf-8")
    (settings.corpus / "2033").mkdir()
    (settings.corpus / "2033" / "kirje.md").write_text(OTHER, encoding="utf-8")
    (settings.corpus / "kirje.txt").write_text(LETTER.replace("maalataan", "pestään"), encoding="utf-8")
    second = build(settings)
    assert (second.added, second.changed, second.removed) == (("2033/kirje.md",), ("kirje.md",), ())
    assert second.duplicates == ("Tiedosto kirje.txt ohitettiin: sama sisältö kuin tiedostossa kirje.md.",)
    assert second.embedded == len(toy.embedded)
    assert second.embedded + second.reused == second.manifest.texts
    assert second.reused > 0
    (settings.corpus / "kirje.md").unlink()
    (settings.corpus / "kirje.txt").unlink()
    toy.embedded.clear()
    third = build(settings)
    assert (third.added, third.changed, third.removed) == ((), (), ("kirje.md",))
    assert toy.embedded == []
    index = load_index(settings.index)
    assert [n.newsletter_id for n in index.newsletters] == ["kirje"]
    assert {section.newsletter_id for section in index.sections} == {"kirje"}


def test_the_model_is_not_loaded_where_nothing_is_embedded(
    settings: Settings, toy: ToyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    del toy
    (settings.corpus / "toinen.md").write_text(OTHER, encoding="utf-8")
    build(settings)

    def fail(*_: object) -> ToyEncoder:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(indexing, "load_encoder", fail)
    (settings.corpus / "kirje.md").unlink()
    assert build(settings).built


@pytest.mark.parametrize("name", ["find_facts", "cut_passages", "split_sections"])
def test_an_unchanged_newsletter_is_not_looked_at_again(
    settings: Settings, toy: ToyEncoder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    del toy
    build(settings)
    seen: list[str] = []
    original = getattr(indexing, name)

    def watched(first: Newsletter | Section, *others: object) -> object:
        seen.append(first.newsletter_id)
        return original(first, *others)

    monkeypatch.setattr(indexing, name, watched)
    (settings.corpus / "toinen.md").write_text(OTHER, encoding="utf-8")
    build(settings)
    assert set(seen) == {"toinen"}
    before = contents(load_index(settings.index))
    build(settings, always=True)
    assert set(seen) == {"toinen", "kirje"}
    assert contents(load_index(settings.index)) == before


def contents(index: SearchIndex) -> tuple[object, ...]:
    return (index.files, index.newsletters, index.sections, index.passages, index.facts, index.forms.forms)


def test_changed_rules_find_the_facts_anew_but_embed_nothing(
    settings: Settings, toy: ToyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings)
    toy.embedded.clear()
    monkeypatch.setattr(indexing, "rules_fingerprint", lambda: "muut")
    monkeypatch.setattr(indexing, "find_facts", lambda *_: ())
    assert load_index(settings.index, model="toy-bundled").manifest.facts == 3, "an index of other rules still answers"
    report = build(settings)
    assert (report.built, report.manifest.rules, report.manifest.facts) == (True, "muut", 0)
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert toy.embedded == []
    assert not build(settings).built


def test_another_lemmatizer_finds_the_facts_anew(
    settings: Settings, toy: ToyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(settings)
    toy.embedded.clear()
    other = load_lemmatizer("pyvoikko")
    monkeypatch.setattr(indexing, "load_lemmatizer", lambda _name: other)
    monkeypatch.setattr(other, "name", "toinen")
    monkeypatch.setattr(indexing, "find_facts", lambda *_: ())
    report = build(settings)
    assert (report.manifest.lemmatizer, report.manifest.facts, toy.embedded) == ("toinen", 0, [])


def test_an_index_made_anew_is_the_same_as_one_kept_up_to_date(settings: Settings, toy: ToyEncoder) -> None:
    del toy
    build(settings)
    (settings.corpus / "a.md").write_text(OTHER, encoding="utf-8")
    (settings.corpus / "kirje.md").write_text(LETTER.replace("15 000", "16 000"), encoding="utf-8")
    build(settings)
    kept = load_index(settings.index)
    build(Settings(corpus=settings.corpus, index=settings.index.with_name("toinen")))
    fresh = load_index(settings.index.with_name("toinen"))
    assert contents(kept) == contents(fresh)
    assert (kept.vectors.vectors() == fresh.vectors.vectors()).all()
    assert (kept.sentence_vectors.vectors() == fresh.sentence_vectors.vectors()).all()


class CountingEncoder:
    """Vectors that cost nothing, for many newsletters; counts the texts."""

    def __init__(self) -> None:
        self.embedded = 0

    def encode_query(self, inputs: str, **_options: object) -> NDArray[np.float32]:
        """One text to (8,)."""
        return np.frombuffer(hashlib.blake2b(inputs.encode(), digest_size=8).digest(), dtype=np.uint8) + np.float32(1)

    def encode_document(self, inputs: Sequence[str], **_options: object) -> NDArray[np.float32]:
        """Texts to (n, 8)."""
        self.embedded += len(inputs)
        return np.stack([self.encode_query(text) for text in inputs])


def village_letter(seed: int) -> str:
    """A newsletter of four topics and some twenty sentences that no other seed gives."""
    choose = random.Random(seed)
    things = [
        "sauna",
        "laituri",
        "aita",
        "silta",
        "polku",
        "talo",
        "kaivo",
        "ranta",
        "kenttä",
        "myymälä",
        "satama",
        "tie",
    ]
    deeds = ["kunnostetaan", "maalataan", "mitataan", "avataan", "suljetaan", "siivotaan", "esitellään", "vuokrataan"]
    parts = [f"# Kyläkirje {seed % 12 + 1}/{2000 + seed // 12}"]
    for topic in choose.sample(things, 4):
        sentences = [
            f"Kylän {choose.choice(things)} {choose.choice(deeds)} {choose.randint(1, 28)}.{choose.randint(1, 12)}., "
            f"ja {choose.choice(things)} numero {choose.randint(1, 9999)} {choose.choice(deeds)} sen jälkeen talkoilla."
            for _ in range(5)
        ]
        parts += [f"## {topic.capitalize()} {choose.randint(1, 9999)}", " ".join(sentences)]
    return "\n\n".join(parts) + "\n"


def write_letters(folder: Path, seeds: Sequence[int]) -> Path:
    for seed in seeds:
        path = folder / str(2000 + seed // 12) / f"kirje-{seed % 12 + 1}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(village_letter(seed), encoding="utf-8")
    return folder


def test_one_more_than_five_hundred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, parsed = CountingEncoder(), []
    monkeypatch.setattr(indexing, "load_encoder", lambda *_: encoder)
    monkeypatch.setattr(indexing, "model_fingerprint", lambda _name: "toy")

    def counted(data: bytes, source: str) -> Newsletter:
        parsed.append(source)
        return parse_newsletter(data, source)

    monkeypatch.setattr(reading, "parse_apart", counted)
    settings = Settings(corpus=write_letters(tmp_path / "kirjeet", range(500)), index=tmp_path / "hakemisto")
    first = build(settings)
    assert (len(first.added), first.duplicates, first.manifest.newsletters) == (500, (), 500)
    assert (first.embedded, len(parsed)) == (encoder.embedded, 500)

    write_letters(settings.corpus, [500])
    parsed.clear()
    second = build(settings)
    assert (second.added, second.changed, second.removed) == (("2041/kirje-9.md",), (), ())
    assert parsed == ["2041/kirje-9.md"]
    assert second.embedded == encoder.embedded - first.embedded
    assert second.reused == first.manifest.texts

    alone = build(Settings(corpus=write_letters(tmp_path / "yksi", [500]), index=tmp_path / "yhden-hakemisto"))
    assert 0 < second.embedded <= alone.embedded < first.embedded / 400
    assert not build(settings).built


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
