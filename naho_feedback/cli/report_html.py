"""The account of a period as one HTML file: style and photos inside, nothing fetched."""

from __future__ import annotations

import base64
from collections.abc import Callable

from naho_feedback.cli.pages import rendered
from naho_feedback.cli.report_model import Page
from naho_feedback.i18n import gettext as _
from naho_feedback.services.report_parts import ReportPhoto


def html(page: Page) -> str:
    """Return the page; what people typed is escaped, every word of it."""
    filters: dict[str, Callable[..., str]] = {"data_uri": _data_uri, "percent": _percent}
    return rendered("report.html.jinja", filters, page=page, words=_words())


def _data_uri(photo: ReportPhoto) -> str:
    picture = photo.picture
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode('ascii')}"


def _percent(share: float) -> str:
    """Return a length for the style sheet; anything heard at all is a hair that can be seen."""
    return f"{max(100 * min(share, 1), 1 if share else 0):.1f}%"


def _words() -> dict[str, str]:
    return {
        "figures": _("In figures"),
        "promises": _("You said, we did"),
        "promises_caption": _("What was heard, what was decided, and where it stands."),
        "heard": _("You said"),
        "did": _("We did"),
        "status": _("Where it stands"),
        "themes": _("What comes back"),
        "themes_caption": _("Barriers and enablers of each theme; counts of notes."),
        "theme": _("Theme"),
        "barriers": _("Barriers"),
        "enablers": _("Enablers"),
        "notes": _("Notes"),
        "quotes": _("In their words"),
        "next": _("What comes next"),
        "done": _("done"),
        "to_do": _("to come"),
        "photos": _("In pictures"),
        "limits": _("What these figures cannot say"),
    }
