"""Floors under what the engine reaches, on notes that are shipped; ``docs/themes.md`` has more."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from naho_feedback.api import Taxonomy
from naho_themes.judging.baselines import lsa_kmeans, rules
from naho_themes.judging.cluster import engine
from naho_themes.judging.reading import Labelled, misspelt, read_labelled
from naho_themes.judging.scores import information, macro_f1, v_measure
from naho_themes.judging.walls import override
from naho_themes.model import ThemeModel


@pytest.fixture(name="demo", scope="module")
def _demo() -> Labelled:
    """The invented week's notes, with the themes that their author meant."""
    file = resources.files("naho_feedback") / "data" / "demo_week.json"
    notes = json.loads(file.read_text("utf-8"))["notes"]
    return Labelled([n["text"] for n in notes], np.array([n["theme"] for n in notes]))


@pytest.fixture(name="bank", scope="module")
def _bank(data: Path) -> Labelled:
    """Eight intents' worth and more of short English questions."""
    return read_labelled(data / "banking77_sample.csv")


def test_the_taxonomy_layer_beats_plain_rules(demo: Labelled, taxonomy: Taxonomy) -> None:
    plain = macro_f1(demo.labels, np.array(rules(taxonomy, demo.texts)))
    ours = ThemeModel(taxonomy, discovery=False).fit(demo.texts).labels_
    assert macro_f1(demo.labels, np.array(ours)) >= plain + 0.04


def test_misspelt_notes_are_placed_nearly_as_well(demo: Labelled, taxonomy: Taxonomy) -> None:
    model = ThemeModel(taxonomy, discovery=False)
    clean = macro_f1(demo.labels, np.array(model.fit(demo.texts).labels_))
    harmed = misspelt(demo.texts, 0.15, 0)
    assert macro_f1(demo.labels, np.array(model.fit(harmed).labels_)) >= clean - 0.06


def test_groups_are_found_better_than_by_k_means(bank: Labelled) -> None:
    """Adjusted for chance: 77 groups of 4 notes are mostly chance for every other score."""
    ours, plain = engine(bank.texts, bank.groups, 0), lsa_kmeans(bank.texts, bank.groups, 0)
    assert information(bank.labels, ours) >= information(bank.labels, plain)
    assert v_measure(bank.labels, ours) >= 0.78


def test_twenty_corrections_help_untouched_notes(demo: Labelled, taxonomy: Taxonomy) -> None:
    *_progress, table = override(demo, taxonomy, seeds=2, sample=300)
    assert not isinstance(table, str)
    gains = {row[0]: row[2] for row in table.rows}
    assert isinstance(gains[20], float)
    assert gains[20] >= 0.03
