"""`Query`, `Search` -> `Answer`: what is said, on what ground, or why nothing is."""

from assistant.answers.composing import compose_answer
from assistant.answers.grounds import Grounds, Knowledge

__all__ = ["Grounds", "Knowledge", "compose_answer"]
