"""The restitution: what one session said, as it is shown to its own room when it is closed.

The room sees what everybody may see (the public view), so that the screen may stand on a
projector: exact counts of notes and dots, gated counts of people, quotes only once reviewed.
"""

from __future__ import annotations

import msgspec

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.views import ActionLine, Selection, SittingLine, ThemeFigure, View
from naho_feedback.services.gate import Gate


class Restitution(msgspec.Struct, frozen=True, kw_only=True):
    """One session for its room.

    Attributes:
        view: everything that the public may know of the session.
        sitting: the session itself; None for a permanence.
        barriers: notes in columns of that side; ``enablers``, ``ideas``, ``questions`` alike.
        themes: named themes, largest first.
        aside: thin praise and what is off topic.
        unsorted: notes that nobody has sorted yet.
        actions: decisions that start from a theme of this session: what becomes of it.
    """

    view: View
    sitting: SittingLine | None
    notes: int
    dots: int
    barriers: int
    enablers: int
    ideas: int
    questions: int
    themes: tuple[ThemeFigure, ...]
    aside: tuple[ThemeFigure, ...]
    unsorted: int
    actions: tuple[ActionLine, ...]


def restitution(gate: Gate, session: str) -> Restitution:
    """Return what a session may be shown of itself.

    Args:
        gate: makes the view.
        session: the session's id.
    """
    view = gate.view(Audience.PUBLIC, Selection(session=session))
    figures = (*view.summary.themes, *view.summary.aside)
    named = tuple(theme for theme in view.summary.themes if theme.id)
    spoken = {theme.id for theme in named}
    return Restitution(
        view=view,
        sitting=view.sittings[0] if view.sittings else None,
        notes=view.summary.notes,
        dots=view.summary.dots,
        barriers=sum(theme.barriers for theme in figures),
        enablers=sum(theme.enablers for theme in figures),
        ideas=sum(theme.ideas for theme in figures),
        questions=sum(theme.questions for theme in figures),
        themes=named,
        aside=view.summary.aside,
        unsorted=sum(theme.notes for theme in figures if not theme.id),
        actions=tuple(action for action in view.actions if action.theme in spoken),
    )
