"""Starts the app; the command line calls this and nothing else of the screens."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

from naho_feedback.bootstrap import Naho, keep_log
from naho_feedback.tui import prepaint

SWITCH: Final = 0.001
"""Seconds after which a thread that calculates lets a key be answered. With Python's 0.005 the
first letter after a regrouping of 5,000 notes began took up to 58 ms, with this up to 9
(``benchmarks/typing_during_refit.py``)."""


def run(naho: Naho, *, survey: str = "") -> None:
    """Show the app until the person quits.

    Its frame stands while Textual is imported. What goes wrong before the app takes over is told
    as any command tells it; whoever tells it gives the terminal back first
    (:func:`naho_feedback.tui.prepaint.leave`).

    Args:
        naho: the workspace's services; whoever made them closes them.
        survey: id of a questionnaire to hand over at once, several joined by commas; the
            dashboard waits behind it.

    Raises:
        StoreError: if the journal or the log cannot be opened.
    """
    # Importing Textual makes many objects that all live on; looking for garbage among them costs
    # about a seventh of the time to the first frame. The app switches it on again.
    gc.disable()
    sys.setswitchinterval(SWITCH)
    prepaint.paint(str(naho.workspace.root), kiosk=bool(survey))
    if survey or naho.is_open:  # a questionnaire comes first, and wants to know its session
        keep_log(naho.workspace)
        naho.store.refresh()
    _calm_environment()
    from naho_feedback.tui.app import NahoApp  # after the environment: Textual reads it at import

    app = NahoApp(naho, survey=survey, signals=True)
    try:
        app.run()
    finally:
        prepaint.leave()  # the app may have ended before it took over
    if app.failure is not None:
        raise app.failure  # the journal is opened behind the first frame

    from naho_feedback.tui.keeping import back_up_when_leaving  # the terminal is mended by now

    back_up_when_leaving(naho)


def _calm_environment() -> None:
    """Set what Textual reads while it is imported."""
    # The kiosk must not be left by ctrl+c or ctrl+z.
    os.environ.pop("TEXTUAL_ALLOW_SIGNALS", None)
    # Nothing slides: tab underlines and scrolling jump.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # Dead keys are swallowed by some terminals with the kitty protocol (Textual issue 6561).
    if os.environ.get("NAHO_PLAIN_KEYS"):
        os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
