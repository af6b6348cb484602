"""The whole chain from a question to an answer, in a conversation.

Assistant.ask("Kuka vastaa kylien palveluista?", Conversation(), today) -> Answer, Conversation
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assistant.answer_records import Answer, AnswerStatus, Citation, Conversation, Intent, Reason, Turn
from assistant.answers import Grounds, Knowledge, compose_answer
from assistant.answers.changes import answer_changes
from assistant.answers.earlier import with_history
from assistant.answers.grounds import cite
from assistant.answers.issues import asked_newsletters, in_force
from assistant.answers.refusals import is_far_off
from assistant.embeddings import Encoder, load_encoder, model_fingerprint
from assistant.facts.contacts import find_phone
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_files import load_index
from assistant.names import named_people
from assistant.questions import Query, parse_question
from assistant.questions.followups import ARROW, Completed, complete_query
from assistant.questions.frame import FrameModel, load_frame_model
from assistant.questions.issues import AskedIssue, asks_changes, find_issue, without_change
from assistant.questions.parsing import MAX_LENGTH, further_question
from assistant.ranking import is_held
from assistant.reader import Reader, load_reader, load_states
from assistant.retrieval import Search, evidence_of, says_what_is_done
from assistant.settings import Settings

_OF_THE_TIME = {Intent.CONTACT, Intent.PERSON, Intent.MONEY, Intent.ORGANISATION, Intent.COUNT}
"""What a newsletter tells of its own time; of calls a time says when they are open."""
_NAMES_TOPIC, _CLEARLY = 0.3, 0.2
_RARE = 3.0
"""Cover of the question's own words by the best section from which on it names a topic itself."""


@dataclass(frozen=True)
class Assistant:
    """An index with its encoder and lemmatizer; holds no conversation, so that threads and visitors may share it."""

    index: SearchIndex
    encoder: Encoder
    lemmatizer: Lemmatizer
    knowledge: Knowledge
    reader: Reader
    frames: FrameModel

    def ask(self, question: str, conversation: Conversation, today: date) -> tuple[Answer, Conversation]:
        """Answer one question; the returned conversation has one turn more. Raises nothing for any text."""
        refusal = _before_reading(question)
        if refusal is not None:
            return refusal, conversation
        query = self._parse(question, today)
        if query.intent in {Intent.GREETING, Intent.THANKS}:
            reason = Reason.GREETING if query.intent is Intent.GREETING else Reason.THANKS
            return Answer(AnswerStatus.UNCLEAR, query.intent, reason), conversation
        answer, grounds = self._in_time(query, conversation, today)
        cited = [citation.section_id for citation in answer.citations]
        best: list[str] = []
        if not cited or answer.topic:  # what is about a person alone needs no search
            found = (hit.section for hit in grounds.sections[:1])
            best = [section.section_id for section in found if not cited or section.topic == answer.topic]
        sections = tuple(dict.fromkeys([*best, *cited]))
        turn = Turn(question, answer, sections, tuple(person.name for person in answer.people))
        return answer, conversation.with_turn(turn)

    def understand(self, question: str, conversation: Conversation, today: date) -> Grounds:
        """What a question of a conversation is answered from: of the newsletters that it names, else of all."""
        query = self._parse(question, today)
        asked, rest = find_issue(query.text, today)
        if asked is not None and asked.named:
            letters = asked_newsletters(asked, self.index, self.knowledge.history.series)
            if letters:
                return self._grounds(self._parse(rest, today), conversation, today, letters)
        return self._grounds(query, conversation, today)

    def _in_time(self, query: Query, conversation: Conversation, today: date) -> tuple[Answer, Grounds]:
        """The answer of the newsletters that the question names, or of the newest; or what changed, where that is asked."""
        asked, rest = find_issue(query.text, today)
        changes = asks_changes(query.text)
        if changes is not None:
            topic = self._parse(without_change(rest), today)
            leans = bool(topic.terms) or changes.whether or query.and_what or query.about_thing or query.about_person
            # "Mitä uutta tammikuussa?" asks of everything, whatever was spoken of before
            grounds = self._grounds(topic, conversation if leans else Conversation(), today)
            told = self.knowledge.history.several or not (topic.terms or grounds.understood)
            answer = answer_changes(grounds, changes, asked) if told else None
            if answer is not None:
                return answer, grounds
        if asked is not None and not changes and not asked.after:
            limited = self._of_issue(asked, rest, query, conversation, today)
            if limited is not None:
                return limited
        grounds = self._grounds(query, conversation, today)
        return self._with_further(with_history(grounds, compose_answer(grounds)), query, today), grounds

    def _of_issue(
        self, asked: AskedIssue, rest: str, query: Query, conversation: Conversation, today: date
    ) -> tuple[Answer, Grounds] | None:
        """The answer of the newsletters of a time: a refusal where a named one is not there, None where only a time is told
        that the newsletters in force then say nothing about.
        """
        series, index = self.knowledge.history.series, self.index
        if asked.named:
            letters = asked_newsletters(asked, index, series)
        elif self.knowledge.history.several and query.intent in _OF_THE_TIME:
            letters = in_force(asked, series)
        else:
            return None
        if not letters and not asked.named:
            return None
        grounds = self._grounds(self._parse(rest, today), conversation, today, letters)
        if not letters:
            return grounds.refused(Reason.NO_ISSUE, query.intent), grounds
        answer = self._with_further(with_history(grounds, compose_answer(grounds)), grounds.query, today)
        return (answer, grounds) if asked.named or answer.status is AnswerStatus.ANSWERED else None

    def _parse(self, question: str, today: date) -> Query:
        """The question understood; where it holds two, the intent is the first one's."""
        query = parse_question(question, self.lemmatizer, today)
        further = further_question(query.bare)
        if further is None:
            return query
        first = parse_question(query.bare.removesuffix(further), self.lemmatizer, today)
        return replace(query, intent=first.intent) if first.terms else query

    def _with_further(self, answer: Answer, query: Query, today: date) -> Answer:
        """The answer with that to a second question of the same sentence, where there is one and it adds something."""
        further = further_question(query.bare)
        if further is None or answer.status is not AnswerStatus.ANSWERED or not answer.citations:
            return answer
        part = parse_question(further, self.lemmatizer, today)
        if part.intent in {Intent.CONTACT, Intent.PERSON, Intent.LIST} or (part.fields and answer.people):
            return answer
        within = frozenset({answer.citations[0].section_id})
        search = Search(self.index, self.encoder, self.lemmatizer, f"{further} {query.topic}", part.topic, within)
        frame = self.frames.frame(further)
        second = compose_answer(Grounds(part, search, self.knowledge, today, frame, self.reader, understood=further))
        known_quotes = {quote for part in (answer, *answer.also) for quote in part.quotes}
        new = tuple(quote for quote in second.quotes if quote not in known_quotes)
        told = new if second.quotes else set(second.calls) - set(answer.calls)
        if second.status is not AnswerStatus.ANSWERED or not told:
            return answer
        known = {(citation.section_id, citation.text) for citation in answer.citations}
        more = tuple(c for c in second.citations if (c.section_id, c.text) not in known)
        return replace(
            answer, also=(*answer.also, replace(second, quotes=new, understood=None)), citations=answer.citations + more
        )

    def _grounds(
        self, query: Query, conversation: Conversation, today: date, letters: frozenset[str] | None = None
    ) -> Grounds:
        """What a question is answered from, completed from the conversation; limited to newsletters where `letters` are given."""
        knowledge = self.knowledge if letters is None else self.knowledge.limited(letters)
        own = None if letters is None else frozenset(section.section_id for section in knowledge.sections)
        people = tuple(name for name in self._people(query) if name in knowledge.directory.people)
        search = self._search(query.bare, query.topic, own)
        before = conversation.turns[-1].question if conversation.turns else ""
        frame = self.frames.frame(query.text, before)
        alone = Grounds(query, search, knowledge, today, frame, self.reader, people)
        if not conversation.turns or (not people and (_asks_of_all(query, search) or is_far_off(alone))):
            return alone
        names_topic = _names_topic(search, conversation)
        done = complete_query(query, conversation, names_topic=names_topic, names_heading=_names_heading(search))
        if done.sections and not people:
            search = self._within(search, done, own)
        understood = f"{done.context}{ARROW}{query.text}" if done.context and not people else None
        known = tuple(name for name in done.people if name in knowledge.directory.people)
        return replace(alone, query=done.query, search=search, people=people or known, understood=understood)

    def _search(self, text: str, topic: str, within: frozenset[str] | None) -> Search:
        history = self.knowledge.history
        newest = history.newest if history.several and within is None else None
        return Search(self.index, self.encoder, self.lemmatizer, text, topic, within, newest=newest)

    def _people(self, query: Query) -> tuple[str, ...]:
        """The persons a question names, or whose telephone number it gives."""
        directory = self.knowledge.directory
        named = named_people(query.text, directory.names, self.lemmatizer)
        if named or not any(letter.isdigit() for letter in query.text):
            return named
        phone = find_phone(query.text)
        return tuple(name for name, person in directory.people.items() if phone is not None and person.phone == phone)

    def _within(self, search: Search, done: Completed, own: frozenset[str] | None) -> Search:
        """The search among the sections of earlier turns, and those of the same topics in other issues."""
        text = f"{done.query.bare} {done.context}" if len(done.query.terms) < 2 else done.query.bare
        series = self.knowledge.history.series
        meant = frozenset(other for section_id in done.sections for other in series.thread(section_id))
        return search.narrowed(text, done.query.topic, meant if own is None else (meant & own) or own)

    def search(self, query: str, limit: int) -> tuple[Citation, ...]:
        """The passages nearest to a query, best first, the best sentence of each marked."""
        return tuple(citation for citation, _ in self.search_scored(query, limit))

    def search_scored(
        self, query: str, limit: int, sections: frozenset[str] | None = None
    ) -> tuple[tuple[Citation, float], ...]:
        """`search` with scores, which order the passages of one query only; among `sections` (ids) where given."""
        found = Search(self.index, self.encoder, self.lemmatizer, query, query, sections)
        results = []
        for hit in found.ranking(limit).hits:
            passage = self.index.passage_by_id[hit.passage_id]
            section = self.index.section_by_id[hit.section_id]
            offset = passage.span.start - section.span.start
            evidence = evidence_of(section, hit.sentence.shifted(offset), "search")
            results += [(citation, hit.score) for citation in cite(self.index, [evidence])]
        return tuple(results)


def _asks_of_all(query: Query, search: Search) -> bool:
    """Whether a question lists what there is, and says of no topic: "Mitkä haut ovat nyt auki?" needs no earlier turn."""
    points = query.returns or query.about_thing or query.and_what or query.about_person
    return query.intent is Intent.LIST and query.asks_call and not points and not search.topic_words


def _names_topic(search: Search, conversation: Conversation) -> bool:
    """Whether a question's own words name a topic: a section holds them clearly better than the last turn's section does."""
    if all(says_what_is_done(word.analysis) for word in search.topic_words) or not search.sections:
        return False
    best = search.sections[0]
    before = {section_id for turn in conversation.turns[-1:] for section_id in turn.section_ids[:1]}
    held = max((hit.cover for hit in search.sections if hit.section.section_id in before), default=0.0)
    return best.cover >= _NAMES_TOPIC and (best.section.section_id in before or best.cover > held + _CLEARLY)


def _names_heading(search: Search) -> bool:
    """Whether the question's rare words stand in the best section's heading or group."""
    if not search.topic_words or not search.sections:
        return False
    section = search.sections[0].section
    held = search.terms(f"{section.topic} {section.group or ''}")
    return sum(search.rarity(word) for word in search.topic_words if is_held(word, held)) >= _RARE


def _before_reading(question: str) -> Answer | None:
    """Empty and endless questions are answered before anything is searched."""
    if not question.strip():
        return Answer(AnswerStatus.UNCLEAR, Intent.CONTENT, Reason.EMPTY)
    if len(question) > MAX_LENGTH:
        return Answer(AnswerStatus.UNCLEAR, Intent.CONTENT, Reason.TOO_LONG)
    return None


def load_assistant(settings: Settings) -> Assistant:
    """Open the index and the model that `settings` name.

    Raises IndexMissingError, IndexDamagedError, IndexStaleError, ModelError or SettingsError.
    """
    lemmatizer = load_lemmatizer(settings.lemmatizer)
    index = load_index(settings.index, model=model_fingerprint(settings.model), lemmatizer=lemmatizer.name)
    lemmatizer.remember(index.analyses.get)
    encoder = load_encoder(settings.model, settings.cache)
    states = load_states(settings.cache)
    return Assistant(index, encoder, lemmatizer, Knowledge(index), load_reader(states), load_frame_model(states))
