"""Attack on visits over time: whoever writes down what is printed of them, again and again."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import put
from naho_feedback.domain.programme import Programme, Role, Site
from naho_feedback.domain.publications import VisitBatch
from naho_feedback.domain.responses import Visit
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.domain.views import Count, View
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock
from naho_feedback.services.gate import Gate
from naho_feedback.store.memory import MemoryStore
from tests.privacy import sabotage
from tests.privacy.attacker import UNLISTED, Printed, narrowed_over_time, shown_small
from tests.telling import Tell

K = 5
SHORT, LONG = 40, 1_000
FIRST = dt.date(2017, 2, 27)
PROGRAMME = Programme(
    name="n@hô",
    title=Localized("Portes ouvertes", "Open doors"),
    sites=tuple(Site(id=id_, name=id_.title()) for id_ in ("lens", "bethune", "henin", "bassee")),
    roles=tuple(Role(id=id_, name=Localized(id_, id_)) for id_ in ("medecin", "soignant", "autre")),
    workshops=(),
)


def lines_of(view: View, so_far: set[str]) -> dict[str, Printed] | None:
    """Return what a view prints of visits, as lines; None where not even the total is printed.

    A day so far that is counted and has no row is a cell too.
    """
    reach = view.summary.reach
    total = reach.came.value
    if total is None:
        return None
    days = dict.fromkeys(sorted(so_far), UNLISTED)
    days |= {day.day.isoformat(): day.visits for day in view.days}
    lines = {
        "sites": {site.id: site.came for site in reach.sites},
        "roles": {role.id: role.came for role in reach.roles},
        "days": days,
    }
    return {
        name: Printed(total, {("", cell): count for cell, count in line.items()})
        for name, line in lines.items()
        if line
    }


def history(seed: int) -> dict[str, list[Printed]]:
    """Return all that was printed, line by line, of visits that come in some order."""
    rng = random.Random(seed)
    now = [dt.datetime.combine(FIRST, dt.time(8)).astimezone()]
    store, clock = MemoryStore(), Clock(now=lambda: now[0])
    gate = Gate(store, PROGRAMME, Taxonomy(version=1, themes=()), {}, clock)
    sites = rng.choices([s.id for s in PROGRAMME.sites], k=rng.randint(1, 6))
    seen: dict[str, list[Printed]] = {}
    for _ in range(rng.randint(20, 120)):
        now[0] += dt.timedelta(days=1) if rng.random() < 0.03 else dt.timedelta(minutes=4)
        visit = Visit(
            site=rng.choice(sites) if rng.random() < 0.93 else rng.choice(PROGRAMME.sites).id,
            role=rng.choice(("medecin", "soignant", "soignant", "soignant", "autre")),
            count=rng.choice((1, 1, 1, 1, 2, 9)),
            day=now[0].date().isoformat(),
        )
        store.append([put(visit)], "wall")
        if rng.random() < 0.05:
            gate = Gate(store, PROGRAMME, Taxonomy(version=1, themes=()), {}, clock)
        if rng.random() < 0.7:
            view = gate.view(rng.choice((Audience.MANAGER, Audience.PUBLIC)))
            counted = {e[2] for batch in store.all(VisitBatch) for e in batch.entries}
            lines = lines_of(view, counted or {v.day for v in store.all(Visit)})
            for name, line in (lines or {}).items():
                if not seen.get(name) or seen[name][-1] != line:
                    seen.setdefault(name, []).append(line)
    return seen


def attack(seeds: range) -> tuple[int, int, int]:
    """Return how many lines were printed, with something hidden, and recovered."""
    printed = hidden = recovered = 0
    for seed in seeds:
        for prints in history(seed).values():
            printed += len(prints)
            hidden += sum(any(n.value is None for n in line.cells.values()) for line in prints)
            recovered += sum(len(shown_small(line, K, zero=True)) for line in prints)
            recovered += len(narrowed_over_time(prints, K))
    return printed, hidden, recovered


def test_no_hidden_count_is_told_by_what_was_printed_before_and_after(tell: Tell) -> None:
    printed, hidden, recovered = attack(range(SHORT))
    tell("histories of visits", lines=printed, with_hidden_cells=hidden, recovered=recovered)
    assert recovered == 0
    assert hidden > SHORT


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_no_hidden_count_is_told_long(part: int, tell: Tell) -> None:
    seeds = range(9_000 + part * LONG // 10, 9_000 + (part + 1) * LONG // 10)
    printed, hidden, recovered = attack(seeds)
    tell("histories of visits", lines=printed, with_hidden_cells=hidden, recovered=recovered)
    assert recovered == 0


@pytest.mark.parametrize(
    "broken",
    [sabotage.history_forgotten, sabotage.every_visit_shown],
    ids=lambda broken: broken.__name__,
)
def test_a_rule_switched_off_is_noticed(
    broken: sabotage.Sabotage, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    broken(monkeypatch)
    printed, hidden, recovered = attack(range(SHORT))
    name = f"histories of visits, sabotage: {broken.__name__}"
    tell(name, lines=printed, with_hidden_cells=hidden, recovered=recovered)
    assert recovered > 0


@pytest.mark.parametrize("seed", range(6))
def test_an_ordinary_week_is_shown_with_little_delay(seed: int) -> None:
    """630 visits one by one: at the end all but a few are counted, site by site."""
    rng = random.Random(seed)
    now = [dt.datetime.combine(FIRST, dt.time(8)).astimezone()]
    store, clock = MemoryStore(), Clock(now=lambda: now[0])
    gate = Gate(store, PROGRAMME, Taxonomy(version=1, themes=()), {}, clock)
    for number in range(630):
        site = rng.choices([s.id for s in PROGRAMME.sites], (412, 128, 71, 19))[0]
        day = FIRST + dt.timedelta(days=number // 126)
        now[0] = dt.datetime.combine(day, dt.time(8)).astimezone()
        role = rng.choices(("medecin", "soignant", "autre"), (1, 5, 2))[0]
        visit = Visit(site=site, role=role, day=day.isoformat())
        store.append([put(visit)], "wall")
        came = gate.view().summary.reach.came.value or 0
        assert number + 1 - came < max(2 * K, number // 3), "what is shown lags behind"
    now[0] += dt.timedelta(minutes=10)
    reach = gate.view().summary.reach
    assert reach.came == Count(630)
    assert all(site.came.value is not None for site in reach.sites)
    assert store.count(VisitBatch) <= 630 // K + 5
