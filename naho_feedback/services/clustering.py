"""Groups on the wall: notes hung together, whole groups merged, taken apart again.

Each call is one transaction of a wall, so that one undo takes it back.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.clusters import SMALLEST, TITLE_LIMIT, Cluster, left_behind
from naho_feedback.domain.events import Actor, Change, patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import is_blank
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.capture import Capture
from naho_feedback.services.checked import checked_words
from naho_feedback.services.clock import Clock


class Clustering:
    """Groups of notes.

    Args:
        store: where they are kept.
        capture: finds notes.
        clock: the time.
    """

    def __init__(self, store: Store, capture: Capture, clock: Clock) -> None:
        self._store = store
        self._capture = capture
        self._clock = clock

    def clusters(self, session: str) -> list[Cluster]:
        """Return the groups of a session, oldest first.

        Args:
            session: the session's id.
        """
        self._store.refresh()
        return self._clusters(session)

    def group(
        self, notes: Sequence[Note], title: str = "", *, actor: str = Actor.COMMAND
    ) -> Cluster:
        """Hang notes together; where some are in groups already, whole groups become one.

        The oldest group takes in the others and keeps its title unless another is given; the
        notes keep their columns. Notes that are one group already only take the title.

        Args:
            notes: of one session; what they say here does not matter, what is kept does.
            title: a sentence above them; ``""`` leaves what is there.
            actor: who asks.

        Raises:
            NotFoundError: if a note is not there any more.
            RefusedError: if they are of several walls, or fewer than two notes would hang
                together, or the title is too long.
            PersonalDataError: if the title holds a national health identifier.
        """
        title = checked_title(title)
        chosen = self._kept(notes)
        session = _one_session(chosen)
        wall = self._capture.notes(session)
        touched = {note.cluster for note in chosen}
        merged = [cluster for cluster in self._clusters(session) if cluster.id in touched]
        whole = {cluster.id for cluster in merged}
        ids = {note.id for note in chosen} | {n.id for n in wall if n.cluster in whole}
        if len(ids) < SMALLEST:
            raise RefusedError(
                _("A group needs at least two notes."), _("Choose another one beside it.")
            )
        if merged:
            cluster = merged[0]
            title = title or next((c.title for c in merged if c.title), "")
        else:
            cluster = self._new(session)
        after = msgspec.structs.replace(cluster, title=title)
        changes: list[Change] = []
        if after != cluster or not merged:
            changes.append(put(after, after.id))
        joining = [note for note in wall if note.id in ids and note.cluster != after.id]
        changes += [patch(Note, note.id, cluster=after.id) for note in joining]
        changes += [remove(Cluster, other.id) for other in merged[1:]]
        self._store.append(changes, actor)
        return after

    def join(self, notes: Sequence[Note], onto: Note, *, actor: str = Actor.COMMAND) -> Cluster:
        """Hang notes together with another one; the groups that they leave keep their other notes.

        Args:
            notes: of the other one's session; what they say here does not matter, what is kept
                does.
            onto: the note that they join, and its group with it.
            actor: who asks.

        Raises:
            NotFoundError: if a note is not there any more.
            RefusedError: if they are of several walls, or no other note is left to join.
        """
        joined, *joining = self._kept([onto, *(note for note in notes if note.id != onto.id)])
        session = _one_session([joined, *joining])
        if not joining:
            raise RefusedError(
                _("A group needs at least two notes."), _("Choose another one beside it.")
            )
        clusters = self._clusters(session)
        cluster = next((cluster for cluster in clusters if cluster.id == joined.cluster), None)
        changes: list[Change] = []
        if cluster is None:
            cluster = self._new(session)
            changes.append(put(cluster, cluster.id))
            changes.append(patch(Note, joined.id, cluster=cluster.id))
        leaving = [note.id for note in joining if note.cluster != cluster.id]
        changes += [patch(Note, id_, cluster=cluster.id) for id_ in leaving]
        changes += left_behind(self._capture.notes(session), leaving, clusters)
        self._store.append(changes, actor)
        return cluster

    def split(self, notes: Sequence[Note], *, actor: str = Actor.COMMAND) -> list[Note]:
        """Take notes out of their groups; a group left with fewer than two notes dissolves.

        It is one change of each wall.

        Args:
            notes: what they say here does not matter, what is kept does.
            actor: who asks.

        Returns:
            The notes that were in a group, as they are now.

        Raises:
            NotFoundError: if a note is not there any more.
            RefusedError: if none of them is in a group.
        """
        leaving = [note for note in self._kept(notes) if note.cluster]
        if not leaving:
            raise RefusedError(_("None of these notes is in a group."))
        for session in dict.fromkeys(note.session for note in leaving):
            ids = [note.id for note in leaving if note.session == session]
            changes: list[Change] = [patch(Note, id_, cluster="") for id_ in ids]
            changes += left_behind(self._capture.notes(session), ids, self._clusters(session))
            self._store.append(changes, actor)
        return [msgspec.structs.replace(note, cluster="") for note in leaving]

    def rename(self, cluster: Cluster, title: str, *, actor: str = Actor.COMMAND) -> Cluster:
        """Give a group another title; ``""`` takes it away.

        Raises:
            NotFoundError: if the group is gone.
            RefusedError: if the title is too long.
            PersonalDataError: if it holds a national health identifier.
        """
        title = checked_title(title)
        self._store.refresh()
        kept = self._store.get(Cluster, cluster.id)
        if kept is None:
            raise NotFoundError(_("This group is not on the wall any more."))
        if kept.title != title:
            self._store.append([patch(Cluster, kept.id, title=title)], actor)
        return msgspec.structs.replace(kept, title=title)

    def _new(self, session: str) -> Cluster:
        return Cluster(id=uuid.uuid4().hex[:12], session=session, at=self._clock.now_ms())

    def _clusters(self, session: str) -> list[Cluster]:
        found = (cluster for cluster in self._store.all(Cluster) if cluster.session == session)
        return sorted(found, key=lambda cluster: cluster.at)

    def _kept(self, notes: Sequence[Note]) -> list[Note]:
        return [self._capture.find(Note, id_) for id_ in dict.fromkeys(n.id for n in notes)]


def checked_title(title: str) -> str:
    """Return a group's title in the form that is stored; ``""`` where there is nothing to read.

    Raises:
        RefusedError: if it is too long.
        PersonalDataError: if it holds a national health identifier.
    """
    title = checked_words(title)
    if is_blank(title):
        return ""
    if len(title) > TITLE_LIMIT:
        raise RefusedError(
            _("This title has {length} characters; {limit} is the most.").format(
                length=len(title), limit=TITLE_LIMIT
            ),
            _("Say it in one sentence."),
        )
    return title


def _one_session(notes: Sequence[Note]) -> str:
    sessions = {note.session for note in notes}
    if len(sessions) > 1:
        raise RefusedError(_("These notes hang on different walls and cannot be one group."))
    return sessions.pop() if sessions else ""
