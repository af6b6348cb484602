"""What the issues of a newsletter tell over time: which section is the newest, what was told earlier, what no longer holds.

    History(index).newest   -> ids of the sections that no later issue has taken up anew
    History(index).of_section(section_id) -> what the thread's issues told otherwise, the latest change first

A corpus of single newsletters has no history, and nothing here costs it anything.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.changes import changes_of_issue, changes_of_section
from assistant.index import SearchIndex
from assistant.records import Change, ChangeKind, Contact, Fact, FundingCall, Issue
from assistant.series import Series, find_series

_CUMULATIVE = 0.5
"""A newest issue that takes up such a share of the topics before it is a whole picture: what it leaves out is gone."""


@dataclass(frozen=True)
class History:
    """The time behind an index; worked out when first asked for, and kept as long as the index."""

    index: SearchIndex

    @cached_property
    def series(self) -> Series:
        """The newsletters as issues of series."""
        return find_series(self.index.newsletters, self.index.sections)

    @cached_property
    def several(self) -> bool:
        """Whether any series has more than one issue."""
        return any(len(issues) > 1 for issues in self.series.issues)

    @cached_property
    def newest(self) -> frozenset[str]:
        """The sections that are the newest of their thread."""
        return frozenset(s.section_id for s in self.index.sections if self.is_newest(s.section_id))

    def is_newest(self, section_id: str) -> bool:
        """Whether no later issue has taken up the section's topic."""
        return self.series.thread(section_id)[0] == section_id

    @cached_property
    def current(self) -> frozenset[str]:
        """The newest sections without those of earlier issues whose series' last one repeats most of the one before it."""
        past = {
            issue.newsletter_id
            for issues in self.series.issues
            if len(issues) > 1 and self._repeats(issues[-2])
            for issue in issues[:-1]
        }
        return frozenset(
            s.section_id for s in self.index.sections if s.section_id in self.newest and s.newsletter_id not in past
        )

    def _repeats(self, before: Issue) -> bool:
        """Whether the issue after `before`, the newest, takes up most of its topics."""
        topics = [s.section_id for s in self.index.sections if s.newsletter_id == before.newsletter_id]
        kept = sum(not self.is_newest(section_id) for section_id in topics)
        return bool(topics) and kept >= _CUMULATIVE * len(topics)

    def later_issues(self, since: date | None = None) -> tuple[Issue, ...]:
        """The issues that have earlier ones: those published after a day, or the newest of each series; the newest last."""
        series = [issues for issues in self.series.issues if len(issues) > 1]
        if since is None:
            found = [issues[-1] for issues in series]
        else:
            found = [issue for issues in series for issue in issues[1:] if issue.published > since]
        return tuple(sorted(found, key=lambda issue: (issue.published, issue.newsletter_id)))

    def of_issue(self, issue: Issue) -> tuple[Change, ...]:
        """What an issue tells otherwise than those before it."""
        return changes_of_issue(issue, self.series, self.index.section_by_id, self.index.facts_by_section)

    def of_section(self, section_id: str) -> tuple[Change, ...]:
        """What a section and the earlier ones of its thread tell otherwise than the one before each, the latest first."""
        thread = self.series.thread(section_id)
        found: list[Change] = []
        for later in thread[thread.index(section_id) :]:
            section = self.index.section_by_id[later]
            found += changes_of_section(section, self.series, self.index.section_by_id, self.index.facts_by_section)
        return tuple(found)

    @cached_property
    def _moved(self) -> frozenset[Fact]:
        heads = [thread[0] for thread in set(self.series.threads.values())]
        return frozenset(
            change.before
            for head in heads
            for change in self.of_section(head)
            if change.kind is ChangeKind.MOVED_CALL and change.before is not None
        )

    def holds(self, call: FundingCall) -> bool:
        """Whether no later issue has moved a call."""
        return not self.several or call not in self._moved

    @cached_property
    def former(self) -> frozenset[str]:
        """Names of the contacts whom the newest section of each of their topics no longer has, but has others."""
        if not self.several:
            return frozenset()
        told = {(f.evidence.section_id, f.name) for f in self.index.facts if isinstance(f, Contact)}
        manned = {section_id for section_id, _ in told}
        current = {name for section_id, name in told if not self._left_out(section_id, manned)}
        return frozenset(name for _, name in told) - current

    def _left_out(self, section_id: str, manned: Collection[str]) -> bool:
        newest = self.series.thread(section_id)[0]
        return newest != section_id and newest in manned
