"""A small letter with what is found in it, for the tests of answers: the toy encoder and reader, the committed classifier."""

from __future__ import annotations

from datetime import date

from toy import ToyEncoder, ToyReader

from assistant.answer_records import Conversation
from assistant.answers import Knowledge
from assistant.answers.grounds import Grounds
from assistant.dialogue import Assistant
from assistant.facts import find_facts
from assistant.finnish import load_lemmatizer
from assistant.index_building import build_index
from assistant.newsletters.reading import parse_newsletter
from assistant.questions.frame import load_frame_model
from assistant.reader import load_states
from assistant.sections import split_sections
from assistant.settings import default_cache

TODAY = date(2025, 3, 10)
FRAMES = load_frame_model(load_states(default_cache()))
LETTER = """# Rantakirje 3/2025

Maaliskuu 2025

## Laitureiden kunnostus

Laitureiden kunnostukseen voi hakea avustusta 1.3.–31.3.2025. Yksi hakija voi saada enintään 4 000 euroa.
Avustuksella voi hankkia:

- lankkuja
- köysiä

Hakemuksista kertoo suunnittelija Aino Saarikko, puh. 040 123 4567.
Maksatuksista kertoo sihteeri Olli Niemelä, olli.niemela@ranta.example.

## Saunojen vuokraus

Saunat vuokrataan kesäksi arvalla. Arvonta on 5.5.2025 klo 12 rantatalossa.
"""


def open_letter(text: str = LETTER) -> Assistant:
    """An assistant over one Markdown letter."""
    newsletter = parse_newsletter(text.encode(), "rantakirje-2025-03.md")
    sections = split_sections(newsletter)
    lemmatizer = load_lemmatizer()
    facts = [fact for section in sections for fact in find_facts(section, newsletter.published, lemmatizer)]
    index = build_index([newsletter], sections, facts, ToyEncoder(), lemmatizer, model="toy")
    return Assistant(index, ToyEncoder(), lemmatizer, Knowledge(index), ToyReader(), FRAMES)


def grounds_for(assistant: Assistant, question: str) -> Grounds:
    """What a first question is answered from."""
    return assistant.understand(question, Conversation(), TODAY)
