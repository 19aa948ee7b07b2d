"""Attack on tables: lines and crossings with their totals, as the gate prints them."""

from __future__ import annotations

import random

import pytest

from naho_feedback.domain.disclosure import Cell
from naho_feedback.services.people import crossed, gated_count, gated_line
from tests.privacy.attacker import Printed, few_together, narrowed, shown_small
from tests.privacy.sabotage import OF_TABLES, Sabotage
from tests.telling import Tell

K = 5
SHORT, LONG = 500, 20_000


def draw(rng: random.Random) -> dict[Cell, int]:
    """Return a table of up to 6 by 6 cells, of a random size and thinness."""
    rows, columns = rng.randint(1, 6), rng.randint(1, 6)
    high, thin = rng.choice((3, 8, 20, 100)), rng.random()
    return {
        (f"r{r}", f"c{c}"): 0 if rng.random() < thin / 2 else rng.randint(0, rng.choice((6, high)))
        for r in range(rows)
        for c in range(columns)
    }


def printed(cells: dict[Cell, int], *, zero: bool) -> Printed | None:
    """Return what the gate prints; None where it does not even print the total."""
    total = gated_count(sum(cells.values()), K, zero=zero)
    if total.value is None:
        return None
    if len({row for row, _column in cells}) == 1:
        line = gated_line({column: n for (_row, column), n in cells.items()}, K, zero=zero)
        return Printed(total.value, {("", column): n for column, n in line.cells.items()})
    table = crossed(cells, K)
    return Printed(total.value, table.cells, table.sites, table.roles)


def recovered(table: Printed, *, zero: bool) -> bool:
    """Whether the attacker finds out anything about fewer than k people."""
    return bool(shown_small(table, K, zero=zero) or few_together(table, K) or narrowed(table, K))


def attack(seed: int, tables: int) -> tuple[int, int, int]:
    """Return how many tables were printed, with something hidden, and recovered."""
    rng = random.Random(seed)
    shown = hidden = lost = 0
    for _ in range(tables):
        cells = draw(rng)
        zero = len({row for row, _column in cells}) > 1 or rng.random() < 0.5
        table = printed(cells, zero=zero)
        if table is not None:
            shown += 1
            hidden += any(n.value is None for n in table.cells.values())
            lost += recovered(table, zero=zero)
    return shown, hidden, lost


def test_no_hidden_count_is_recovered(tell: Tell) -> None:
    shown, hidden, lost = attack(1, SHORT)
    tell("random tables", tables=shown, with_hidden_cells=hidden, recovered=lost)
    assert lost == 0
    assert hidden > SHORT // 4


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_count_is_recovered_long(seed: int, tell: Tell) -> None:
    shown, hidden, lost = attack(100 + seed, LONG // 10)
    tell("random tables", tables=shown, with_hidden_cells=hidden, recovered=lost)
    assert lost == 0


@pytest.mark.parametrize("sabotage", OF_TABLES, ids=lambda sabotage: sabotage.__name__)
def test_a_rule_switched_off_is_noticed(
    sabotage: Sabotage, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    sabotage(monkeypatch)
    shown, _hidden, lost = attack(2, SHORT)
    tell(f"random tables, sabotage: {sabotage.__name__}", tables=shown, recovered=lost)
    assert lost > 0


def test_few_visits_leave_something_to_see() -> None:
    """The rules hide, but they do not hide everything: an ordinary week stays readable."""
    week = {
        ("lens", "medecin"): 60,
        ("lens", "soignant"): 250,
        ("lens", "autre"): 102,
        ("bethune", "medecin"): 12,
        ("bethune", "soignant"): 80,
        ("bethune", "autre"): 36,
        ("la-bassee", "medecin"): 2,
        ("la-bassee", "soignant"): 11,
        ("la-bassee", "autre"): 6,
    }
    table = crossed(week, K)
    assert all(n.value is not None for n in (*table.sites.values(), *table.roles.values()))
    assert sum(n.value is None for n in table.cells.values()) == 4
