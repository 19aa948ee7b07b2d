"""Beginning: the app, the kiosk, the demonstration and a new workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, flag, option, verb
from naho_feedback.cli.shapes import WorkspaceOut
from naho_feedback.cli.state import State, release_log
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace import Workspace, init_workspace

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

_DEMO_FOLDER = "naho-demo"


def need_terminal(hint: str) -> None:
    """Refuse where the app cannot be painted or typed into.

    Raises:
        NahoError: unless stdin and stdout are a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NahoError(_("The app needs a terminal."), hint)


def run_app(state: State) -> None:
    """Show the app on the workspace.

    Raises:
        NahoError: without a terminal or a workspace.
    """
    naho = state.naho
    need_terminal(_("Commands work without one; see: naho --help"))
    _show_app(naho)


def _show_app(naho: Naho, *, survey: str = "") -> None:
    from naho_feedback.tui.run import run

    release_log()  # the app keeps the log itself
    run(naho, survey=survey)


# ---- kiosk ---------------------------------------------------------------------------------


def kiosk() -> click.Command:
    """Return ``naho kiosk``."""
    return verb(
        "kiosk",
        _kiosk,
        help=_("Hand the laptop over: one questionnaire, person after person."),
        examples=("naho kiosk sortie-30s",),
        params=[argument("survey")],
        json=False,
    )


def _kiosk(state: State, *, survey: str) -> None:
    naho = state.naho
    found = naho.kiosk.survey(survey)
    need_terminal(_("To store answers without one, see: naho survey answer --help"))
    _show_app(naho, survey=found.id)


# ---- demo ----------------------------------------------------------------------------------


def demo() -> click.Command:
    """Return ``naho demo``."""
    return verb(
        "demo",
        _demo,
        help=_(
            "Look at an invented open-door week: 630 visitors, four hospitals. It is made in a "
            "folder of its own (naho-demo unless you name one) and opened again from there."
        ),
        examples=("naho demo", "naho demo --no-tui my-demo"),
        params=[
            argument("folder", metavar="[DIR]", required=False, default=_DEMO_FOLDER),
            flag("--no-tui", help=_("Make it without opening the app.")),
        ],
    )


def _demo(state: State, *, folder: str, no_tui: bool, as_json: bool) -> None:
    _refuse_workspace_option(state)
    if not (no_tui or as_json):
        need_terminal(_("Make it without the app: naho demo --no-tui"))
    from naho_feedback.cli.demo import make_demo

    workspace = make_demo(Path(folder))
    if no_tui or as_json:
        _tell(workspace, as_json=as_json)
    else:
        _show_app(state.use(workspace))


# ---- init ----------------------------------------------------------------------------------


def init() -> click.Command:
    """Return ``naho init``."""
    return verb(
        "init",
        _init,
        help=_("Make a new workspace, with the n@hô programme as its example."),
        examples=("naho init my-week", "naho init my-week --label B"),
        params=[
            argument("folder", metavar="DIR"),
            option(
                "--label",
                default="A",
                metavar="LETTER",
                help=_("This laptop's letter; two laptops of one week carry two letters."),
            ),
        ],
    )


def _init(state: State, *, folder: str, label: str, as_json: bool) -> None:
    _refuse_workspace_option(state)
    _tell(init_workspace(Path(folder), label.strip().upper()), as_json=as_json)


def _refuse_workspace_option(state: State) -> None:
    if state.folder is not None:
        raise UsageError(
            _("This command takes its folder at the end, not from -w."),
            _("For example: {command}").format(
                command=f"{click.get_current_context().command_path} DIR"
            ),
        )


def _tell(workspace: Workspace, *, as_json: bool) -> None:
    if as_json:
        console.out_json(WorkspaceOut.of(workspace))
        return
    where = one_line(str(workspace.root))
    console.out(where)
    console.say(_("Open it with: naho -w {folder}").format(folder=where))
