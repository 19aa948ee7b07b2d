"""What ``naho theme … --json`` prints."""

from __future__ import annotations

from naho_feedback.cli.shapes import Out, moment
from naho_feedback.domain.themes import Theme
from naho_feedback.services.grouping_files import FileGrouping
from naho_feedback.services.regrouping import Move, Regrouping
from naho_feedback.services.themes import ThemeStep


class MoveOut(Out, frozen=True, kw_only=True):
    """A note that would change its theme, and why."""

    note: str
    before: str
    theme: str
    also: tuple[str, ...]
    words: tuple[str, ...]
    confidence: float

    @classmethod
    def of(cls, move: Move) -> MoveOut:
        """Return the shape of a move."""
        proposal = move.proposal
        return cls(
            note=move.note,
            before=move.before,
            theme=proposal.theme,
            also=proposal.also,
            words=proposal.words,
            confidence=round(proposal.confidence, 3),
        )


class FoundThemeOut(Out, frozen=True, kw_only=True):
    """A theme that would be new."""

    id: str
    label: str
    words: tuple[str, ...]
    central: tuple[str, ...]
    notes: tuple[str, ...]


class RegroupingOut(Out, frozen=True, kw_only=True):
    """What would change if all notes were placed anew, and whether it was done."""

    grouper: str
    applied: bool
    kept: int
    moves: tuple[MoveOut, ...]
    themes: tuple[FoundThemeOut, ...]
    instead_of: str

    @classmethod
    def of(cls, regrouping: Regrouping, *, applied: bool, kept: int) -> RegroupingOut:
        """Return the shape of a proposal."""
        return cls(
            grouper=regrouping.grouper,
            applied=applied,
            kept=kept,
            moves=tuple(MoveOut.of(move) for move in regrouping.all_moves),
            themes=tuple(
                FoundThemeOut(
                    id=theme.found.id,
                    label=theme.found.label,
                    words=theme.found.words,
                    central=theme.found.central,
                    notes=tuple(move.note for move in theme.moves),
                )
                for theme in regrouping.themes
            ),
            instead_of=regrouping.instead_of,
        )


class FileGroupingOut(Out, frozen=True, kw_only=True):
    """A file's rows with a theme each."""

    grouper: str
    placed: int
    themes: int
    bad: int
    rows: tuple[dict[str, str], ...]
    instead_of: str

    @classmethod
    def of(cls, grouping: FileGrouping) -> FileGroupingOut:
        """Return the shape of a file's rows."""
        return cls(
            grouper=grouping.grouper,
            placed=grouping.placed,
            themes=grouping.themes,
            bad=len(grouping.bad),
            rows=tuple(dict(zip(grouping.columns, row, strict=True)) for row in grouping.rows),
            instead_of=grouping.instead_of,
        )


class OneThemeOut(Out, frozen=True, kw_only=True):
    """A theme after it was named or merged."""

    id: str
    label: str

    @classmethod
    def of(cls, theme: Theme) -> OneThemeOut:
        """Return the shape of a theme."""
        return cls(id=theme.id, label=str(theme.label))


class ThemeStepOut(Out, frozen=True, kw_only=True):
    """One thing that people did to a theme."""

    event: str
    at: str
    actor: str
    kind: str
    theme: str
    other: str
    said: str

    @classmethod
    def of(cls, step: ThemeStep) -> ThemeStepOut:
        """Return the shape of a step."""
        return cls(
            event=step.event,
            at=moment(step.at),
            actor=step.actor,
            kind=step.kind,
            theme=step.theme,
            other=step.other,
            said=step.said,
        )


class WordOut(Out, frozen=True, kw_only=True):
    """A word of this house."""

    word: str
    theme: str


class ThemeFindingOut(Out, frozen=True, kw_only=True):
    """Something to mend or to think about in a list of themes; ``line`` is 0 where none is."""

    kind: str
    error: bool
    line: int
    key: str
    message: str
    hint: str


class ThemeCheckOut(Out, frozen=True, kw_only=True):
    """What a look through a list of themes found."""

    file: str
    ok: bool
    errors: int
    remarks: int
    findings: tuple[ThemeFindingOut, ...]
