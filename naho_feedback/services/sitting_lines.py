"""Workshops and events as an audience may see them."""

from __future__ import annotations

from collections import Counter

from naho_feedback.domain.personal_data import Detectors
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.views import Selection, SittingLine
from naho_feedback.services.clock import local_time
from naho_feedback.services.people import gated_count
from naho_feedback.services.tally import Tally, day_fits


def sittings(
    counts: Tally, selection: Selection, programme: Programme, detectors: Detectors, k: int
) -> tuple[SittingLine, ...]:
    """Return the workshops and events that were opened on the selected days, oldest first.

    Each attendance is gated alone. Whoever adds them up leaves the hidden ones out, so that
    every figure, and every difference of two, is made of groups of k people or more.
    """
    notes = Counter(note.session for note in counts.notes)
    held = sorted(counts.sessions.values(), key=lambda s: (s.opened, s.id))
    return tuple(
        _line(session, programme, detectors, k, notes[session.id])
        for session in held
        if session.kind != SessionKind.PERMANENCE
        and day_fits(local_time(session.opened).date(), selection)
    )


def _line(
    session: Session, programme: Programme, detectors: Detectors, k: int, notes: int
) -> SittingLine:
    shop = programme.workshop(session.workshop)
    when = local_time(session.opened)
    counted = session.attendance
    return SittingLine(
        session=session.id,
        workshop=session.workshop,
        title=detectors.redacted(session.title) or (str(shop.name) if shop else session.workshop),
        site=session.site,
        site_name=programme.site_name(session.site),
        kind=str(session.kind),
        day=when.date(),
        start=f"{when:%H:%M}",
        attendance=None if counted is None else gated_count(counted, k),
        notes=notes,
    )
