"""Verbs that plugins add to a noun: their flags, their help, and printing what they answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from naho_feedback.cli import console
from naho_feedback.cli.parts import JSON_FLAG, argument, field_help, flag, verb
from naho_feedback.cli.state import State
from naho_feedback.contracts.options import OptionField, option_fields
from naho_feedback.contracts.plugins import Command, Said
from naho_feedback.domain.text import one_line, shown
from naho_feedback.errors import NahoError, PluginError, UsageError
from naho_feedback.i18n import gettext as _


class OpenNoun(click.Group):
    """A noun of ours that plugins may add verbs to; ours keep their names and need no plugin."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return our verbs, then those of plugins."""
        own = super().list_commands(ctx)
        return [*own, *sorted(self._brought(ctx).keys() - set(own))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command; plugins are loaded only for a verb that is none of ours."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        brought = self._brought(ctx).get(cmd_name)
        return _verb(brought) if brought else None

    def _brought(self, ctx: click.Context) -> dict[str, Command]:
        state = ctx.ensure_object(State)
        try:
            return state.naho_anywhere.plugins.commands(self.name or "")
        except NahoError:
            return {}  # help is shown all the same; whoever needs the workspace says what is wrong


def _verb(command: Command) -> click.Command:
    fields = option_fields(command.options)
    files = [
        argument(
            _file(place),
            metavar=name,
            type=click.Path(path_type=Path),
        )
        for place, name in enumerate(command.files)
    ]
    return verb(
        command.name,
        _callback(command, fields),
        help=str(command.help),
        examples=command.examples,
        params=[*files, *(_flag(field) for field in fields)],
    )


def _file(place: int) -> str:
    return f"file_{place}"


def _flag(field: OptionField) -> click.Option:
    name = f"--{field.name.replace('_', '-')}"
    if field.type is bool and not field.default:
        return flag(name, field.name, help=str(field.text))
    names = f"{name}/--no-{name[2:]}" if field.type is bool else name
    return click.Option(
        [names, field.name], type=field.type, default=field.default, help=field_help(field)
    )


def _callback(command: Command, fields: Sequence[OptionField]) -> Callable[..., None]:
    def run(_state: State, **given: Any) -> None:
        files = [given[_file(place)] for place in range(len(command.files))]
        try:
            chosen = {field.name: given[field.name] for field in fields}
            options = msgspec.convert(chosen, command.options)
        except msgspec.ValidationError as error:
            raise UsageError(shown(str(error))) from None
        said = _answer(command, lambda: command.run(files, options))
        if given[JSON_FLAG]:
            console.out_json(said.data)
        else:
            console.out_lines(shown(line) for line in said.lines)

    return run


def _answer(command: Command, run: Callable[[], Any]) -> Said:
    """Run a plugin's command, whose failure is its own, and say on stderr how far it is."""
    said = Said(lines=())
    try:
        for part in run():
            if isinstance(part, Said):
                said = part
            else:
                console.say(one_line(part))
    except NahoError:
        raise
    except Exception as error:
        # A row may be quoted in the message, so only the type is told.
        raise PluginError(
            _("{command} failed ({kind}).").format(
                command=f"naho {command.noun} {command.name}", kind=type(error).__name__
            ),
            _("See: naho plugin list"),
        ) from error
    return said
