"""What was published before: the memory that the rules of overlap and of time look back on."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import msgspec

from naho_feedback.domain.records import Record
from naho_feedback.domain.views import Selection


class Publication(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One figure about a group of people, as managers or everybody could see it.

    Only the difference to the figure's last publication for the same selection is kept.

    Attributes:
        figure: such as ``"sortie-30s:s1"``, a questionnaire and its question; ``"*"`` for how
            many people answered anything.
        selection: which records it is about, as :func:`selection_key` says it.
        k: fewest people at that time.
        added: responses that came into the group.
        dropped: responses that are no longer in it.
        counts: how many gave each answer, in the whole group.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "publications"
    figure: str = ""
    selection: str = ""
    k: int = 0
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    at: int = 0


class VisitBatch(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Visits that came to what managers and everybody see of them.

    Attributes:
        entries: site, role, ISO date and how many; negative where an entry was corrected.
        hide: sites, roles and days that stay hidden, because they were when others were told.
        k: fewest people at that time.
        anew: whether a correction is among them, so that what was shown before tells nothing.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "visit_batches"
    entries: tuple[tuple[str, str, str, int], ...] = ()
    hide: tuple[tuple[str, ...], ...] = ()
    k: int = 0
    anew: bool = False
    at: int = 0


class ShownPeriod(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A period whose counts of people somebody looked at.

    Attributes:
        first: first day, inclusive; None for the beginning.
        last: last day, inclusive; None for no end.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "shown_periods"
    first: dt.date | None = None
    last: dt.date | None = None
    at: int = 0


class QuoteSalt(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What makes the keys of quotes unguessable; it leaves in no view.

    Attributes:
        value: 32 hexadecimal digits.
    """

    table: ClassVar[str] = "quote_salts"
    value: str = ""


class Threshold(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The smallest groups that people were promised when they answered.

    Attributes:
        k_score: fewest people behind a count or score.
        k_comment: fewest behind published comments.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "thresholds"
    k_score: int = 0
    k_comment: int = 0
    at: int = 0


def selection_key(selection: Selection) -> str:
    """Return a selection in the one form that is compared and kept; ``"{}"`` is everything."""
    return msgspec.json.encode(selection).decode()
