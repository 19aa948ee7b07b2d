"""The two forms of the door: a total counted elsewhere, and people instead of visits."""

from __future__ import annotations

from typing import Final

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.typed import day_text, typed_day, typed_number
from naho_feedback.services.wording import number, period
from naho_feedback.tui.screens.door_writes import DoorWrites
from naho_feedback.tui.screens.form import Filled, FormLine, FormScreen

_WHOLE: Final = "whole"
_MORE: Final = "more"


def total_form(naho: Naho, writes: DoorWrites) -> FormScreen[Visit]:
    """Return the form of a total counted at the door with a clicker or on paper."""
    programme = naho.programme
    sources = (_("counted at the door"), _("declared by the team"))

    def save(filled: Filled) -> Visit:
        return writes.enter_total(
            filled["site"],
            typed_number(filled["count"]),
            role=filled["role"],
            day=typed_day(filled["day"]).isoformat(),
            source=", ".join(filter(None, (filled["source"], filled["detail"].strip()))),
            whole=filled["what"] == _WHOLE,
        )

    def preview(filled: Filled) -> str:
        day = typed_day(filled["day"])
        cells = naho.door.counts(day.isoformat()).cells
        wanted = (filled["site"], filled["role"])
        there = sum(n for (s, r), n in cells.items() if s == wanted[0] and wanted[1] in ("", r))
        if not filled["count"].strip():
            return _("Counted so far: {there}.").format(there=number(there))
        count = typed_number(filled["count"])
        after = count if filled["what"] == _WHOLE else there + count
        return _("Counted so far: {there}. Afterwards: {after}.").format(
            there=number(there), after=number(after)
        )

    return FormScreen(
        _("A total"),
        (
            FormLine("count", _("Visits"), hint=_("such as 148"), digits=True),
            FormLine(
                "what",
                _("That is"),
                choices=((_WHOLE, _("all of that day")), (_MORE, _("to be added"))),
            ),
            FormLine("site", _("Site"), choices=tuple((s.id, s.name) for s in programme.sites)),
            FormLine(
                "role",
                _("Role"),
                choices=(
                    ("", _("all roles")),
                    *((role.id, str(role.name)) for role in programme.roles),
                ),
            ),
            FormLine("day", _("Day"), value=day_text(naho.clock.today())),
            FormLine("source", _("Source"), choices=tuple((word, word) for word in sources)),
            FormLine("detail", _("More about it"), hint=_("optional: who, with what")),
        ),
        save,
        preview=preview,
    )


def people_form(naho: Naho, writes: DoorWrites) -> FormScreen[UniqueVisitors]:
    """Return the form that declares the visits of some days to be different people."""

    def save(filled: Filled) -> UniqueVisitors:
        return writes.declare(
            typed_day(filled["first"]).isoformat(),
            typed_day(filled["last"]).isoformat(),
            filled["source"],
        )

    def preview(filled: Filled) -> str:
        first, last = typed_day(filled["first"]), typed_day(filled["last"])
        n = naho.door.between(first.isoformat(), last.isoformat())
        return ngettext(
            "{period}: {n} visit becomes {n} person.",
            "{period}: {n} visits become {n} people.",
            n,
        ).format(period=period(first, last), n=number(n))

    return FormScreen(
        _("Visits that are different people"),
        (
            FormLine("source", _("Ground"), hint=_("such as: badges, list at the door")),
            FormLine("first", _("First day"), value=day_text(naho.clock.today())),
            FormLine("last", _("Last day"), value=day_text(naho.clock.today())),
        ),
        save,
        preview=preview,
        about=_(
            "Only when the team says that nobody was counted twice are visits set against the "
            "headcount. The ground is printed beside the share."
        ),
    )
