"""How entries and declarations are said at the door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from naho_feedback.domain.programme import Programme
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import clock_time, number, period


def cell_words(programme: Programme, site: str, role: str) -> str:
    """Return ``Paramédical, Lens``; the site alone where no role was asked."""
    found = programme.role(role)
    who = str(found.name) if found else role
    return one_line(", ".join(part for part in (who, programme.site_name(site)) if part))


def entry_words(programme: Programme, record: Visit | UniqueVisitors) -> str:
    """Return what was stored, in one line: ``Paramédical, Lens (10 h 42)``."""
    if isinstance(record, UniqueVisitors):
        return declared_words((record,))
    said = cell_words(programme, record.site, record.role)
    if record.count != 1:
        n = ngettext("{n} visit", "{n} visits", record.count).format(n=number(record.count))
        said = f"{n}, {said}"
    if record.source:
        said = f"{said}, {one_line(record.source)}"
    return f"{said} ({clock_time(local_time(record.at))})"


def declared_words(declared: Sequence[UniqueVisitors]) -> str:
    """Return whether the day's visits are people, and on what ground."""
    if not declared:
        return _("Visits, not people: nobody declared them different.")
    last = declared[-1]
    first_day, last_day = dt.date.fromisoformat(last.first), dt.date.fromisoformat(last.last)
    return _("Declared to be different people, {period}: {source}").format(
        period=period(first_day, last_day), source=one_line(last.source)
    )
