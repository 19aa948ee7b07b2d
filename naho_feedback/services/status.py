"""What the dashboard may know besides the view: counts of work, no texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from naho_feedback.contracts.catalogue import PluginCatalogue
from naho_feedback.contracts.plugins import OpenSession, WorkspaceStatus
from naho_feedback.contracts.store import Store
from naho_feedback.domain.actions import Action, ActionStatus
from naho_feedback.domain.deliveries import Delivery, DeliveryStatus
from naho_feedback.domain.notes import Note, find_format
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.permanence import Permanence


def workspace_status(
    store: Store,
    capture: Capture,
    programme: Programme,
    plugins: PluginCatalogue,
    clock: Clock,
    *,
    to_review: int = 0,
    backup_age: int | None = None,
) -> WorkspaceStatus:
    """Count open sessions and what waits for somebody.

    Args:
        store: the records.
        capture: sessions and notes.
        programme: what sites and workshops are called.
        plugins: the plugins that failed.
        clock: what day it is.
        to_review: notes that may point at somebody and wait for a reader.
        backup_age: seconds since the last copy of the journal, None where there is none.
    """
    permanence = Permanence(store, clock)
    open_ = list(_on_now(capture.sessions(), permanence))
    today = clock.today().isoformat()
    notes: Counter[str] = Counter()
    for note in store.all(Note):
        notes[note.session] += 1
    finished = (ActionStatus.DONE, ActionStatus.REFUSED)
    return WorkspaceStatus(
        open_sessions=tuple(
            _open_session(s, since, capture, programme, notes[s.id]) for s, since in open_
        ),
        to_send=sum(d.status != DeliveryStatus.SENT for d in store.all(Delivery)),
        to_review=to_review,
        late_actions=sum(
            bool(a.due) and a.due < today and a.status not in finished for a in store.all(Action)
        ),
        problems=len(plugins.problems),
        backup_age=backup_age,
    )


def _on_now(sessions: Iterable[Session], permanence: Permanence) -> Iterator[tuple[Session, int]]:
    """Yield what is open and since when; a permanence only on the days on which it is."""
    for session in sessions:
        if not session.is_open:
            continue
        if session.kind != SessionKind.PERMANENCE:
            yield session, session.opened
        elif (day := permanence.open_day(session)) is not None:
            yield session, day.opened


def _open_session(
    session: Session, since: int, capture: Capture, programme: Programme, notes: int
) -> OpenSession:
    return OpenSession(
        id=session.id,
        workshop=capture.session_title(session),
        site=programme.site_name(session.site),
        audience=session.audience,
        format=str(find_format(session.format).name),
        since=since,
        notes=notes,
    )
