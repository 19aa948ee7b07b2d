"""The plugin host: a typed front to pluggy that keeps each plugin's failures to itself."""

from __future__ import annotations

import logging
import os
import queue
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import ModuleType
from typing import Final, TypeVar

import pluggy

from naho_feedback.contracts.catalogue import Problem
from naho_feedback.contracts.context import PluginContext
from naho_feedback.contracts.plugins import PROJECT, Collector, Command, Exporter, Grouper, Panel
from naho_feedback.domain.events import Happened
from naho_feedback.errors import NahoError
from naho_feedback.hooks import spec
from naho_feedback.hooks.discovery import Found

log = logging.getLogger(__name__)

T = TypeVar("T")

LOAD_SECONDS: Final = 5.0
"""How long a plugin may take to load before the host stops waiting for it."""


class PluginHost:
    """Loads plugins and asks them, each alone; what one does wrong becomes a :class:`Problem`.

    Args:
        plugins: what to load, in the order in which names are given away.
        context_for: makes the context of the plugin with that name.
        may_load: says no to a workspace file that nobody agreed to yet.
    """

    def __init__(
        self,
        plugins: Iterable[Found] = (),
        *,
        context_for: Callable[[str], PluginContext],
        may_load: Callable[[Found], bool] = lambda _: True,
    ) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(spec)
        self._context_for = context_for
        self._problems: dict[Problem, None] = {}
        self._owners: dict[tuple[str, str], str] = {}
        self._brought: dict[str, Mapping[str, object]] = {}
        self._bus: _EventBus | None = None
        self.waiting: list[Found] = []
        for plugin in plugins:
            if may_load(plugin):
                self._load(plugin)
            else:
                self.waiting.append(plugin)
        if os.environ.get("NAHO_TRACE_PLUGINS"):
            self._manager.add_hookcall_monitoring(_trace, lambda *_: None)

    # ---- loading -------------------------------------------------------------------------

    def _load(self, plugin: Found) -> None:
        done: list[ModuleType] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                done.append(plugin.load())
            except BaseException as error:  # noqa: BLE001 - SystemExit in a plugin is a failure too
                failed.append(error)

        thread = threading.Thread(target=run, name=f"load {plugin.name}", daemon=True)
        thread.start()
        thread.join(LOAD_SECONDS)
        if failed:
            self._failed(plugin.name, "load", failed[0], first_line=True)
        elif not done:
            self.report(Problem(plugin=plugin.name, doing="load", error="TimeoutError"))
        else:
            self.register(done[0], plugin.name)

    def register(self, module: object, name: str) -> None:
        """Add a plugin that is already there: a module or any object with hook functions."""
        try:
            self._manager.register(module, name)
        except (ValueError, pluggy.PluginValidationError) as error:
            if self._manager.get_plugin(name) is module:
                self._manager.unregister(module)
            self._failed(name, "register", error, first_line=True)
            return
        for caller in self._manager.get_hookcallers(module) or ():
            if not caller.has_spec():
                unknown = f"unknown hook {caller.name!r}"
                self.report(Problem(plugin=name, doing="register", error=unknown))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the plugins that are loaded."""
        return tuple(name for name, plugin in self._manager.list_name_plugin() if plugin)

    # ---- problems ------------------------------------------------------------------------

    def report(self, problem: Problem) -> None:
        """Add a problem to the list that people see."""
        self._problems[problem] = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What failed so far, without repetition."""
        return tuple(self._problems)

    def _failed(
        self, plugin: str, doing: str, error: BaseException, *, first_line: bool = False
    ) -> None:
        """List a failure.

        An exception raised while records are handled may quote them, so its message is kept
        only where that cannot be (``first_line``) or where it was written for people.
        """
        frames = traceback.extract_tb(error.__traceback__)
        where = f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
        said = (
            str(error).partition("\n")[0] if first_line or isinstance(error, NahoError) else where
        )
        self.report(
            Problem(plugin=plugin, doing=doing, error=f"{type(error).__name__}: {said}"[:300])
        )
        log.error(
            "plugin %s failed in %s: %s\n%s",
            plugin,
            doing,
            type(error).__name__,
            "".join(traceback.format_tb(error.__traceback__)),
        )

    # ---- asking --------------------------------------------------------------------------

    def _ask(self, hook: str) -> Iterator[tuple[str, object]]:
        """Call one hook of each plugin alone and yield (plugin, one thing that it brings)."""
        plugins = dict(self._manager.list_name_plugin())
        for name, plugin in plugins.items():
            if plugin is None:
                continue
            others = [other for other in plugins.values() if other not in (None, plugin)]
            caller = self._manager.subset_hook_caller(hook, others)
            if not caller.get_hookimpls():
                continue
            ask = partial(caller, context=self._context_for(name))
            things = self._guarded(name, hook, partial(_flat, ask))
            for thing in things or ():
                yield name, thing

    def _guarded(self, plugin: str, doing: str, call: Callable[[], T]) -> T | None:
        """Return what a plugin's code returns; None, and a listed problem, where it fails."""
        try:
            return call()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one of the three named edges
            self._failed(plugin, doing, error)
            return None

    def _by_name(self, hook: str, type_: type[T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for plugin, thing in self._ask(hook):
            name = getattr(thing, "name", None)
            if not isinstance(thing, type_) or not isinstance(name, str):
                wrong = f"{type(thing).__name__} is no {type_.__name__} with a name"
                self.report(Problem(plugin=plugin, doing=hook, error=wrong))
            elif name in found:
                taken = f"the name {name!r} is taken"
                self.report(Problem(plugin=plugin, doing=hook, error=taken))
            else:
                found[name] = thing
                self._owners[hook, name] = plugin
        return found

    def _remembered(self, hook: str, type_: type[T]) -> dict[str, T]:
        """Return what plugins brought, asked once."""
        if hook not in self._brought:
            self._brought[hook] = self._by_name(hook, type_)
        return self._brought[hook]  # type: ignore[return-value]  # one hook brings one type

    def exporters(self) -> dict[str, Exporter]:
        """Return exporters by name."""
        return self._remembered("register_exporters", Exporter)  # type: ignore[type-abstract]

    def groupers(self) -> dict[str, Grouper]:
        """Return groupers by name."""
        return self._remembered("register_groupers", Grouper)  # type: ignore[type-abstract]

    def collectors(self) -> dict[str, Collector]:
        """Return collectors by name."""
        return self._remembered("register_collectors", Collector)  # type: ignore[type-abstract]

    def panels(self) -> tuple[Panel, ...]:
        """Return dashboard tiles in their order."""
        panels: Mapping[str, Panel] = self._remembered("register_panels", Panel)  # type: ignore[type-abstract]
        return tuple(sorted(panels.values(), key=lambda panel: (panel.order, panel.name)))

    def commands(self, noun: str) -> dict[str, Command]:
        """Return the verbs that plugins add to a noun, by name."""
        every = self._remembered("register_commands", Command)
        return {name: command for name, command in every.items() if command.noun == noun}

    def settings_for(self, name: str) -> dict[str, object]:
        """Return the settings that ``naho.toml`` holds for the plugin that brought ``name``."""
        owner = self._owners.get(("register_exporters", name), name)
        return dict(self._context_for(owner).settings)

    # ---- telling -------------------------------------------------------------------------

    def event_happened(self, event: Happened) -> None:
        """Tell every plugin that a record changed; returns at once."""
        if not self._manager.hook.event_happened.get_hookimpls():
            return
        if self._bus is None:
            self._bus = _EventBus(self._deliver)
        self._bus.put(event)

    def _deliver(self, event: Happened) -> None:
        plugins = dict(self._manager.list_name_plugin())
        for name, plugin in plugins.items():
            others = [other for other in plugins.values() if other not in (None, plugin)]
            caller = self._manager.subset_hook_caller("event_happened", others)
            tell = partial(caller, event=event, context=self._context_for(name))
            self._guarded(name, "event_happened", tell)

    def close(self, wait: float = 0.0) -> None:
        """Stop telling; wait at most ``wait`` seconds for what was already said.

        What plugins hold is let go of too.
        """
        for name, grouper in self._brought.get("register_groupers", {}).items():
            if isinstance(grouper, Grouper):
                self._guarded(name, "close", grouper.close)
        if self._bus is not None:
            self._bus.close(wait)


def _flat(ask: Callable[[], Iterable[Iterable[object]]]) -> list[object]:
    return [thing for things in ask() for thing in things]


class _EventBus:
    """One thread that passes events on, so that a slow plugin never holds up a screen."""

    def __init__(self, deliver: Callable[[Happened], None]) -> None:
        self._queue: queue.SimpleQueue[Happened | None] = queue.SimpleQueue()
        self._deliver = deliver
        self._thread = threading.Thread(target=self._run, name="plugin events", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (event := self._queue.get()) is not None:
            self._deliver(event)

    def put(self, event: Happened) -> None:
        self._queue.put(event)

    def close(self, wait: float) -> None:
        self._queue.put(None)
        self._thread.join(wait)


def _trace(hook: str, _impls: object, kwargs: Mapping[str, object]) -> None:
    log.info("hook %s called with %s", hook, ", ".join(sorted(kwargs)))
