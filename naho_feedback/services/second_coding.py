"""A second person sorts a sample without seeing the first sorting; how far do they agree?

Nothing of it is kept: it measures how clear the themes are, and changes no placement.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from naho_feedback.domain.agreement import agreement, kappa
from naho_feedback.domain.themes import UNSORTED
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.theme_table import TableRow
from naho_feedback.services.wording import number, percent

SAMPLE: Final = 30
"""Notes of a sample unless told otherwise."""

_STRENGTHS: Final = ((0.8, 0), (0.6, 1), (0.4, 2), (0.0, 3))


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        notes: how many notes both sorted.
        by_person: how many of the first sorting a person had decided.
        same: the share that lies in the same theme, 0 to 1.
        kappa: Cohen's kappa; None where both used one theme only.
        differ: pairs of themes that were told apart differently, first and second, with how
            many notes; the most frequent ones first.
    """

    notes: int
    by_person: int
    same: float
    kappa: float | None
    differ: tuple[tuple[str, str, int], ...]


def sample(rows: Sequence[TableRow], day: dt.date, size: int = SAMPLE) -> list[TableRow]:
    """Return a random sample of the notes that have a theme, the same all day.

    Args:
        rows: all notes; their order changes nothing.
        day: seeds the choice.
        size: how many.
    """

    def chance(row: TableRow) -> bytes:
        return hashlib.sha256(f"{day.isoformat()} {row.id}".encode()).digest()

    return sorted((row for row in rows if row.theme != UNSORTED), key=chance)[:size]


def compared(first: Sequence[TableRow], second: Mapping[str, str]) -> Agreement | None:
    """Return how far two sortings agree; None where the second person sorted nothing.

    Args:
        first: the sample as it lies.
        second: the second person's themes by note id; what is missing was left out.
    """
    rows = [row for row in first if row.id in second]
    if not rows:
        return None
    ours, theirs = [row.theme for row in rows], [second[row.id] for row in rows]
    differ = Counter(pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1])
    return Agreement(
        notes=len(rows),
        by_person=sum(bool(row.placement and row.placement.locked) for row in rows),
        same=agreement(ours, theirs),
        kappa=kappa(ours, theirs),
        differ=tuple((a, b, n) for (a, b), n in differ.most_common()),
    )


def told(result: Agreement, names: Mapping[str, str]) -> list[str]:
    """Return the sentences about it.

    Args:
        result: what came of it.
        names: names of the themes by id, that of "to be sorted" included.
    """
    said = [
        ngettext("{n} note sorted twice.", "{n} notes sorted twice.", result.notes).format(
            n=number(result.notes)
        ),
        _("In the same theme: {share}.").format(share=percent(result.same)),
    ]
    if result.kappa is None:
        said.append(_("Cohen's kappa cannot be told: both used one theme only."))
    else:
        strength = _strength(result.kappa)
        said.append(
            _("Cohen's kappa: {value} ({strength}).").format(
                value=number(result.kappa, 2), strength=strength
            )
        )
    said.append(
        _("A person had decided {n} of them the first time, the machine the others.").format(
            n=number(result.by_person)
        )
    )
    said += [
        _("{first} or {second}: {n}").format(
            first=names.get(first, first), second=names.get(second, second), n=number(n)
        )
        for first, second, n in result.differ
    ]
    return said


def _strength(value: float) -> str:
    """Return the usual word for a kappa (Landis and Koch 1977)."""
    words = (_("almost perfect"), _("good"), _("moderate"), _("weak"))
    return next((words[place] for least, place in _STRENGTHS if value > least), words[-1])
