"""What people call things that records and plugins know by an id."""

from __future__ import annotations

from naho_feedback.domain.audiences import Audience
from naho_feedback.i18n import gettext as _


def audience_name(audience: str) -> str:
    """Return what people call an audience; the id of one that is not known here."""
    names: dict[str, str] = {
        Audience.TEAM: _("project team"),
        Audience.MANAGER: _("managers"),
        Audience.PUBLIC: _("everybody"),
        Audience.RAW: _("records as typed"),
    }
    return names.get(audience, audience)


def doing_name(doing: str) -> str:
    """Return what a plugin was asked when it failed; the id of what is not known here.

    Args:
        doing: as :class:`~naho_feedback.contracts.catalogue.Problem` holds it.
    """
    return {
        "load": _("loading"),
        "register": _("checking its functions"),
        "register_exporters": _("naming its targets"),
        "register_groupers": _("naming its groupers"),
        "register_collectors": _("naming what it imports"),
        "register_panels": _("naming its tiles"),
        "register_commands": _("naming its commands"),
        "event_happened": _("hearing of a change"),
        "plan": _("preview"),
        "send": _("sending"),
        "import": _("reading a file"),
        "group": _("sorting by theme"),
        "warm": _("getting ready"),
        "similar": _("looking for similar notes"),
        "close": _("letting go of what it holds"),
        "data": _("figures of its tile"),
    }.get(doing, doing)
