"""What an editor should look at before a newsletter is sent: `CheckedIssue` -> `Finding`s.

    find_findings(CheckedIssue(newsletter, sections, facts)) -> (Finding("wrong_weekday", quote="ke 3.6.2031", ...),)

A rule looks for one thing. It is silent where it is not sure: a false alarm costs more than a miss.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks import addresses, call_times, days, figures, persons, structure, tenses
from assistant.checks.findings import CheckedIssue, Finding

__all__ = ["CheckedIssue", "Finding", "find_findings"]

_MODULES = (structure, days, tenses, call_times, addresses, persons, figures)


def find_findings(issue: CheckedIssue, others: Sequence[CheckedIssue] = ()) -> tuple[Finding, ...]:
    """What looks wrong in a newsletter, in the order of its text; what concerns the whole comes first.

    `others` are newsletters that its persons are compared with; the newsletter itself among them does no harm.
    """
    others = [other for other in others if other.newsletter.newsletter_id != issue.newsletter.newsletter_id]
    found = [finding for module in _MODULES for rule in module.RULES for finding in rule(issue)]
    for compare in (*addresses.RULES_WITH_OTHERS, *persons.RULES_WITH_OTHERS):
        found += compare(issue, others)
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.span.start if finding.span else -1))
