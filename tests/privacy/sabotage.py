"""Sabotage: each rule of the gate, switched off; the attacks must notice every one.

``docs/privacy.md`` lists which rule is caught by which attack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import pytest

from naho_feedback.domain import disclosure
from naho_feedback.domain.disclosure import Cell, Mark, TableMarks, _Table
from naho_feedback.domain.overlap import Family
from naho_feedback.services import measures, publishing
from naho_feedback.services.people import _HiddenDays, _Parts
from naho_feedback.services.publishing import Figure
from naho_feedback.services.visit_batches import ShownVisits, VisitBatches

Sabotage = Callable[[pytest.MonkeyPatch], None]


# ---- tables ------------------------------------------------------------------------------


def small_cells_shown(patcher: pytest.MonkeyPatch) -> None:
    """Print counts of one person."""
    patcher.setattr(disclosure, "is_small", lambda *_args, **_more: False)


def no_cover(patcher: pytest.MonkeyPatch) -> None:
    """Hide small cells and nothing with them."""
    patcher.setattr(_Table, "first_unsafe", lambda _self, _marks: None)


def cover_along_rows_only(patcher: pytest.MonkeyPatch) -> None:
    """Forget that the totals of columns are printed too."""
    whole = _Table._narrow_in_table

    def by_row(self: _Table, marks: TableMarks) -> object:
        blank = dict.fromkeys(marks.columns, Mark.BLANK)
        return whole(self, TableMarks(marks.cells, marks.rows, blank))

    patcher.setattr(_Table, "_narrow_in_table", by_row)
    patcher.setattr(_Table, "_few_together", lambda _self, _marks: None)


def marks_mean_nothing(patcher: pytest.MonkeyPatch) -> None:
    """Forget that "fewer than k" says something."""

    def bounds(n: int, mark: Mark, _k: int) -> tuple[int, int | None]:
        return (n, n) if mark == Mark.SHOWN else (0, None)

    patcher.setattr(disclosure, "bounds", bounds)


def few_hidden_together(patcher: pytest.MonkeyPatch) -> None:
    """Let what is hidden in a line be fewer than k people in all."""
    patcher.setattr(_Table, "_few_together", lambda _self, _marks: None)


def empty_cells_shown(patcher: pytest.MonkeyPatch) -> None:
    """Print empty cells beside hidden ones, so that "fewer than k" says that somebody came."""
    whole = _Table.protected

    def protected(self: _Table, hide: Collection[Cell]) -> TableMarks:
        made = whole(self, hide)
        cells = {c: m if self._cells[c] else Mark.SHOWN for c, m in made.cells.items()}
        return TableMarks(cells, made.rows, made.columns)

    patcher.setattr(_Table, "protected", protected)


# ---- histories ---------------------------------------------------------------------------


def overlaps_published(patcher: pytest.MonkeyPatch) -> None:
    """Publish whatever is asked for, as often as it is asked for."""
    patcher.setattr(Family, "fitted", lambda _self, group, _k=None: list(group))


def every_answer_published(patcher: pytest.MonkeyPatch) -> None:
    """Refresh a score with every answer, and look at other parts only."""
    fitted = Family.fitted

    def impatient(self: Family[str], group: Iterable[str], k: int | None = None) -> list[str]:
        members = list(group)
        known = set(self._atom_of)
        kept = set(fitted(self, [m for m in members if m in known], k))
        return [m for m in members if m in kept or m not in known]

    patcher.setattr(Family, "fitted", impatient)


def who_skipped_told(patcher: pytest.MonkeyPatch) -> None:
    """Publish all answers at once, so that those who gave none can be counted."""

    patcher.setattr(publishing, "_spare", lambda *_args, **_more: 0)


def unanimity_shown(patcher: pytest.MonkeyPatch) -> None:
    """Print that all of few answered alike."""
    patcher.setattr(measures, "_is_lopsided", lambda *_args, **_more: False)


def alike_subtracted(patcher: pytest.MonkeyPatch) -> None:
    """Publish what leaves few people who all answered alike."""
    patcher.setattr(Figure, "is_one_sided", lambda _self, _people: False)


def other_side_told(patcher: pytest.MonkeyPatch) -> None:
    """Print both sides of a score and every bar, however small."""

    def nothing(counts: Mapping[str, int], *_args: object, **_more: object) -> dict[str, Mark]:
        return dict.fromkeys(counts, Mark.SHOWN)

    patcher.setattr(measures, "protect_line", nothing)


def periods_counted(patcher: pytest.MonkeyPatch) -> None:
    """Count the visits of any period that is asked for."""
    patcher.setattr(_Parts, "stay_large", lambda *_args: True)
    patcher.setattr(_HiddenDays, "stay_hidden", lambda *_args: True)


def hidden_days_split(patcher: pytest.MonkeyPatch) -> None:
    """Count a period that holds some of the days that are hidden."""
    patcher.setattr(_HiddenDays, "stay_hidden", lambda *_args: True)


def history_forgotten(patcher: pytest.MonkeyPatch) -> None:
    """Show every batch of visits, whatever was printed before."""
    patcher.setattr(VisitBatches, "_hide_safely", lambda _self, _live, _number: ())


def every_visit_shown(patcher: pytest.MonkeyPatch) -> None:
    """Show each visit at once."""
    patcher.setattr(VisitBatches, "shown", lambda _self, live: ShownVisits(live))


OF_TABLES: tuple[Sabotage, ...] = (
    small_cells_shown,
    no_cover,
    cover_along_rows_only,
    marks_mean_nothing,
    few_hidden_together,
    empty_cells_shown,
)
