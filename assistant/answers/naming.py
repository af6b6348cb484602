"""What a question names of the newsletters: a theme group, a fund, an office, a theme, a newsletter.

    "Mitkä teemat kuuluvat Lounaisrannan ELYlle?" -> filters ("Lounaisrannan ELY-keskus",), the sections of that office

A name counts when the question has all its words in some form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers.grounds import Grounds
from assistant.finnish import Lemmatizer, fold, words
from assistant.names import KNOWN_NAMES, is_form_of
from assistant.ranking import is_held
from assistant.records import Newsletter, Section

_HEAD = 200
"""Characters at the head of a letter in which its publisher's name stands."""


def filters(grounds: Grounds) -> tuple[str, ...]:
    """Names of a group, a fund or an office that the question gives, as the newsletters write them."""
    known = grounds.knowledge
    named = [
        fund for fund in known.funds if re.search(rf"\b{re.escape(fold(fund).rstrip('+'))}\b", grounds.query.folded)
    ]
    return (*named, *fully_named(grounds, known.groups), *fully_named(grounds, known.organisations))


def fully_named(grounds: Grounds, names: Sequence[str]) -> list[str]:
    """The names all of whose words the question has in some form; the longest only, where one holds another."""
    lemmatizer = grounds.search.lemmatizer
    asked = {
        term
        for word in words(grounds.query.text)
        for piece in [word.text, *word.text.split("-")]
        for term in (*lemmatizer.analyse(piece).baseforms, fold(piece))
    }
    found = [name for name in names if all(token.is_asked(asked) for token in _tokens(name, lemmatizer))]
    unique = {fold(name): name for name in reversed(found)}
    return [name for key, name in unique.items() if not any(key != other and key in other for other in unique)]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a name: its forms, and what it is cut short to: "ELY-keskus" is asked as "ELY", "ELYssä"."""

    forms: frozenset[str]
    short: str | None

    def is_asked(self, asked: Set[str]) -> bool:
        """Whether it is among the words asked."""
        short = self.short
        return not self.forms.isdisjoint(asked) or (short is not None and any(is_form_of(w, short) for w in asked))


@lru_cache(maxsize=KNOWN_NAMES)
def _tokens(name: str, lemmatizer: Lemmatizer) -> tuple[_Token, ...]:
    """The words of a name, without those of one or two letters. Remembered: question after question is compared with them."""
    return tuple(
        _Token(
            frozenset((*lemmatizer.analyse(word.text).baseforms, fold(word.text))),
            fold(word.text.split("-")[0]) if "-" in word.text and word.text[:2].isupper() else None,
        )
        for word in words(name)
        if len(word.text) > 2
    )


def filtered(grounds: Grounds, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Of `sections` those of the named group, fund and office, of the named newsletter; all where the question names none."""
    named = {fold(name) for name in filters(grounds)}
    if named:
        own = {letter.newsletter_id for letter in grounds.knowledge.index.newsletters if _is_publisher(letter, named)}
        sections = tuple(s for s in sections if s.newsletter_id in own or not named.isdisjoint(_names_of(grounds, s)))
    newsletter = named_newsletter(grounds)
    return tuple(section for section in sections if section.newsletter_id == newsletter) or sections


def _is_publisher(letter: Newsletter, named: Set[str]) -> bool:
    """Whether one of the folded names stands at the head of a letter, as its publisher's does."""
    head = fold(f"{letter.title}\n{letter.text[:_HEAD]}")
    return any(re.search(rf"\b{re.escape(name)}\b", head) for name in named)


def _names_of(grounds: Grounds, section: Section) -> set[str]:
    people = grounds.knowledge.directory.of_section(section.section_id)
    offices = {fold(person.organisation) for person in people if person.organisation}
    return {fold(section.group or ""), fold(section.fund or ""), *offices}


def named_newsletter(grounds: Grounds) -> str | None:
    """The newsletter whose title alone has a word of the question: "säätiön haut", "avustuskirjeen haut"."""
    newsletters = grounds.knowledge.index.newsletters
    lemmatizer = grounds.search.lemmatizer
    asked = {form for word in words(grounds.query.text) for form in lemmatizer.analyse(word.text).baseforms}
    titles = {
        n.newsletter_id: {
            form
            for word in words(n.title)
            for piece in word.text.split("-")
            for form in lemmatizer.analyse(piece).baseforms
        }
        for n in newsletters
    }
    holders = Counter(form for forms in titles.values() for form in forms)
    named = [one for one, forms in titles.items() if any(holders[form] == 1 for form in forms & asked)]
    return named[0] if len(named) == 1 else None if named else _newsletter_of_a_name(grounds)


def _newsletter_of_a_name(grounds: Grounds) -> str | None:
    """The one newsletter that holds a proper name of the question, often: "Kaarnalammen avustukset"."""
    names = [
        w
        for w in grounds.search.topic_words
        if w.written[:1].isupper() and not grounds.query.bare.startswith(w.written)
    ]
    for word in names:
        holding = Counter(
            section.newsletter_id
            for section in grounds.knowledge.sections
            if is_held(word, grounds.search.terms(section.text))
        )
        if len(holding) == 1 and holding.total() > 1:
            return next(iter(holding))
    return None
