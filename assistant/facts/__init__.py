"""`Section` -> facts, each with its place, its words and the name of its rule."""

from __future__ import annotations

from datetime import date

from assistant.facts.contacts import find_contacts
from assistant.facts.funding_calls import find_calls
from assistant.facts.money import find_money
from assistant.facts.roles import find_roles
from assistant.finnish import Lemmatizer
from assistant.records import Fact, Section


def find_facts(section: Section, published: date | None, lemmatizer: Lemmatizer) -> tuple[Fact, ...]:
    """Contacts, then calls, sums and roles of a section. `published` gives the year where a date has none."""
    return (
        *find_contacts(section, lemmatizer),
        *find_calls(section, published, lemmatizer),
        *find_money(section),
        *find_roles(section),
    )
