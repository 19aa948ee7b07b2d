"""``naho export``: the installed targets as commands; see what would be sent, then send."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from naho_feedback.cli import console
from naho_feedback.cli.parts import (
    JSON_FLAG,
    example_lines,
    fail,
    field_help,
    flag,
    option,
    verb,
    yes_option,
)
from naho_feedback.cli.shapes import ExportOut, TargetOut
from naho_feedback.cli.state import State
from naho_feedback.contracts.options import OptionField, Options, option_fields
from naho_feedback.contracts.plugins import Exporter, Plan, PlanAction, Receipt
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.text import one_line
from naho_feedback.domain.views import View
from naho_feedback.errors import NahoError, PluginError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.id_words import audience_name

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

_COMMAND: Final = "command"
"""The function that is logged where nobody could be asked."""

_MARKS: Final = {
    PlanAction.CREATE: "+",
    PlanAction.UPDATE: "~",
    PlanAction.LEAVE: "=",
    PlanAction.REFUSE: "!",
}


def build() -> click.Group:
    """Return ``naho export``."""
    return _Targets(
        "export",
        help=_(
            "Send the results to a target. First what would change there, then, once you agree, "
            "the sending. The targets are those that the workspace's plugins bring."
        ),
        epilog=example_lines(("naho export --list", "naho export csv --plan", "naho export csv")),
        callback=_list,
        invoke_without_command=True,
        subcommand_metavar=_("TARGET [ARGUMENTS]..."),
        params=[
            flag("--list", help=_("List the targets.")),
            flag("--json", JSON_FLAG, help=_("Print JSON; see docs/json.md.")),
        ],
    )


class _Targets(click.Group):
    """A group whose commands are the installed exporters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the targets; none where no workspace says which plugins there are."""
        state = ctx.ensure_object(State)
        try:
            targets = state.naho.plugins.exporters()
        except NahoError as error:
            # Help is shown all the same; the sentence stands before it.
            console.say(str(error))
            return super().list_commands(ctx)
        return sorted({*targets, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a target.

        Raises:
            PluginError: if none of that name is installed.
        """
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        naho = ctx.ensure_object(State).naho
        if any(plugin.name == cmd_name for plugin in naho.plugins.waiting):
            raise PluginError(
                _("The plugin {name} waits for your yes.").format(name=one_line(cmd_name)),
                _("Give it with: naho plugin trust {name}").format(name=one_line(cmd_name)),
            )
        return _target(naho.exporting.exporter(cmd_name))


@click.pass_context
def _list(ctx: click.Context, /, *, list: bool, as_json: bool) -> None:
    if ctx.invoked_subcommand is not None:
        return
    if not list and not as_json:
        raise click.exceptions.NoArgsIsHelpError(ctx)
    exporters = ctx.ensure_object(State).naho.plugins.exporters()
    targets = [TargetOut(name=name, label=str(e.label)) for name, e in sorted(exporters.items())]
    if as_json:
        console.out_json(targets)
    else:
        console.out_lines(console.aligned((target.name, target.label) for target in targets))


# ---- one target ----------------------------------------------------------------------------


class _Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks of a target, besides its own options."""

    plan: bool
    yes: bool
    show_view: bool
    audience: Audience
    as_json: bool


def _target(exporter: Exporter) -> click.Command:
    fields = option_fields(exporter.options)
    own = [
        flag("--plan", help=_("Only show what would change there.")),
        yes_option(),
        option(
            "--audience",
            type=click.Choice([str(audience) for audience in Audience]),
            default=str(Audience.MANAGER),
            help=_("For whom; left out: managers. raw is asked for and logged."),
        ),
        flag("--show-view", help=_("Print what the plugin would receive, and send nothing.")),
    ]
    taken = {name for param in own for name in param.opts}
    flags = [_option(field, exporter.name, taken) for field in fields]
    return verb(
        exporter.name,
        _callback(exporter, fields),
        help=_("Send to: {label}").format(label=str(exporter.label)),
        examples=(
            f"naho export {exporter.name} --plan",
            f"naho export {exporter.name} --audience public --yes",
        ),
        params=[*own, *flags],
    )


def _option(field: OptionField, target: str, taken: set[str]) -> click.Option:
    """Return the flag of one of the target's own options; None tells that it was left out."""
    name = field.name.replace("_", "-")
    if f"--{name}" in {*taken, "--json", "--help"}:
        name = f"{target}-{name}"
    names = f"--{name}/--no-{name}" if field.type is bool else f"--{name}"
    return click.Option(
        [names, _param(field)], type=field.type, default=None, help=field_help(field)
    )


def _param(field: OptionField) -> str:
    return f"option_{field.name}"


def _callback(exporter: Exporter, fields: tuple[OptionField, ...]) -> Callable[..., None]:
    def run(
        state: State, *, plan: bool, yes: bool, show_view: bool, audience: str, **rest: Any
    ) -> None:
        chosen = {f.name: rest[_param(f)] for f in fields if rest[_param(f)] is not None}
        wish = _Wish(
            plan=plan,
            yes=yes,
            show_view=show_view,
            audience=Audience(audience),
            as_json=rest[JSON_FLAG],
        )
        naho = state.naho
        _export(naho, exporter.name, naho.exporting.options(exporter.name, chosen), wish)

    return run


def _export(naho: Naho, name: str, options: Options, wish: _Wish) -> None:
    view = _view(naho, name, wish)
    if wish.show_view:
        if not wish.audience.rights.asked:  # that was logged when it was asked for
            naho.exporting.log(f"view {name}", wish.audience)
        console.out_json(view)
        return
    plan = naho.exporting.plan(name, view, options)
    if not wish.as_json:
        _show_plan(plan, wish.audience)
    todo = plan.count(PlanAction.CREATE) + plan.count(PlanAction.UPDATE)
    if wish.plan or (todo and not _agreed(wish, todo)):
        if wish.as_json:
            _show_json(name, plan, wish, None)
        if not wish.plan:
            console.say(_("Nothing was sent. To send it, add --yes."))
            fail()
        return
    sent: list[Receipt] = []
    try:
        for receipt in naho.exporting.send(name, view, plan, options):
            sent.append(receipt)
            if not wish.as_json:
                console.out(f"{receipt.key}  {one_line(receipt.reference)}", flush=True)
    finally:
        # What was sent stays sent, whatever comes after it.
        if wish.as_json:
            _show_json(name, plan, wish, sent)
    _tell_end(plan, len(sent), todo)


def _view(naho: Naho, name: str, wish: _Wish) -> View:
    """Return the view that the target gets; records as typed are granted and logged first.

    Raises:
        RefusedError: if nobody could be asked for them, or no function was typed.
    """
    if wish.audience == Audience.RAW:
        if console.can_ask():
            function = console.ask(
                _("Records as typed leave the team. In which function do you ask for them?")
            )
        elif wish.yes:
            function = _COMMAND
        else:
            raise RefusedError(
                _("Records as typed are given only to somebody who asks for them."),
                _("At a terminal the command asks; elsewhere add --yes, which is logged."),
            )
        naho.exporting.grant_raw(f"export {name}", function)
    return naho.gate.view(wish.audience)


def _agreed(wish: _Wish, todo: int) -> bool:
    if wish.yes:
        return True
    if wish.as_json or not console.can_ask():
        return False
    question = ngettext("Send {n} thing?", "Send {n} things?", todo)
    return console.confirm(question.format(n=todo))


# ---- words ---------------------------------------------------------------------------------


def _show_plan(plan: Plan, audience: Audience) -> None:
    console.out(
        _("To: {target} · audience: {audience}").format(
            target=one_line(plan.target), audience=audience_name(audience)
        )
    )
    for item in plan.items:
        detail = f"  {one_line(item.detail)}" if item.detail else ""
        console.out(f"  {_MARKS[item.action]} {one_line(item.title)}{detail}")
    counts = (
        _("{n} to create").format(n=plan.count(PlanAction.CREATE)),
        _("{n} to update").format(n=plan.count(PlanAction.UPDATE)),
        _("{n} unchanged").format(n=plan.count(PlanAction.LEAVE)),
        _("{n} refused").format(n=plan.count(PlanAction.REFUSE)),
    )
    console.out(" · ".join(counts))


def _show_json(name: str, plan: Plan, wish: _Wish, sent: list[Receipt] | None) -> None:
    console.out_json(
        ExportOut(
            name=name,
            audience=wish.audience,
            plan=plan,
            done=sent is not None,
            sent=tuple(sent or ()),
        )
    )


def _tell_end(plan: Plan, sent: int, todo: int) -> None:
    if not todo:
        console.say(_("There is nothing to send."))
    else:
        console.say(ngettext("{n} thing sent.", "{n} things sent.", sent).format(n=sent))
    if refused := plan.count(PlanAction.REFUSE):
        console.say(
            ngettext("{n} thing was refused.", "{n} things were refused.", refused).format(
                n=refused
            )
        )
        fail()
