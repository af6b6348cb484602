"""One file -> a newsletter, or a line that says why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import NewsletterError
from assistant.newsletters import read_newsletter
from assistant.newsletters.reading import READERS

TEXT = "Kirje\n\nAvustusta haetaan maaliskuussa."


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "kirje-2024-05.TXT"
    path.write_text(TEXT, encoding="utf-8")
    newsletter = read_newsletter(path)
    assert (newsletter.newsletter_id, newsletter.source) == ("kirje-2024-05", "kirje-2024-05.TXT")


@pytest.mark.parametrize("name", ["puuttuu.txt", "outo.xyz"])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewsletterError, match=name):
        read_newsletter(tmp_path / name)


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("data", [b"\0" * 3000, b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20])
def test_binary_under_every_ending(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"paha{ending}"
    path.write_bytes(data)
    with pytest.raises(NewsletterError, match=f"paha{ending}"):
        read_newsletter(path)


def test_readers_cost_nothing_until_they_are_used() -> None:
    heavy = ["lxml", "docx", "pdfminer", "markdown_it", "yaml"]
    code = f"import sys, assistant.newsletters; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
