"""The environment is read once, and impossible values are said in Finnish."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Access, Settings, load_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert load_settings({}) == Settings()


def test_every_setting_is_read() -> None:
    environment = {
        "TEEMAHAKU_CORPUS": "kirjeet",
        "TEEMAHAKU_PORT": "8000",
        "TEEMAHAKU_FEEDBACK": "muualle/palaute.jsonl",
        "TEEMAHAKU_UPLOADS": "kyllä",
        "TEEMAHAKU_USER": "ylläpito",
        "TEEMAHAKU_PASSWORD": "salainen",
        "TEEMAHAKU_LOGIN": "Ylläpito",
        "PATH": "/bin",
    }
    settings = load_settings(environment)
    assert (settings.corpus, settings.port, settings.feedback) == (Path("kirjeet"), 8000, Path("muualle/palaute.jsonl"))
    assert (settings.uploads, settings.user, settings.password) == (True, "ylläpito", "salainen")
    assert settings.login is Access.OPERATOR
    assert "salainen" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TEEMAHAKU_PORT": "portti"}, "TEEMAHAKU_PORT"),
        ({"TEEMAHAKU_PORT": "70000"}, "1–65535"),
        ({"TEEMAHAKU_LEMMATIZER": "snowball"}, "TEEMAHAKU_LEMMATIZER"),
        ({"TEEMAHAKU_UPLOADS": "ehkä"}, "TEEMAHAKU_UPLOADS"),
        ({"TEEMAHAKU_LOGIN": "ei kukaan"}, "kaikki tai ylläpito"),
        ({"TEEMAHAKU_UPLOADS": "1"}, "kirjautumista"),
        ({"TEEMAHAKU_USER": "a"}, "TEEMAHAKU_PASSWORD"),
    ],
)
def test_impossible_values_are_said(environment: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load_settings(environment)
