"""Where one can go in the app: names, keys and titles of the screens, made when first shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from naho_feedback.i18n import N_

if TYPE_CHECKING:
    from textual.screen import Screen

    from naho_feedback.bootstrap import Naho


@dataclass(frozen=True)
class Place:
    """A screen that a key opens from everywhere.

    Attributes:
        name: as in :class:`naho_feedback.tui.messages.GoTo`.
        key: the key.
        shown: what the footer calls the key.
        label: English message, translated when shown.
        short: a shorter one for the line of keys.
    """

    name: str
    key: str
    shown: str
    label: str
    short: str


PLACES: Final = (
    Place("door", "f2", "F2", N_("Door"), N_("Door")),
    Place("wall", "f3", "F3", N_("Wall"), N_("Wall")),
    Place("kiosk", "f4", "F4", N_("Questionnaires"), N_("Questionnaires")),
    Place("summary", "f5", "F5", N_("Summary"), N_("Summary")),
    Place("themes", "f6", "F6", N_("Themes"), N_("Themes")),
    Place("send", "f8", "F8", N_("Send to"), N_("Send")),
    Place("sessions", "ctrl+o", "^o", N_("Sessions"), N_("Sessions")),
    Place("review", "ctrl+g", "^g", N_("To be read"), N_("To read")),
    Place("programme", "ctrl+r", "^r", N_("Programme"), N_("Programme")),
    Place("dashboard", "f10", "F10", N_("Dashboard"), N_("Board")),
)


def make_screen(naho: Naho, name: str, args: Mapping[str, str]) -> Screen[Any]:
    """Return a new screen; its module is imported only now.

    Raises:
        KeyError: if there is no screen of that name.
    """
    match name:
        case "restitution":
            from naho_feedback.tui.screens.restitution import RestitutionScreen

            return RestitutionScreen(naho, args["session_id"])
        case "photos":
            from naho_feedback.tui.screens.photos import PhotosScreen

            return PhotosScreen(naho, args["session_id"])
        case "wall":
            from naho_feedback.tui.screens.wall import WallScreen

            return WallScreen(naho, session_id=args.get("session_id", ""))
        case "log":
            from naho_feedback.tui.screens.wall_log import WallLogScreen

            return WallLogScreen(naho, args["session_id"])
        case "bin":
            from naho_feedback.tui.screens.wall_bin import WallBinScreen

            return WallBinScreen(naho, args["session_id"])
        case "preview":
            from naho_feedback.tui.screens.survey_preview import PreviewScreen

            return PreviewScreen(naho, args["survey_id"])
        case "kiosk" if args.get("survey_id"):
            from naho_feedback.tui.screens.kiosk import KioskScreen

            return KioskScreen(naho, args["survey_id"], session_id=args.get("session_id", ""))
        case _:
            return _place_alone(naho, name)


def _place_alone(naho: Naho, name: str) -> Screen[Any]:
    """Return the screen of a place that needs no arguments.

    Raises:
        KeyError: if there is no screen of that name.
    """
    match name:
        case "dashboard":
            from naho_feedback.tui.screens.dashboard import DashboardScreen

            return DashboardScreen(naho)
        case "sessions":
            from naho_feedback.tui.screens.sessions import SessionsScreen

            return SessionsScreen(naho)
        case "door":
            from naho_feedback.tui.screens.door import DoorScreen

            return DoorScreen(naho)
        case "programme":
            from naho_feedback.tui.screens.programme import ProgrammeScreen

            return ProgrammeScreen(naho)
        case "kiosk":
            from naho_feedback.tui.screens.surveys import SurveysScreen

            return SurveysScreen(naho)
        case "summary":
            from naho_feedback.tui.screens.summary import SummaryScreen

            return SummaryScreen(naho)
        case "themes":
            from naho_feedback.tui.screens.themes import ThemesScreen

            return ThemesScreen(naho)
        case "review":
            from naho_feedback.tui.screens.review import ReviewScreen

            return ReviewScreen(naho)
        case "send":
            from naho_feedback.tui.screens.send import SendScreen

            return SendScreen(naho)
        case _:
            raise KeyError(name)
