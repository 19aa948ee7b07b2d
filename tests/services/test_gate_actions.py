"""Who carries an action: a function for everybody, a named person for the team alone."""

from __future__ import annotations

import pytest

from naho_feedback.domain.actions import Action
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.services.clock import Clock
from naho_feedback.services.gate import Gate
from naho_feedback.store.memory import MemoryStore


@pytest.fixture
def gate(store: MemoryStore, programme: Programme, clock: Clock) -> Gate:
    actions = (
        Action(decision="Équiper", owner="cadre de santé, bloc", owner_name="Agathe Zola"),
        Action(decision="Former", owner="Mme Zbigniew, cadre"),
    )
    store.append([put(action) for action in actions], Actor.COMMAND)
    return Gate(store, programme, Taxonomy(version=1, themes=()), {}, clock)


@pytest.mark.parametrize("audience", [Audience.MANAGER, Audience.PUBLIC])
def test_managers_and_everybody_read_functions_only(gate: Gate, audience: Audience) -> None:
    """A name that was typed where the function belongs goes too."""
    lines = gate.view(audience).actions
    assert [(line.owner, line.owner_name) for line in lines] == [
        ("cadre de santé, bloc", ""),
        ("[NOM], cadre", ""),
    ]


@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.RAW])
def test_the_team_reads_whom_it_named(gate: Gate, audience: Audience) -> None:
    lines = gate.view(audience).actions
    assert [(line.owner, line.owner_name) for line in lines] == [
        ("cadre de santé, bloc", "Agathe Zola"),
        ("Mme Zbigniew, cadre", ""),
    ]
