"""What ``--json`` prints of the review; the fields are a contract, see ``docs/json.md``."""

from __future__ import annotations

from naho_feedback.cli.shapes import NoteOut, Out
from naho_feedback.services.review import Reviewed


class KindOut(Out, frozen=True, kw_only=True):
    """One kind of personal data that was found."""

    id: str
    token: str
    label: str


class ReviewedOut(Out, frozen=True, kw_only=True):
    """A note, and its words as they would be quoted."""

    note: NoteOut
    published: str
    kinds: tuple[KindOut, ...]
    safety: bool

    @classmethod
    def of(cls, reviewed: Reviewed) -> ReviewedOut:
        """Return the shape of a note that was looked at."""
        return cls(
            note=NoteOut.of(reviewed.note),
            published=reviewed.published,
            kinds=tuple(
                KindOut(id=kind.id, token=kind.token, label=str(kind.label))
                for kind in reviewed.kinds
            ),
            safety=reviewed.flagged,
        )
