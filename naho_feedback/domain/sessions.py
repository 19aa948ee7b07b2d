"""Sessions: one sitting of a workshop at a site; everything collected belongs to one."""

from __future__ import annotations

from typing import ClassVar

from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.records import Record

AUDIENCE_ALL = "all"


class Session(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One sitting.

    Attributes:
        workshop: workshop id, ``""`` for an import that names none.
        site: site id, ``""`` where none is known.
        kind: how it collects.
        format: id of the wall's columns.
        audience: whom it addresses: ``"all"``, ``"super-users"`` or a unit's name.
        title: shown instead of the workshop's name, for imports.
        opened: Unix time in milliseconds.
        closed: Unix time in milliseconds, or None while it is open.
        attendance: people in the room, or None while nobody counted.
    """

    table: ClassVar[str] = "sessions"
    workshop: str = ""
    site: str = ""
    kind: SessionKind = SessionKind.WORKSHOP
    format: str = ""
    audience: str = AUDIENCE_ALL
    title: str = ""
    opened: int = 0
    closed: int | None = None
    attendance: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether notes and answers may still be added."""
        return self.closed is None


class OpeningDay(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One day on which a permanence was open; it is reopened, never doubled.

    Two laptops that are merged may each have one of the same day: whoever reads takes them
    together.

    Attributes:
        session: the permanence's id.
        day: ISO date on which it was opened; an evening that lasts past midnight keeps it.
        opened: Unix time in milliseconds.
        closed: Unix time in milliseconds, or None while it is open.
        left_open: nobody closed it; it was closed later, at the last thing heard on that day.
    """

    table: ClassVar[str] = "opening_days"
    session: str = ""
    day: str = ""
    opened: int = 0
    closed: int | None = None
    left_open: bool = False
