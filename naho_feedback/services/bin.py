"""The bin: notes that were taken down, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import receipt
from naho_feedback.errors import NotFoundError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.wall_history import Gone, WallHistory


class Binned(msgspec.Struct, frozen=True, kw_only=True):
    """A note that hangs on no wall any more.

    Attributes:
        note: as it was at last, its words as typed.
        at: when it went, Unix time in milliseconds.
    """

    note: Note
    at: int


class Bin:
    """What was taken down, or whose addition was taken back; nothing is ever thrown out of it.

    Args:
        store: whose journal is read.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def notes(self, session: str = "") -> list[Binned]:
        """Return the notes in the bin, the last one taken down first; reads the journal.

        Args:
            session: the session's id; ``""`` takes all.

        Raises:
            StoreError: if it cannot be read.
        """
        gone = WallHistory(self._store).gone.values()
        found = [_binned(one) for one in reversed(gone)]
        return [binned for binned in found if not session or binned.note.session == session]

    def restore(self, names: Sequence[str], *, actor: str = Actor.COMMAND) -> list[Note]:
        """Hang notes on their wall again, as one change of each wall.

        They come back to their group if there still is one.

        Args:
            names: their ids or receipts.
            actor: who asks.

        Returns:
            The notes as they hang now.

        Raises:
            NotFoundError: if one is not in the bin; none is put back then.
        """
        binned = [one.note for one in self.notes()]
        wanted = dict.fromkeys(_find(binned, name) for name in names)
        known = {cluster.id for cluster in self._store.all(Cluster)}
        notes = [
            n if n.cluster in known else msgspec.structs.replace(n, cluster="") for n in wanted
        ]
        for session in dict.fromkeys(note.session for note in notes):
            changes = [put(note, note.id) for note in notes if note.session == session]
            self._store.append(changes, actor)
        return notes


def _binned(gone: Gone) -> Binned:
    note = msgspec.convert(dict(gone.document), Note, strict=False)
    return Binned(note=msgspec.structs.replace(note, id=gone.id), at=gone.at)


def _find(notes: Sequence[Note], name: str) -> Note:
    wanted = name.strip().upper()
    for note in notes:
        if wanted in {receipt(note.id).upper(), note.id.upper()}:
            return note
    raise NotFoundError(
        _("There is no {name} in the bin.").format(name=name), _("See: naho note bin")
    )
