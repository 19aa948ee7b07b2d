"""The review: a person reads a note before it is quoted outside the team.

Only notes are quoted, so only notes wait; answers in words are published nowhere.
"""

from __future__ import annotations

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.personal_data import Detectors, Kind
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.capture import Capture
from naho_feedback.services.facets import FacetService


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """One note as the review shows it.

    Attributes:
        note: as it was typed.
        published: its words as they would be quoted.
        kinds: what was found in them.
        flagged: whether it may speak of harm; it is not quoted then, whatever is decided.
    """

    note: Note
    published: str
    kinds: tuple[Kind, ...]
    flagged: bool = False


class Reviewing:
    """Shows what waits for a reader, and keeps what was decided.

    Args:
        store: where notes are.
        capture: finds and changes them.
        detectors: what finds personal data.
        facets: says which notes may speak of harm; those are never quoted.
    """

    def __init__(
        self, store: Store, capture: Capture, detectors: Detectors, facets: FacetService
    ) -> None:
        self._store = store
        self._capture = capture
        self._detectors = detectors
        self._facets = facets
        self._looked: dict[str, tuple[str, bool]] = {}

    def waiting(self, session: str = "") -> list[Reviewed]:
        """Return the notes that nobody decided about: those with a hit first, oldest first.

        Args:
            session: only of this session, by its id.
        """
        shown = [self.look(n) for n in self._capture.notes(session) if n.review == Review.NONE]
        return sorted(shown, key=lambda reviewed: not reviewed.kinds)

    def look(self, note: Note) -> Reviewed:
        """Return a note with its words as they would be quoted."""
        return Reviewed(
            note=note,
            published=self._detectors.redacted(note.text),
            kinds=self._detectors.kinds(note.text),
            flagged=self._facets.is_flagged(note),
        )

    def count(self) -> int:
        """Return how many notes may point at somebody and wait for a decision.

        The dashboard asks at each change, so what was found in a text is remembered.
        """
        looked: dict[str, tuple[str, bool]] = {}
        count = 0
        for note in self._store.all(Note):
            before = self._looked.get(note.id)
            if before is None or before[0] != note.text:
                before = (note.text, self._detectors.finds(note.text))
            looked[note.id] = before
            count += before[1] and note.review == Review.NONE
        self._looked = looked
        return count

    def decide(
        self, name: str, decision: Review, *, seen: str | None = None, actor: str = Actor.COMMAND
    ) -> Note:
        """Keep a decision about a note.

        Args:
            name: the note's id or receipt.
            decision: whether it may be quoted; NONE takes an earlier decision back.
            seen: the words that the person read; None where they were named by receipt only.
            actor: who asks.

        Raises:
            NotFoundError: if it is not there.
            RefusedError: if it says something else by now: nobody read that yet; or if it may
                speak of harm and was to be quoted.
        """
        note = self._capture.find(Note, name)
        if decision == Review.QUOTABLE and self._facets.is_flagged(note):
            raise RefusedError(
                _("{receipt} may speak of harm: it is never quoted.").format(receipt=note.receipt),
                _("{where} If it speaks of none: {command}").format(
                    where=self._facets.where_to_report,
                    command=f"naho note flag {note.receipt} --clear",
                ),
            )
        if seen is not None and note.text != seen:
            raise _moved_on()
        return self._capture.edit_note(note.id, review=decision, actor=actor)

    def reword(self, note: Note, text: str, *, actor: str = Actor.COMMAND) -> Note:
        """Give a note other words, such as a name taken out by hand; it waits again.

        Args:
            note: as the person read it.
            text: the words from now on.
            actor: who asks.

        Raises:
            NotFoundError: if it is gone.
            RefusedError: if it says something else by now, or the words are refused.
        """
        if self._capture.find(Note, note.id).text != note.text:
            raise _moved_on()
        return self._capture.edit_note(note.id, text=text, actor=actor)

    def put_back(self, before: Note, after: Note, *, actor: str = Actor.COMMAND) -> Note:
        """Take back what :meth:`decide` or :meth:`reword` did.

        Args:
            before: the note before it.
            after: the note after it.
            actor: who asks.

        Raises:
            NotFoundError: if the note is gone.
            RefusedError: if somebody changed it since.
        """
        now = self._capture.find(Note, before.id)
        if (now.text, now.review) != (after.text, after.review):
            raise _moved_on()
        return self._capture.edit_note(
            before.id, text=before.text, review=before.review, actor=actor
        )


def _moved_on() -> RefusedError:
    return RefusedError(
        _("This note says something else by now."),
        _("Read it again, then decide."),
    )
