"""``naho``: builds the command line and says what went wrong in one sentence."""

from __future__ import annotations

import errno
import gettext as system_gettext
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from naho_feedback import __version__, i18n
from naho_feedback.cli import console
from naho_feedback.cli.parts import LazyNoun, example_lines, flag, option
from naho_feedback.cli.state import State, release_log
from naho_feedback.domain.text import one_line, shown
from naho_feedback.errors import NahoError, UsageError
from naho_feedback.i18n import gettext as _

log = logging.getLogger(__name__)

DONE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130

_COMMANDS: Final = {
    "demo": "naho_feedback.cli.start:demo",
    "init": "naho_feedback.cli.start:init",
    "programme": "naho_feedback.cli.programme:build",
    "session": "naho_feedback.cli.session:build",
    "house": "naho_feedback.cli.house:build",
    "note": "naho_feedback.cli.note:build",
    "wall": "naho_feedback.cli.wall:build",
    "import": "naho_feedback.cli.bring_in:build",
    "visit": "naho_feedback.cli.visit:build",
    "survey": "naho_feedback.cli.survey:build",
    "kiosk": "naho_feedback.cli.kiosk:build",
    "theme": "naho_feedback.cli.theme:build",
    "summary": "naho_feedback.cli.summary:build",
    "photo": "naho_feedback.cli.photo:build",
    "report": "naho_feedback.cli.report:build",
    "export": "naho_feedback.cli.export:build",
    "plugin": "naho_feedback.cli.plugin:build",
    "privacy": "naho_feedback.cli.privacy:build",
    "verify": "naho_feedback.cli.care:build_verify",
    "backup": "naho_feedback.cli.care:build_backup",
    "restore": "naho_feedback.cli.care:build_restore",
    "doctor": "naho_feedback.cli.care:build_doctor",
}


class _Root(LazyNoun):
    """The top: knows the workspace and the language before anything is parsed or explained."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Choose the language first, so that even ``naho --help -w DIR`` speaks it."""
        state = ctx.ensure_object(State)
        try:
            given, _rest, _order = self.make_parser(ctx).parse_args(list(args))
        except click.UsageError:
            given = {}  # the parse below says what is wrong
        state.folder = Path(given["workspace"]) if given.get("workspace") else None
        state.plugins = not given.get("no_plugins")
        state.choose_language(str(given.get("language") or ""))
        _teach_click()
        _translate_root(self)
        if helping := self.get_help_option(ctx):  # made by the parse above, before click was taught
            helping.help = _("Show this message and exit.")
        return super().parse_args(ctx, args)


def build_cli() -> click.Group:
    """Return the whole command line; a command's module is imported when it is used."""
    root = _Root(
        "naho",
        lazy=_COMMANDS,
        callback=click.pass_context(_no_command),
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            option("-w", "--workspace", metavar="DIR", help=""),
            flag("--no-plugins", help=""),
            option("--language", type=click.Choice(i18n.LANGUAGES), help=""),
            click.Option(["--version"], is_flag=True, is_eager=True, callback=_version),
        ],
    )
    _translate_root(root)
    return root


def _translate_root(root: _Root) -> None:
    """Put the words of ``naho --help`` in the current language."""
    root.help = _(
        "Listens to people and proves it: notes, questionnaires, themes, a summary, exports. "
        "Without a command it opens the app."
    )
    root.subcommand_metavar = _("[COMMAND] [ARGUMENTS]...")
    root.epilog = example_lines(("naho demo", "naho -w DIR session list", "naho note add --help"))
    words = {
        "workspace": _("The workspace; left out: the current folder or one above it."),
        "no_plugins": _("Load no plugin."),
        "language": _("The language of what is said here."),
        "version": _("Print the version."),
    }
    for param in root.params:
        if isinstance(param, click.Option) and param.name in words:
            param.help = words[param.name]


def _teach_click() -> None:
    """Let click's own words come from our catalogue; it uses gettext's process-wide domain."""
    system_gettext.bindtextdomain(i18n.DOMAIN, str(i18n.CATALOGUES))
    system_gettext.textdomain(i18n.DOMAIN)
    os.environ["LANGUAGE"] = i18n.language()


def _version(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        console.out(f"naho-feedback {__version__}")
        ctx.exit()


def _no_command(ctx: click.Context, /, **_options: object) -> None:
    if ctx.invoked_subcommand is None:
        from naho_feedback.cli.start import run_app

        run_app(ctx.ensure_object(State))


# ---- the edge ------------------------------------------------------------------------------


def main(args: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        args: the words after ``naho``; None takes those of the process.

    Returns:
        0 done, 1 refused or failed, 2 wrong usage, 130 interrupted.
    """
    console.prepare_streams()
    state = State()
    try:
        status = _run(state, args)
    finally:
        # What is left open after a failure is only read locks and threads; a second failure
        # here must not hide the first, and everything printed as done is durable already.
        _close(state)
        release_log()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        console.drop_output()
        return status or REFUSED
    return status


def _run(state: State, args: Sequence[str] | None) -> int:
    try:
        result = build_cli().main(args, prog_name="naho", obj=state, standalone_mode=False)
        _tell_problems(state)
    except click.exceptions.NoArgsIsHelpError as error:
        console.say(error.ctx.get_help())
        return WRONG_USAGE
    except click.UsageError as error:
        return _refuse(shown(error.format_message()), _try_help(error), WRONG_USAGE)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        return _refuse(shown(error.format_message()))
    except NahoError as error:
        _tell_problems(state)
        status = WRONG_USAGE if isinstance(error, UsageError) else REFUSED
        return _refuse(shown(error.message), shown(error.hint), status)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        console.drop_output()
        return REFUSED
    except Exception as error:  # noqa: BLE001 - one of the three named edges
        return _unexpected(state, error)
    return result if isinstance(result, int) else DONE


def _refuse(message: str, hint: str = "", status: int = REFUSED) -> int:
    console.say(f"{message}\n{hint}" if hint else message)
    return status


def _try_help(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "naho"
    return _("See: {command}").format(command=f"{command} --help")


def _unexpected(state: State, error: Exception) -> int:
    """Say that something failed and where the details are; they never reach the terminal."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _refuse(_("The disk is full."), _("Make room and try again."))
    # The exception's own message may quote what somebody typed, so only its type is kept.
    details = "".join(traceback.format_tb(error.__traceback__))
    file = _log_file(state)
    log.error("%s\n%s", type(error).__name__, details)
    said = _("Something went wrong ({kind}).").format(kind=type(error).__name__)
    if file is None:
        return _refuse(said, _("Please report it."))
    return _refuse(said, _("Details: {file}").format(file=one_line(str(file))))


def _log_file(state: State) -> Path | None:
    """Return the log that takes the details: the workspace's, else the user's own."""
    from naho_feedback.bootstrap import APP, keep_log

    if "workspace" in state.__dict__:
        try:
            return keep_log(state.workspace)
        except NahoError:
            return None
    import platformdirs

    try:
        folder = platformdirs.user_log_path(APP, appauthor=False, ensure_exists=True)
        handler = logging.FileHandler(folder / "naho.log", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("naho_feedback").addHandler(handler)
    return folder / "naho.log"


def _tell_problems(state: State) -> None:
    """Say on stderr which plugins and questionnaires do not work; all else went on."""
    naho = state.opened
    if naho is None:
        return
    built: dict[str, Any] = naho.__dict__
    if "plugins" in built and naho.plugins.problems and not state.problems_told:
        names = ", ".join(sorted({problem.plugin for problem in naho.plugins.problems}))
        console.say(
            _("These plugins do not work: {names}. See: naho plugin list").format(
                names=one_line(names)
            )
        )
    for error in naho.survey_errors:
        console.say(shown(str(error)))


def _close(state: State) -> None:
    try:
        state.close()
    except NahoError as error:
        _refuse(shown(error.message), shown(error.hint))
    except Exception as error:  # noqa: BLE001 - still the edge of the command line
        _unexpected(state, error)


if __name__ == "__main__":
    sys.exit(main())
