"""What commands are made of: nouns and verbs with examples, options, and their types.

Commands are built by functions, once the language is known, so that every word of ``--help``
goes through gettext.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from naho_feedback.contracts.options import OptionField
from naho_feedback.i18n import gettext as _

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

JSON_FLAG: Final = "as_json"
"""The parameter that ``--json`` fills."""


class LazyNoun(click.Group):
    """A group whose commands are built, and their modules imported, only when used.

    Args:
        lazy: command name to ``"module:function"``; the function returns the command.
    """

    def __init__(self, name: str, *, lazy: Mapping[str, str], **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self._lazy = dict(lazy)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, imported or not."""
        added = super().list_commands(ctx)
        return [*self._lazy, *(name for name in added if name not in self._lazy)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, built at its first use."""
        if cmd_name in self._lazy and cmd_name not in self.commands:
            module, _colon, function = self._lazy[cmd_name].partition(":")
            self.add_command(getattr(import_module(module), function)(), cmd_name)
        return super().get_command(ctx, cmd_name)


def example_lines(examples: Sequence[str]) -> str:
    """Return the end of a help text: command lines as they are typed, never wrapped."""
    # \b is click's mark for a paragraph whose lines stay as they are.
    return "\n".join(("\b", _("Examples:"), *(f"  {example}" for example in examples)))


def noun(
    name: str,
    commands: Sequence[click.Command],
    *,
    help: str,
    examples: Sequence[str],
    cls: type[click.Group] = click.Group,
) -> click.Group:
    """Return a group of commands.

    Args:
        name: as typed.
        commands: its verbs.
        help: what it is about.
        examples: whole command lines.
        cls: the kind of group.
    """
    return cls(
        name,
        commands=commands,
        help=help,
        epilog=example_lines(examples),
        subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
    )


def verb(
    name: str,
    callback: Callable[..., None],
    *,
    help: str,
    examples: Sequence[str],
    params: Sequence[click.Parameter] = (),
    json: bool = True,
) -> click.Command:
    """Return a command.

    Args:
        name: as typed.
        callback: gets the :class:`~naho_feedback.cli.state.State`, then the parameters by name.
        help: what it does.
        examples: whole command lines.
        params: arguments and options.
        json: whether it prints JSON when asked.
    """
    every = list(params)
    if json:
        every.append(flag("--json", JSON_FLAG, help=_("Print JSON; see docs/json.md.")))
    return click.Command(
        name,
        callback=click.pass_obj(callback),
        help=help,
        epilog=example_lines(examples),
        params=every,
    )


def option(*names: str, help: str, **attributes: Any) -> click.Option:
    """Return an option; a text option is ``""`` where it is left out."""
    if not attributes.keys() & {"type", "default", "multiple", "required"}:
        attributes["default"] = ""
    return click.Option(names, help=help, **attributes)


def flag(*names: str, help: str) -> click.Option:
    """Return an option without a value."""
    return click.Option(names, help=help, is_flag=True)


def field_help(field: OptionField) -> str:
    """Return the sentence of a declared option, with what holds where it is left out."""
    said = str(field.text)
    if field.default not in ("", None) and field.type is not bool:
        said = _("{text} (otherwise {value})").format(text=said, value=field.default)
    return said


def argument(name: str, **attributes: Any) -> click.Argument:
    """Return an argument."""
    return click.Argument([name], **attributes)


def session_option() -> click.Option:
    """Return ``--session``."""
    return option(
        "--session", metavar="ID", help=_("The session; left out: the one that is open now.")
    )


def yes_option() -> click.Option:
    """Return ``--yes``."""
    return flag("--yes", "-y", help=_("Do it without asking."))


def day_option(*names: str, help: str, required: bool = False) -> click.Option:
    """Return an option that takes a day written ``2017-02-27``; None where it is left out."""
    return click.Option(names, help=help, metavar="DAY", required=required, callback=_day)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        # Python also reads 20170227 and 2017-W09-1, which nobody means.
        return dt.date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        said = _("There is no such day; write it as 2017-02-27.")
        raise click.BadParameter(said, ctx, param) from None


def fail() -> NoReturn:
    """End with status 1; what failed was said already."""
    raise click.exceptions.Exit(1)
