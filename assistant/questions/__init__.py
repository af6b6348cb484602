"""Question -> `Query`: what is asked, about what, and of which day."""

from assistant.questions.parsing import Query, parse_question

__all__ = ["Query", "parse_question"]
