"""What a session is called, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naho_feedback.cli.shapes import SessionOut
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import one_line
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import clock_time, long_day

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho


def session_out(naho: Naho, session: Session, notes: int) -> SessionOut:
    """Return the JSON shape of a session."""
    return SessionOut.of(
        session,
        title=naho.capture.session_title(session),
        site_name=naho.programme.site_name(session.site),
        notes=notes,
    )


def session_words(naho: Naho, session: Session) -> str:
    """Return what people call a session, safe to print: workshop, site, day and time."""
    opened = local_time(session.opened)
    words = (
        naho.capture.session_title(session),
        naho.programme.site_name(session.site),
        f"{long_day(opened.date())} {clock_time(opened)}",
    )
    return " · ".join(one_line(word) for word in words if word)
