"""Follow-up questions that the page offers, each one that `parse_question` understands.

facts of the answer's section {Intent.CONTACT, Intent.MONEY} -> ("Kuka on yhteyshenkilö?", "Paljonko rahaa on käytettävissä?")
"""

from __future__ import annotations

from collections.abc import Collection

from assistant.answer_records import Intent

SUGGESTIONS: dict[Intent, str] = {
    Intent.CONTACT: "Kuka on yhteyshenkilö?",
    Intent.WHEN: "Milloin haku on auki?",
    Intent.MONEY: "Paljonko rahaa on käytettävissä?",
    Intent.CONTENT: "Mitkä ovat tavoitteet?",
}
"""What is asked -> the words offered, in the order they are offered."""


def suggest(known: Collection[Intent], answered: Intent) -> tuple[str, ...]:
    """Questions about the same topic that its section can answer, without the one just answered."""
    return tuple(words for intent, words in SUGGESTIONS.items() if intent in known and intent is not answered)
