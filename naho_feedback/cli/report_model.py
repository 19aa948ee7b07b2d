"""The words of an account, before they become HTML or text."""

from __future__ import annotations

from dataclasses import dataclass

from naho_feedback.services.report_parts import ReportPhoto


@dataclass(frozen=True)
class Figure:
    """A large number with its word, and a line of detail."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Column:
    """A column; numbers stand on the right."""

    label: str
    number: bool = False


@dataclass(frozen=True)
class Grid:
    """A table whose first cell names its row.

    Attributes:
        caption: what it shows, in a sentence.
        shares: for each row a fraction to draw as a bar beside the last cell, or None.
        notes: sentences under it.
    """

    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float | None, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeRow:
    """A theme; ``left`` and ``right`` are lengths of bars, 0 to 1."""

    label: str
    barriers: str
    enablers: str
    left: float
    right: float
    said: str


@dataclass(frozen=True)
class Promise:
    """You said, we did; ``count`` says how often, ``""`` where that is not known."""

    heard: str
    count: str
    decision: str
    answer: str
    status: str
    word: str
    details: str


@dataclass(frozen=True)
class Step:
    """What comes next."""

    title: str
    when: str
    functions: str
    milestones: tuple[tuple[bool, str, str], ...]


@dataclass(frozen=True)
class Page:
    """Everything on the page; empty parts are left out of both forms.

    Attributes:
        team: who the project's own people are, in one sentence, or ``""``.
    """

    language: str
    mark: str
    programme: str
    title: str
    kind: str
    period: str
    audience: str
    headline: str
    figures: tuple[Figure, ...]
    team: str
    grids: tuple[Grid, ...]
    theme_rows: tuple[ThemeRow, ...]
    theme_notes: tuple[str, ...]
    quotes: tuple[str, ...]
    promises: tuple[Promise, ...]
    step: Step | None
    photos: tuple[ReportPhoto, ...]
    limits: tuple[str, ...]
    made: str
