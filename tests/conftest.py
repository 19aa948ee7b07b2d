"""Fixtures shared by every layer: French, a fixed day, nobody's own configuration."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from naho_feedback import i18n
from naho_feedback.contracts.catalogue import Problem
from naho_feedback.contracts.plugins import Collector, Exporter, Grouper, Panel
from naho_feedback.domain.events import Happened
from naho_feedback.domain.programme import (
    Headcount,
    Programme,
    Role,
    SessionKind,
    Site,
    Workshop,
)
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock

pytest_plugins = ("tests.telling",)

TODAY = dt.date(2017, 3, 3)

# A shell starts what runs in its background with ctrl+c ignored, and programs inherit that: the
# tests that press it would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """Three workers a processor: much of what a screen's test takes is a pilot that waits."""
    return 3 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Speak French in every test, whatever the one before did."""
    before = i18n.set_language("fr")
    yield
    i18n.set_language(before)


@pytest.fixture(autouse=True)
def _own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's trust list and environment out of the tests, and the tests out of them."""
    monkeypatch.setenv("NAHO_CONFIG_DIR", str(tmp_path / "config"))
    for name in ("NAHO_LANGUAGE", "NAHO_DISABLE_PLUGINS", "NAHO_TRACE_PLUGINS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def programme() -> Programme:
    """Return two sites, two roles and one workshop of each kind."""
    return Programme(
        name="n@hô",
        title=Localized("Portes ouvertes", "Open doors"),
        sites=(Site(id="lens", name="Lens"), Site(id="bethune", name="Béthune")),
        roles=(
            Role(id="medecin", name=Localized("Médecin", "Doctor")),
            Role(id="autre", name=Localized("Autre", "Other")),
        ),
        workshops=(
            Workshop(
                id="post-it",
                name=Localized("Atelier post-it", "Post-it workshop"),
                format="freins-leviers",
            ),
            _workshop("discours", SessionKind.EVENT),
            _workshop("maison", SessionKind.PERMANENCE),
        ),
        headcounts=(
            Headcount(site="*", count=2000, date=dt.date(2017, 2, 27), source="annonce"),
            Headcount(site="lens", count=1100, date=dt.date(2017, 2, 27), source="inventé"),
        ),
    )


def _workshop(id_: str, kind: SessionKind) -> Workshop:
    return Workshop(id=id_, name=Localized(id_.title(), id_.title()), kind=kind)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at 10:00 on the last day of the open-door week."""
    return Clock(now=lambda: dt.datetime.combine(TODAY, dt.time(10)).astimezone())


class FakePlugins:
    """A catalogue that holds what a test puts in it."""

    def __init__(self) -> None:
        self.all_exporters: dict[str, Exporter] = {}
        self.all_groupers: dict[str, Grouper] = {}
        self.all_collectors: dict[str, Collector] = {}
        self.settings: dict[str, dict[str, object]] = {}
        self.told: list[Happened] = []
        self.reported: list[Problem] = []

    def exporters(self) -> dict[str, Exporter]:
        return self.all_exporters

    def groupers(self) -> dict[str, Grouper]:
        return self.all_groupers

    def collectors(self) -> dict[str, Collector]:
        return self.all_collectors

    def panels(self) -> tuple[Panel, ...]:
        return ()

    def event_happened(self, event: Happened) -> None:
        self.told.append(event)

    def settings_for(self, name: str) -> dict[str, object]:
        return self.settings.get(name, {})

    def report(self, problem: Problem) -> None:
        self.reported.append(problem)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.reported)


@pytest.fixture
def plugins() -> FakePlugins:
    """Return an empty catalogue."""
    return FakePlugins()
