"""JSON of notes with all that is known of them: theme, facets, the safety flag."""

from __future__ import annotations

from naho_feedback.cli.shapes import NoteOut, Out, note_fields
from naho_feedback.domain.facets import Facets
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import Placement, Taxonomy
from naho_feedback.services.placements import placed_by


class FlaggedNoteOut(Out, frozen=True, kw_only=True):
    """What a person decided about a note's safety flag."""

    id: str
    receipt: str
    safety: bool

    @classmethod
    def of(cls, note: Note, *, flagged: bool) -> FlaggedNoteOut:
        """Return the shape of a decision."""
        return cls(id=note.id, receipt=note.receipt, safety=flagged)


class FacetsOut(Out, frozen=True, kw_only=True):
    """What a note says beside its theme."""

    polarity: str
    polarity_by_words: bool
    areas: tuple[str, ...]
    moment: str
    moment_by_words: bool
    safety: bool
    safety_by_person: bool
    safety_words: tuple[str, ...]

    @classmethod
    def of(cls, facets: Facets) -> FacetsOut:
        """Return the shape of a note's facets."""
        return cls(**{name: getattr(facets, name) for name in Facets.__struct_fields__})


class ListedNoteOut(NoteOut, frozen=True, kw_only=True):
    """A note as typed, with its theme."""

    theme: str | None
    locked: bool
    words: tuple[str, ...]
    theme_label: str
    other_themes: tuple[str, ...]
    confidence: float
    placed_by: str
    facets: FacetsOut

    @classmethod
    def listed(
        cls, note: Note, placement: Placement | None, facets: Facets, taxonomy: Taxonomy
    ) -> ListedNoteOut:
        """Return the shape of a note; its theme is None while nobody looked at it."""
        at = placement or Placement()
        return cls(
            **note_fields(note),
            theme=placement.theme if placement else None,
            locked=at.locked,
            words=at.words,
            theme_label=taxonomy.label(at.theme) if at.theme else "",
            other_themes=at.also,
            confidence=at.confidence,
            placed_by=placed_by(at),
            facets=FacetsOut.of(facets),
        )
