"""Beginning: the app, the demonstration and a new workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naho_feedback import i18n
from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, flag, option, verb
from naho_feedback.cli.state import State, release_log
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, UsageError, WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace import SETTINGS_FILE, Workspace, read_workspace, refuse_occupied

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

_DEMO_FOLDER = "naho-demo"


def need_terminal(hint: str) -> None:
    """Refuse where the app cannot be painted or typed into.

    Raises:
        NahoError: unless stdin, stdout and stderr, on which Textual paints, are a terminal.
    """
    if not _at_a_terminal():
        raise NahoError(_("The app needs a terminal."), hint)


def run_app(state: State) -> None:
    """Show the app on the workspace; without one, offer to make it at once.

    Raises:
        NahoError: without a terminal or a workspace.
    """
    if state.folder is None and _at_a_terminal() and not _has_workspace(state):
        _begin(state)
        return
    naho = state.naho_of_app
    need_terminal(_("Commands work without one; see: naho --help"))
    show_app(naho)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def _has_workspace(state: State) -> bool:
    try:
        _root = state.workspace
    except WorkspaceError:
        return False
    return True


def _begin(state: State) -> None:
    """Ask what to begin with, then open it."""
    from naho_feedback.cli.beginning import Answers, complete, offer

    chosen = offer(Path.cwd())
    if chosen is None:
        return
    if chosen == "demo":
        from naho_feedback.cli.demo import make_demo

        workspace = make_demo(Path(_DEMO_FOLDER))
    elif (chosen / SETTINGS_FILE).is_file():
        workspace = read_workspace(chosen)
    else:
        workspace = complete(Answers()).make(chosen)
    naho = state.use(workspace)
    state.choose_language("")
    show_app(naho)


def show_app(naho: Naho, *, survey: str = "") -> None:
    """Show the app; ``survey`` names the questionnaires of a kiosk, joined by commas."""
    from naho_feedback.tui.run import run

    release_log()  # the app keeps the log itself
    run(naho, survey=survey)


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
        show_app(state.use(workspace))


# ---- init ----------------------------------------------------------------------------------


def init() -> click.Command:
    """Return ``naho init``."""
    return verb(
        "init",
        _init,
        help=_(
            "Make a new workspace, with the n@hô programme as its example. At a terminal it asks "
            "a few questions; Enter takes what stands in brackets."
        ),
        examples=(
            "naho init my-week",
            "naho init my-week --label B --yes",
            'naho init my-week --name Demain --sites "Arras = 900, Douai = 700"',
        ),
        params=[
            argument("folder", metavar="DIR"),
            option(
                "--label",
                metavar="LETTER",
                help=_("This laptop's letter; two laptops of one week carry two letters."),
            ),
            option(
                "--screens",
                type=click.Choice(i18n.LANGUAGES),
                help=_("The language of the screens."),
            ),
            option("--name", metavar="TEXT", help=_("The programme's name.")),
            option(
                "--sites",
                metavar="TEXT",
                help=_("Its sites with their headcounts, such as: Lens = 1100, Béthune = 600"),
            ),
            option(
                "--keyboard",
                type=click.Choice(("azerty", "qwerty")),
                help=_("The keys of the counting screen."),
            ),
            flag("--yes", "-y", help=_("Ask nothing; take what is not given from the example.")),
        ],
    )


def _init(
    state: State,
    *,
    folder: str,
    label: str,
    screens: str | None,
    name: str,
    sites: str,
    keyboard: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    _refuse_workspace_option(state)
    from naho_feedback.cli.beginning import Answers, complete, read_sites

    given = Answers(label, screens or "", name, read_sites(sites) if sites else (), keyboard or "")
    refuse_occupied(Path(folder).absolute())  # before anybody answers questions for nothing
    if console.can_ask() and not (yes or as_json):
        given = complete(given)
    _tell(given.make(Path(folder)), as_json=as_json)


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
        from naho_feedback.cli.shapes import WorkspaceOut

        console.out_json(WorkspaceOut.of(workspace))
        return
    where = one_line(str(workspace.root))
    console.out(where)
    console.say(_("Open it with: naho -w {folder}").format(folder=where))
