"""The order of the tests."""

from __future__ import annotations

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser last: its event loop stays in the thread to the end, and other tests start loops of their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
