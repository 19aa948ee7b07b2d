"""``naho plugin``: list, trust."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, noun, verb
from naho_feedback.cli.shapes import PluginOut, ProblemOut
from naho_feedback.cli.state import State
from naho_feedback.domain.text import one_line
from naho_feedback.errors import StoreError
from naho_feedback.hooks.discovery import Found, discover
from naho_feedback.hooks.host import PluginHost
from naho_feedback.i18n import gettext as _
from naho_feedback.services.id_words import doing_name


def build() -> click.Group:
    """Return ``naho plugin``."""
    return noun(
        "plugin",
        [
            verb(
                "list",
                _list,
                help=_("List every plugin that was found, and what went wrong with it."),
                examples=("naho plugin list", "naho --no-plugins plugin list --json"),
            ),
            verb(
                "trust",
                _trust,
                help=_(
                    "Say yes to a plugin file of this workspace: it is code that will run here. "
                    "When the file changes, it asks again."
                ),
                examples=("naho plugin trust my_target",),
                params=[argument("name")],
            ),
        ],
        help=_("Plugins: what brings targets, groupers, collectors and tiles."),
        examples=("naho plugin list",),
    )


def _list(state: State, *, as_json: bool) -> None:
    host = state.naho.plugins
    state.problems_told = True
    for ask in (host.exporters, host.groupers, host.collectors, host.panels):
        ask()  # a plugin may load well and fail at its first hook
    plugins = _described(discover(state.workspace.plugins_dir), host)
    if as_json:
        console.out_json(plugins)
        return
    words = {
        "loaded": _("works"),
        "failed": _("does not work"),
        "waiting": _("waits for your yes"),
        "off": _("not loaded"),
    }
    origins = {"installed": _("installed"), "workspace": _("this workspace")}
    rows = [
        (p.name, words[p.state], p.distribution or origins.get(p.origin, p.origin)) for p in plugins
    ]
    for line, plugin in zip(console.aligned(rows), plugins, strict=True):
        console.out(line)
        for problem in plugin.problems:
            said = _("{field}: {problem}").format(
                field=doing_name(problem.doing), problem=one_line(problem.error)
            )
            console.out(f"    {said}")
        if plugin.state == "waiting":
            console.out(
                _("    Read {file}, then: naho plugin trust {name}").format(
                    file=one_line(plugin.file or ""), name=one_line(plugin.name)
                )
            )


def _described(found: tuple[Found, ...], host: PluginHost) -> list[PluginOut]:
    problems: dict[str, list[ProblemOut]] = defaultdict(list)
    for problem in host.problems:
        problems[problem.plugin].append(ProblemOut(doing=problem.doing, error=problem.error))
    waiting = {plugin.module for plugin in host.waiting}
    described = []
    for plugin in found:
        failures = problems.get(plugin.name, [])
        if plugin.module in waiting:
            state = "waiting"
        elif failures:
            state = "failed"
        else:
            state = "loaded" if plugin.name in host.names else "off"
        described.append(_out(plugin, state, failures))
    return described


def _out(plugin: Found, state: str, problems: Sequence[ProblemOut] = ()) -> PluginOut:
    return PluginOut(
        name=plugin.name,
        module=plugin.module,
        origin=plugin.origin,
        distribution=plugin.distribution,
        file=str(plugin.path) if plugin.path else None,
        state=state,
        problems=tuple(problems),
    )


def _trust(state: State, *, name: str, as_json: bool) -> None:
    naho = state.naho
    found = naho.workspace_plugin(name)
    try:
        naho.trust.add(found)
    except OSError as error:
        raise StoreError(
            _("Your yes could not be kept."), _("Check that your own folder may be written.")
        ) from error
    if as_json:
        console.out_json(_out(found, "trusted"))
    else:
        console.out(_("{name} will be loaded from now on.").format(name=one_line(found.name)))
