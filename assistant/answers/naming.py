"""What a question names of the newsletters: a theme group, a fund, an office, a theme, a newsletter.

    "Mitkä teemat kuuluvat Lounaisrannan ELYlle?" -> filters ("Lounaisrannan ELY-keskus",), the sections of that office

A name counts when the question has all its words in some form.
"""

from __future__ import annotations

import re

from assistant.answers.grounds import Grounds
from assistant.directory import is_form_of
from assistant.finnish import fold, words
from assistant.records import Section


def filters(grounds: Grounds) -> tuple[str, ...]:
    """Names of a group, a fund or an office that the question gives, as the newsletters write them."""
    index = grounds.knowledge.index
    funds = {s.fund for s in index.sections if s.fund}
    named = [
        fund for fund in sorted(funds) if re.search(rf"\b{re.escape(fold(fund).rstrip('+'))}\b", grounds.query.folded)
    ]
    named += fully_named(grounds, groups(grounds))
    return tuple(named + fully_named(grounds, list(organisations(grounds))))


def groups(grounds: Grounds) -> list[str]:
    """The headings of theme groups."""
    return list(dict.fromkeys(s.group for s in grounds.knowledge.index.sections if s.group))


def organisations(grounds: Grounds) -> dict[str, None]:
    """The offices of the contacts, in order."""
    people = grounds.knowledge.directory.people.values()
    return dict.fromkeys(person.organisation for person in people if person.organisation)


def fully_named(grounds: Grounds, names: list[str]) -> list[str]:
    """The names all of whose words the question has in some form; the longest only, where one holds another."""
    asked = {
        term
        for word in words(grounds.query.text)
        for piece in [word.text, *word.text.split("-")]
        for term in (*grounds.search.lemmatizer.analyse(piece).baseforms, fold(piece))
    }
    found = []
    for name in names:
        tokens = [w.text for w in words(name)]
        if all(_is_asked(grounds, token, asked) for token in tokens if len(token) > 2):
            found.append(name)
    unique = {fold(name): name for name in reversed(found)}
    return [name for key, name in unique.items() if not any(key != other and key in other for other in unique)]


def _is_asked(grounds: Grounds, token: str, asked: set[str]) -> bool:
    analysis = grounds.search.lemmatizer.analyse(token)
    forms = {*analysis.baseforms, fold(token)}
    # "ELY-keskus" is asked as "ELY", "ELYssä"
    short = fold(token.split("-")[0]) if "-" in token and token[:2].isupper() else None
    return not forms.isdisjoint(asked) or (short is not None and any(is_form_of(word, short) for word in asked))


def filtered(grounds: Grounds) -> tuple[Section, ...]:
    """The sections of the named group, fund and office, of the named newsletter; all where the question names none."""
    sections = grounds.knowledge.index.sections
    named = {fold(name) for name in filters(grounds)}
    if named:
        sections = tuple(section for section in sections if not named.isdisjoint(_names_of(grounds, section)))
    newsletter = named_newsletter(grounds)
    return tuple(section for section in sections if section.newsletter_id == newsletter) or sections


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
    named = []
    for newsletter_id, own in titles.items():
        others = {form for other, forms in titles.items() if other != newsletter_id for form in forms}
        if asked & (own - others):
            named.append(newsletter_id)
    return named[0] if len(named) == 1 else None
