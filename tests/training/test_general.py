"""The questions of general knowledge that the reader learns from first."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from training.general import general_rows

PASSAGE = "Silta avattiin vuonna 1999. Sen pituus on 400 metriä. Sillan suunnitteli ryhmä insinöörejä."


def test_the_sentence_with_the_span_answers_and_is_left_out_for_every_third(tmp_path: Path) -> None:
    row = {"passage": PASSAGE, "questions": ["Kuinka pitkä silta on?"], "spans": [[42, 52]]}
    unpaired = row | {"questions": ["Kuinka pitkä silta on?", "Milloin se avattiin?"]}
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in (row, unpaired, row))
    left_out, told = general_rows(path)
    assert (left_out["answers"], told["answers"]) == (0, 1)
    assert "Sen pituus on 400 metriä." not in left_out["lines"]
    assert told["lines"][0] == "Sen pituus on 400 metriä."
    assert len(told["lines"]) == 3
