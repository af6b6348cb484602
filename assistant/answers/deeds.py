"""Who does or did something: the sentence that tells of the deed, and not whoever answers for the topic.

"Kuka puhuu juhlassa?" -> "Juhlapuhuja on Liisa Koski.", though the contact for the feast is another
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer_records import Answer, Intent, Reason
from assistant.answers.expectations import RAISE
from assistant.answers.grounds import Grounds
from assistant.answers.sentences import near_best, prose, with_quotes
from assistant.facts.organisations import names_organisation
from assistant.finnish import fold, words
from assistant.ranking import QueryWord, held_share

_WHO = re.compile(r"\b(?:kuka|ketka)\b")
_WHENCE = re.compile(r"\bmista (?:\w+ )?raha\w*\s+(?:\w+ )?tul")
"""Where money comes from is told by who funds."""
_OF_CONTACTS = re.compile(
    "olla|voida|saada|pitää|kannattaa|vastata|hoitaa|neuvoa|auttaa|tietää|osata|kertoa|antaa|opastaa|palvella|ottaa|huolehtia|"
    "soittaa|lähettää|kysyä|tavoittaa|sopia|haluta|tarvita|löytyä|toimia|tehdä|hakea"
)
"""What a contact does for those who ask: such a question is for the contact."""
_FINITE = re.compile(r"(?:aa|oo|ee|uu|yy|ii|[aeouy]i|[^aeiouy]i|vat|tiin|taan)$")
"""How the verb of a sentence ends in folded letters; "lämpiävästä" is of a verb and tells no deed."""
_WHO_IS = re.compile(r"\b(?:kuka|ketka)\s+(?:on|oli|ovat|olivat|toimii|toimi)\b")
_ROLE = re.compile(r"(?:j[aä]|kko|eeri|t?tori|noori|mies|nainen|ministeri|presidentti|professori|pormestari)$")
_LEAST_STEM, _FAR_BEHIND = 4, 0.3
_ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,6}\b")
_NAME = re.compile(r"(?<!^)(?<![.!?:|]\s)\b[A-ZÅÄÖ][\wåäö-]+")


def asked_deed(grounds: Grounds) -> str | None:
    """The stem of the verb after "kuka" in a question, where it is no contact's: "puhuu" -> "puhu"."""
    if _WHENCE.search(grounds.query.folded):
        return "rahoit"
    who = _WHO.search(grounds.query.folded)
    if who is None:
        return None
    for word in words(grounds.query.bare):
        if word.span.start < who.end():
            continue
        analysis = grounds.search.lemmatizer.analyse(word.text)
        if any(_OF_CONTACTS.fullmatch(base) for base in analysis.baseforms):
            return None
        if "teonsana" in analysis.classes and "nimisana" not in analysis.classes and _FINITE.search(fold(word.text)):
            stem = fold(analysis.baseforms[0])[:-1]
            return stem if len(stem) >= _LEAST_STEM else None
    return None


def tells_deed(grounds: Grounds, text: str, stem: str) -> bool:
    """Whether a sentence has the verb, or a word made from it: "puhuu", "juhlapuhuja"."""
    return any(fold(term).startswith(stem) for term in grounds.search.terms(text))


def asked_role(grounds: Grounds) -> QueryWord | None:
    """What a person is asked for by: "Kuka on juhlan juontaja?", "Kuka on seuran talousjohtaja?"."""
    if _WHO_IS.search(grounds.query.folded) is None:
        return None
    return next((word for word in grounds.search.topic_words if _is_role(word)), None)


def _is_role(word: QueryWord) -> bool:
    written = fold(word.searched)
    return _ROLE.search(written) is not None and written in {fold(base) for base in word.analysis.baseforms}


def answer_role(grounds: Grounds, role: QueryWord) -> Answer:
    """The persons with this title, else the sentence that names somebody so; a refusal where none does."""
    directory = grounds.knowledge.directory
    for near in grounds.near_sections:
        people = directory.of_section(near.section.section_id)
        titled = tuple(p for p in people if p.title and held_share(role, grounds.search.terms(p.title)) == 1.0)
        if titled:
            evidence = [e for p in titled for e in p.evidence if e.section_id == near.section.section_id]
            return grounds.answered(Intent.CONTACT, evidence, topic=near.section.topic, people=titled)
        hits = [h for h in prose(grounds, near.section) if held_share(role, grounds.search.terms(h.text)) == 1.0]
        hits = [h for h in hits if _NAME.search(h.text)]
        if hits:
            return with_quotes(grounds, Intent.CONTACT, hits[:1])
    return grounds.refused(Reason.NOT_TOLD, Intent.CONTACT, topic=grounds.topic)


def answer_deed(grounds: Grounds) -> Answer | None:
    """The sentences that name somebody who does what is asked; None where none does."""
    stem = asked_deed(grounds)
    if stem is None:
        return None
    for near in grounds.near_sections:
        hits = [h for h in prose(grounds, near.section) if tells_deed(grounds, h.text, stem) and _NAME.search(h.text)]
        if hits:
            return with_quotes(grounds, Intent.CONTACT, near_best(hits, 0.5)[:2])
    return None


def answer_organisation(grounds: Grounds) -> Answer:
    """The best sentences that name an organisation; of the kind asked for ("mikä ministeriö"), where one does.

    One that tells of the deed asked about goes first; where the sentences that hold the question's words name none, they answer.
    """
    stem = asked_deed(grounds)
    for near in grounds.near_sections:
        hits = prose(grounds, near.section)
        hits = [
            replace(h, score=h.score + 2 * RAISE * (stem is not None and tells_deed(grounds, h.text, stem)))
            for h in hits
        ]
        hits.sort(key=lambda hit: -hit.score)
        named = [h for h in hits if _names_organisation(grounds, h.text) and _tells_role(grounds, h.text)]
        if named and hits[0].cover > named[0].cover + _FAR_BEHIND and _NAME.search(hits[0].text):
            return with_quotes(grounds, Intent.ORGANISATION, hits[:1])
        if named:
            return with_quotes(grounds, Intent.ORGANISATION, near_best(named, 0.6)[:2])
    return grounds.refused(Reason.NOT_TOLD, Intent.ORGANISATION, topic=grounds.topic)


def _tells_role(grounds: Grounds, text: str) -> bool:
    """A question for the body by its role needs a sentence that names the role: another body's name would be a wrong answer."""
    return "toimieli" not in grounds.query.folded or "toimieli" in fold(text)


def _names_organisation(grounds: Grounds, text: str) -> bool:
    kind = re.search(r"\b(ely|ministerio|kaupun|kunta|virasto|yhdisty|korkeakoul|yliopisto)", grounds.query.folded)
    named = names_organisation(text) or _ABBREVIATION.search(text) is not None
    return named and (kind is None or kind.group(1) in fold(text) or (kind.group(1) == "ministerio" and "M" in text))
