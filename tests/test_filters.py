"""Names that people use to sections: which are left, and what is said of a name that is nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from newsletter_samples import CITY, SCHOOLS, WOODS, make_newsletter
from toy import ToyEncoder

from assistant.errors import FilterError
from assistant.filters import Filter
from assistant.finnish import load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_building import build_index


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    """Two newsletters of three sections each, the second undated; the first section of each has group and fund."""
    newsletters, sections = [], []
    for name, published, source in (
        ("2031-05", date(2031, 5, 1), "2031-05.md"),
        ("kesä", None, "vanhat/Kesän kirje.txt"),
    ):
        newsletter, parts = make_newsletter(name)
        newsletters.append(replace(newsletter, published=published, source=source, title=f"Kirje {name}"))
        sections += [replace(parts[0], group="Luonto ja maa", fund="ESR +"), replace(parts[1], group="Kaupungit")]
        sections.append(parts[2])
    return build_index(newsletters, sections, (), ToyEncoder(), load_lemmatizer(), model="toy")


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"newsletters": ("2031-05",)}, [("2031-05", WOODS), ("2031-05", CITY), ("2031-05", SCHOOLS)]),
        ({"newsletters": ("KESÄN KIRJE",), "group": "kaupungit"}, [("kesä", CITY)]),
        ({"newsletters": ("Kesän kirje.txt",), "group": "Kaupungit"}, [("kesä", CITY)]),
        ({"newsletters": ("kirje kesä", "2031-05"), "fund": "esr+"}, [("2031-05", WOODS), ("kesä", WOODS)]),
        ({"group": "luonto  ja maa"}, [("2031-05", WOODS), ("kesä", WOODS)]),
        ({"group": "Kaupungit", "fund": "ESR+"}, []),
        ({"first": date(2031, 5, 1), "group": "Kaupungit"}, [("2031-05", CITY)]),
        ({"last": date(2031, 5, 1), "group": "Kaupungit"}, [("2031-05", CITY)]),
        ({"first": date(2031, 5, 2)}, []),
        ({"last": date(2031, 4, 30)}, []),
    ],
)
def test_the_sections_left(index: SearchIndex, chosen: dict[str, Any], left: list[tuple[str, str]]) -> None:
    ids = Filter(**chosen).section_ids(index)
    assert ids is not None
    assert [(s.newsletter_id, s.heading) for s in index.sections if s.section_id in ids] == left


def test_nothing_chosen_limits_nothing(index: SearchIndex) -> None:
    assert Filter().section_ids(index) is None


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"newsletters": ("2031-06",)}, "Uutiskirjettä '2031-06' ei ole. Vaihtoehdot: 2031-05; kesä."),
        ({"group": "Meret"}, "Teemaryhmää 'Meret' ei ole. Vaihtoehdot: Luonto ja maa; Kaupungit."),
        ({"fund": "JTF"}, "Rahastoa 'JTF' ei ole. Vaihtoehdot: ESR +."),
        ({"first": date(2031, 5, 2), "last": date(2031, 5, 1)}, "Alkupäivä 2.5.2031 on loppupäivän 1.5.2031 jälkeen."),
    ],
)
def test_what_is_not_there_is_said(index: SearchIndex, chosen: dict[str, Any], words: str) -> None:
    with pytest.raises(FilterError) as raised:
        Filter(**chosen).section_ids(index)
    assert str(raised.value) == words
