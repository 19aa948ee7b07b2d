"""What people did to themes, in words."""

from __future__ import annotations

from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.i18n import gettext as _
from naho_feedback.services.themes import ThemeStep


def told(step: ThemeStep, taxonomy: Taxonomy) -> str:
    """Return one line about what was done to a theme."""
    other = taxonomy.label(step.other)
    sentences = {
        "found": _("{said} became a theme"),
        "split": _("{said} was split off from {other}"),
        "named": _("{name} is called {said}"),
        "merged": _("{name} went into {other}"),
        "unmerged": _("{name} stands for itself again"),
        "word": _("“{said}” speaks of {name}"),
        "unword": _("“{said}” does not speak of {name} any more"),
    }
    return one_line(sentences[step.kind].format(said=step.said, name=step.name, other=other))
