"""Capture: sessions, notes and visits as facilitators type them.

Every method that stores something returns only when it is durable; what it returns carries
the receipt that people are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.clusters import Cluster, left_behind
from naho_feedback.domain.events import Actor, Change, patch, put, remove
from naho_feedback.domain.notes import Format, Note, Origin, Review, find_format
from naho_feedback.domain.personal_data import Detectors, Kind, built_in
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.records import Record
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.domain.sessions import AUDIENCE_ALL, Session
from naho_feedback.domain.text import folded, is_blank
from naho_feedback.errors import NotFoundError, RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.checked import (
    checked_attendance,
    checked_dots,
    checked_text,
    checked_words,
)
from naho_feedback.services.clock import Clock
from naho_feedback.services.naming import find_role, find_site, find_workshop, known
from naho_feedback.services.permanence import closing, opening

R = TypeVar("R", bound=Record)


class Capture:
    """Sessions, notes and visits.

    Args:
        store: where they go.
        programme: the sites, roles and workshops that may be named.
        clock: the time.
        detectors: what finds personal data.
    """

    def __init__(
        self,
        store: Store,
        programme: Programme,
        clock: Clock,
        detectors: Detectors | None = None,
    ) -> None:
        self._store = store
        self._programme = programme
        self._clock = clock
        self._detectors = detectors or built_in()

    # ---- finding -------------------------------------------------------------------------

    def find(self, type_: type[R], name: str) -> R:
        """Return a record by its id or receipt (``A-421``, in either case).

        Raises:
            NotFoundError: if there is none.
        """
        self._store.refresh()
        record = self._store.get(type_, name)
        wanted = name.strip().upper()
        if record is None:
            record = next(
                (r for r in self._store.all(type_) if wanted in (r.receipt, r.id)),
                None,
            )
        if record is None:
            raise NotFoundError(_("There is no {name} here.").format(name=name))
        return record

    def sessions(self) -> list[Session]:
        """Return all sessions, the latest opened first."""
        self._store.refresh()
        return sorted(self._store.all(Session), key=lambda s: (s.opened, s.id), reverse=True)

    def current_session(self) -> Session | None:
        """Return the last opened workshop still open, else the open permanence, else None."""
        is_open = [s for s in self.sessions() if s.is_open and s.kind != SessionKind.EVENT]
        workshops = [s for s in is_open if s.kind == SessionKind.WORKSHOP]
        return next(iter(workshops or is_open), None)

    def session(self, name: str = "") -> Session:
        """Return the session with that id or receipt; the current one where none is named.

        Raises:
            NotFoundError: if it is not there, or none is open.
        """
        if name:
            return self.find(Session, name)
        current = self.current_session()
        if current is None:
            raise NotFoundError(
                _("No session is open."),
                _("Open one with: naho session open --workshop ID --site ID"),
            )
        return current

    def session_title(self, session: Session) -> str:
        """Return what people call the session: its own title or its workshop's name."""
        workshop = self._programme.workshop(session.workshop)
        return session.title or (str(workshop.name) if workshop else session.workshop)

    def format_of(self, session: Session) -> Format:
        """Return the columns of the session's wall."""
        return find_format(session.format)

    def notes(self, session: str = "") -> list[Note]:
        """Return notes as typed, oldest first; of one session where its id is given."""
        self._store.refresh()
        return [n for n in self._store.all(Note) if not session or n.session == session]

    # ---- sessions ------------------------------------------------------------------------

    def open_session(
        self,
        workshop: str,
        site: str,
        *,
        format: str = "",
        audience: str = AUDIENCE_ALL,
        attendance: int | None = None,
        actor: str = Actor.COMMAND,
    ) -> Session:
        """Open a session.

        Raises:
            NotFoundError: if the programme has no such workshop or site, or no such format.
            UsageError: if the attendance is no number of people.
        """
        checked_attendance(attendance)
        shop = find_workshop(self._programme, workshop)
        find_site(self._programme, site)
        if format and find_format(format).id != format:
            raise NotFoundError(_("There is no format {name}.").format(name=format))
        return self._add(
            Session(
                workshop=workshop,
                site=site,
                kind=shop.kind,
                format=format or shop.format,
                audience=checked_words(audience),
                opened=self._clock.now_ms(),
                attendance=attendance,
            ),
            actor,
        )

    def close_session(
        self,
        id: str,
        *,
        attendance: int | None = None,
        actor: str = Actor.COMMAND,
    ) -> Session:
        """Close a session; it refuses notes from then on, and a permanence never opens again.

        Raises:
            NotFoundError: if it is not there.
            RefusedError: if it is closed already.
            UsageError: if the attendance is no number of people.
        """
        checked_attendance(attendance)
        session = self.find(Session, id)
        if not session.is_open:
            raise RefusedError(_("This session is closed already."))
        fields: dict[str, object] = {"closed": self._clock.now_ms()}
        if attendance is not None:
            fields["attendance"] = attendance
        return self._change(session, fields, actor, closing(self._store, session, self._clock))

    # ---- notes ---------------------------------------------------------------------------

    def column_id(self, session: Session, name: str) -> str:
        """Return the id of a column given by id or name; the first one for ``""``.

        Raises:
            UsageError: if the session's wall has no such column.
        """
        columns = self.format_of(session).columns
        if not name:
            return columns[0].id
        wanted = folded(name.strip())
        for column in columns:
            words = (column.id, column.name.fr, column.name.en, column.one.fr, column.one.en)
            if wanted in map(folded, words):
                return column.id
        raise UsageError(
            _("This wall has no column {name}.").format(name=name), known(c.id for c in columns)
        )

    def check(self, text: str) -> tuple[Kind, ...]:
        """Return the kinds of personal data that a text seems to hold, before it is stored.

        Whoever types it is told the kinds and never the words: the screen may be on a wall.

        Raises:
            RefusedError: if the text would be refused anyway.
        """
        return self._detectors.kinds(checked_text(text))

    def new_note(
        self, session: Session, column: str, text: str, *, dots: int = 0, origin: Origin
    ) -> Note:
        """Return a checked note that is not stored yet.

        Raises:
            RefusedError: if the session is closed or takes no notes, or the text is refused.
            UsageError: if the column is not on the wall or the dots are negative.
        """
        if not session.is_open:
            raise RefusedError(
                _("This session is closed; it takes no more notes."),
                _("Open another one."),
            )
        if session.kind == SessionKind.EVENT:
            raise RefusedError(_("An event has attendance only, no notes."))
        return Note(
            session=session.id,
            column=self.column_id(session, column),
            text=checked_text(text),
            dots=checked_dots(dots),
            origin=origin,
            at=self._clock.now_ms(),
        )

    def add_note(
        self,
        session: Session,
        column: str,
        text: str,
        *,
        dots: int = 0,
        origin: Origin = Origin.ROOM,
        actor: str = Actor.COMMAND,
    ) -> Note:
        """Store one note; raises what :meth:`new_note` raises, and StoreError.

        A note said in a permanence opens its day, if nobody did: refusing it would lose a voice.
        """
        self._store.refresh()
        session = self._store.get(Session, session.id) or session
        note = self.new_note(session, column, text, dots=dots, origin=origin)
        return self._add(note, actor, opening(self._store, session, self._clock, origin))

    def edit_note(
        self,
        id: str,
        *,
        text: str | None = None,
        dots: int | None = None,
        review: Review | None = None,
        actor: str = Actor.COMMAND,
    ) -> Note:
        """Change a note's words, dots or review; what is None stays.

        Other words were not reviewed: they take back what was decided about the ones before.

        Raises:
            NotFoundError: if it is not there.
            RefusedError: if the text is refused.
        """
        note = self.find(Note, id)
        fields: dict[str, object] = {}
        if text is not None:
            fields["text"] = checked_text(text)
            if fields["text"] != note.text:
                fields["review"] = Review.NONE
        if dots is not None:
            fields["dots"] = checked_dots(dots)
        if review is not None:
            fields["review"] = review
        return self._change(note, fields, actor)

    def move_note(self, id: str, column: str, *, actor: str = Actor.COMMAND) -> Note:
        """Carry a note to another column of its wall; raises what :meth:`move_notes` raises."""
        return self.move_notes([self.find(Note, id)], column, actor=actor)[0]

    def move_notes(
        self, notes: Sequence[Note], column: str, *, actor: str = Actor.COMMAND
    ) -> list[Note]:
        """Carry notes to another column of their wall, as one change; one of each wall.

        Args:
            notes: what they say here does not matter, what is kept does.
            column: id or name.
            actor: who asks.

        Returns:
            The notes as they are now.

        Raises:
            NotFoundError: if one is not there any more.
            UsageError: if the column is not on the wall.
        """
        kept = self._kept(notes)
        sessions = {id_: self.find(Session, id_) for id_ in {note.session for note in kept}}
        to = {id_: self.column_id(session, column) for id_, session in sessions.items()}
        for session, column_id in to.items():
            moving = (n for n in kept if n.session == session and n.column != column_id)
            self._store.append([patch(Note, n.id, column=column_id) for n in moving], actor)
        return [msgspec.structs.replace(note, column=to[note.session]) for note in kept]

    def remove_note(self, id: str, *, actor: str = Actor.COMMAND) -> Note:
        """Take a note off the wall; raises what :meth:`remove_notes` raises."""
        return self.remove_notes([self.find(Note, id)], actor=actor)[0]

    def remove_notes(self, notes: Sequence[Note], *, actor: str = Actor.COMMAND) -> list[Note]:
        """Take notes off their wall, as one change; one of each wall.

        A group that keeps fewer than two notes dissolves with it. An undo brings it all back,
        and the bin brings back the notes.

        Raises:
            NotFoundError: if one is not there any more.
        """
        kept = self._kept(notes)
        for session in dict.fromkeys(note.session for note in kept):
            leaving = [note for note in kept if note.session == session]
            changes: list[Change] = [remove(Note, note.id) for note in leaving]
            if any(note.cluster for note in leaving):
                clusters = [c for c in self._store.all(Cluster) if c.session == session]
                changes += left_behind(self.notes(session), (n.id for n in leaving), clusters)
            self._store.append(changes, actor)
        return kept

    def _kept(self, notes: Sequence[Note]) -> list[Note]:
        return [self.find(Note, id_) for id_ in dict.fromkeys(note.id for note in notes)]

    # ---- visits --------------------------------------------------------------------------

    def add_visit(
        self,
        site: str,
        *,
        role: str = "",
        count: int = 1,
        day: str = "",
        source: str = "",
        actor: str = Actor.COMMAND,
    ) -> Visit:
        """Count entries of a site's staff.

        Raises:
            NotFoundError: if the programme has no such site or role.
            UsageError: if the count is zero.
        """
        find_site(self._programme, site)
        if role:
            find_role(self._programme, role)
        if count == 0:
            raise UsageError(_("A count of zero says nothing."))
        return self._add(
            Visit(
                site=site,
                role=role,
                count=count,
                day=day or self._clock.today().isoformat(),
                at=self._clock.now_ms(),
                source=checked_words(source),
            ),
            actor,
        )

    def declare_unique(
        self, first: str, last: str, source: str, *, actor: str = Actor.COMMAND
    ) -> UniqueVisitors:
        """Keep the team's word that the visits of these days are different people.

        Raises:
            UsageError: if the days are in the wrong order or no source is given.
        """
        if first > last:
            raise UsageError(_("The first day is after the last one."))
        if is_blank(source):
            raise UsageError(_("Say on what ground these visits are different people."))
        declared = UniqueVisitors(
            first=first, last=last, source=checked_words(source), at=self._clock.now_ms()
        )
        return self._add(declared, actor)

    # ---- storing -------------------------------------------------------------------------

    def _add(self, record: R, actor: str, also: Sequence[Change] = ()) -> R:
        id_, *_others = self._store.append([put(record), *also], actor)
        return msgspec.structs.replace(record, id=id_)

    def _change(
        self, record: R, fields: dict[str, object], actor: str, also: Sequence[Change] = ()
    ) -> R:
        changed = {k: v for k, v in fields.items() if getattr(record, k) != v}
        if changed:
            change: Change = patch(type(record), record.id, **changed)
            self._store.append([change, *also], actor)
        return msgspec.structs.replace(record, **changed)
