"""The plugin host: each plugin alone, and what one does wrong is listed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from naho_feedback.api import (
    Exporter,
    Happened,
    Localized,
    NahoError,
    Op,
    Options,
    Panel,
    PanelData,
    Plan,
    PluginContext,
    Taxonomy,
    View,
    WorkspaceStatus,
    hookimpl,
)
from naho_feedback.domain.programme import Programme
from naho_feedback.hooks import host as host_module
from naho_feedback.hooks.discovery import TrustList, discover, in_folder, installed
from naho_feedback.hooks.host import PluginHost


class Target(Exporter):
    label = Localized("Cible", "Target")

    def __init__(self, name: str) -> None:
        self.name = name  # type: ignore[misc]  # one class, several names

    def plan(self, view: View, receipts: object, options: Options) -> Plan:
        return Plan(target="x", items=())

    def send(self, plan: Plan, view: View, options: Options) -> Iterator[object]:  # type: ignore[override]
        return iter(())


class Tile(Panel):
    def __init__(self, name: str, order: int) -> None:
        self.name, self.order = name, order  # type: ignore[misc]

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        return PanelData(title=self.name)


class Good:
    """Brings two targets and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Happened] = []
        self.came = threading.Event()

    @hookimpl
    def register_exporters(self, context: PluginContext) -> Iterable[Exporter]:
        return [Target("one"), Target("two")]

    @hookimpl
    def event_happened(self, event: Happened) -> None:
        self.told.append(event)
        self.came.set()


def raising(error: BaseException) -> object:
    """Return a plugin whose every hook raises."""

    class Bad:
        @hookimpl
        def register_exporters(self) -> Iterable[Exporter]:
            raise error

        @hookimpl
        def event_happened(self) -> None:
            raise error

    return Bad()


@pytest.fixture
def context(programme: Programme, tmp_path: Path) -> PluginContext:
    return PluginContext(
        languages=("fr", "en"),
        programme=programme,
        taxonomy=Taxonomy(version=1, themes=()),
        cache_dir=tmp_path / "cache",
        output_dir=tmp_path / "exports",
    )


@pytest.fixture
def host(context: PluginContext) -> PluginHost:
    return PluginHost(context_for=lambda _: context)


class TestAsking:
    @pytest.mark.parametrize(
        "error", [RuntimeError("boom"), SystemExit(2), NahoError("phrase"), KeyError("x")]
    )
    def test_a_plugin_that_raises_or_exits_is_listed_and_the_others_work(
        self, host: PluginHost, error: BaseException
    ) -> None:
        host.register(Good(), "good")
        host.register(raising(error), "bad")
        assert sorted(host.exporters()) == ["one", "two"]
        (problem,) = host.problems
        assert (problem.plugin, problem.doing) == ("bad", "register_exporters")
        assert type(error).__name__ in problem.error

    def test_the_words_of_an_unexpected_error_are_not_kept(self, host: PluginHost) -> None:
        host.register(raising(ValueError("texte d'un post-it")), "bad")
        host.exporters()
        assert "post-it" not in host.problems[0].error

    def test_a_generator_that_fails_half_way_brings_nothing(self, host: PluginHost) -> None:
        class Half:
            @hookimpl
            def register_exporters(self) -> Iterable[Exporter]:
                yield Target("half")
                raise RuntimeError

        host.register(Half(), "half")
        assert host.exporters() == {}
        assert len(host.problems) == 1

    def test_the_first_to_take_a_name_keeps_it(self, host: PluginHost) -> None:
        first, second = Good(), Good()
        host.register(first, "first")
        host.register(second, "second")
        host.exporters()
        assert {p.error for p in host.problems} == {
            "the name 'one' is taken",
            "the name 'two' is taken",
        }

    def test_what_is_no_exporter_is_listed(self, host: PluginHost) -> None:
        class Wrong:
            @hookimpl
            def register_exporters(self) -> list[str]:
                return ["x"]

        host.register(Wrong(), "wrong")
        assert host.exporters() == {}
        assert "str is no Exporter" in host.problems[0].error

    def test_a_misspelt_hook_and_an_unknown_argument_are_listed(self, host: PluginHost) -> None:
        class Misspelt:
            @hookimpl
            def register_exporter(self) -> None: ...

        class Unknown:
            @hookimpl
            def register_exporters(self, contxt: object) -> None: ...

        host.register(Misspelt(), "misspelt")
        host.register(Unknown(), "unknown")
        assert [p.plugin for p in host.problems] == ["misspelt", "unknown"]
        assert "register_exporter" in host.problems[0].error
        assert host.names == ("misspelt",)

    def test_panels_come_in_their_order(self, host: PluginHost) -> None:
        class Tiles:
            @hookimpl
            def register_panels(self) -> Iterable[Panel]:
                return [Tile("c", 20), Tile("b", 10), Tile("a", 20)]

        host.register(Tiles(), "tiles")
        assert [panel.name for panel in host.panels()] == ["b", "a", "c"]


class TestTelling:
    def test_events_reach_plugins_off_the_calling_thread(self, host: PluginHost) -> None:
        good = Good()
        host.register(raising(RuntimeError()), "bad")
        host.register(good, "good")
        event = Happened(Op.PUT, "notes", "A7K2-1")
        host.event_happened(event)
        assert good.came.wait(5)
        host.close(wait=5)
        assert good.told == [event]
        assert [p.plugin for p in host.problems] == ["bad"]


class TestLoading:
    def write(self, folder: Path, name: str, code: str) -> None:
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(code, encoding="utf-8")

    def load(self, folder: Path, context: PluginContext) -> PluginHost:
        return PluginHost(in_folder(folder), context_for=lambda _: context)

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            ("import nothing_of_that_name", "ModuleNotFoundError"),
            ("raise SystemExit(1)", "SystemExit"),
            ("def f(:", "SyntaxError"),
            ("1 / 0", "ZeroDivisionError"),
        ],
    )
    def test_a_file_that_cannot_be_imported_is_listed(
        self, tmp_path: Path, context: PluginContext, code: str, error: str
    ) -> None:
        self.write(tmp_path / "plugins", "naho_bad.py", code)
        self.write(tmp_path / "plugins", "naho_good.py", "X = 1")
        host = self.load(tmp_path / "plugins", context)
        assert host.names == ("good",)
        assert [(p.plugin, p.doing, p.error.split(":")[0]) for p in host.problems] == [
            ("bad", "load", error)
        ]

    def test_a_file_that_hangs_is_left_behind(
        self, tmp_path: Path, context: PluginContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(host_module, "LOAD_SECONDS", 0.05)
        self.write(tmp_path / "plugins", "slow.py", "import threading; threading.Event().wait()")
        host = self.load(tmp_path / "plugins", context)
        assert [(p.plugin, p.error) for p in host.problems] == [("slow", "TimeoutError")]

    def test_a_workspace_file_waits_for_a_yes_and_a_changed_one_asks_again(
        self, tmp_path: Path, context: PluginContext
    ) -> None:
        self.write(tmp_path / "plugins", "mine.py", "X = 1")
        trust = TrustList(tmp_path / "config" / "plugins.json")

        def loaded() -> tuple[tuple[str, ...], list[str]]:
            host = PluginHost(
                discover(tmp_path / "plugins"), context_for=lambda _: context, may_load=trust.knows
            )
            names = tuple(name for name in host.names if name == "mine")
            return names, [plugin.name for plugin in host.waiting]

        assert loaded() == ((), ["mine"])
        trust.add(next(in_folder(tmp_path / "plugins")))
        assert loaded() == (("mine",), [])
        self.write(tmp_path / "plugins", "mine.py", "X = 2")
        assert loaded() == ((), ["mine"])


class TestDiscovery:
    def test_the_bundled_plugins_come_through_the_public_door(self) -> None:
        assert {"csv", "import", "keywords", "panels"} <= {p.name for p in installed()}

    def test_this_repository_is_a_workspace_that_finds_its_plugins_once(self) -> None:
        folder = Path(__file__).parents[2] / "plugins"
        found = [p for p in discover(folder) if p.module == "naho_csv"]
        assert [p.origin for p in found] == ["installed"]

    def test_a_workspace_file_wins_over_a_bundled_one_of_the_same_name(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "naho_csv.py").write_text("X = 1")
        (found,) = [p for p in discover(tmp_path) if p.module == "naho_csv"]
        assert found.origin == "workspace"

    def test_nothing_is_imported_by_looking(self, tmp_path: Path) -> None:
        (tmp_path / "bomb.py").write_text("raise SystemExit")
        assert "bomb" in {p.name for p in discover(tmp_path)}
