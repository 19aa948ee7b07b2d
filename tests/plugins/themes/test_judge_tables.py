"""``naho theme evaluate``: its scores, its baselines, its tasks, and what it says of bad input."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, f1_score

from naho_feedback.api import (
    FileError,
    Localized,
    NahoError,
    PluginContext,
    Said,
    Taxonomy,
    Theme,
    Words,
    option_fields,
)
from naho_themes.judging import commands
from naho_themes.judging.baselines import lsa_kmeans, nmf, rules
from naho_themes.judging.command import TASKS, EvaluateOptions, evaluated
from naho_themes.judging.reading import misspelt, read_labelled
from naho_themes.judging.scores import interval, macro_f1, rand
from naho_themes.judging.table import Table

from .test_engine_rooms import planted


@pytest.fixture(name="wall", scope="module")
def _wall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of planted notes, with themes of the shipped taxonomy as labels."""
    texts, subjects = planted(200)
    names = ("acces", "vecu", "materiel", "innovation")
    path = tmp_path_factory.mktemp("judge") / "wall.csv"
    lines = [f"{text},{names[at]}" for text, at in zip(texts, subjects, strict=True)]
    path.write_text("\n".join(["text,label", *lines]), "utf-8")
    return path


def answer(path: Path, own: Taxonomy, **flags: object) -> Said:
    options = msgspec.convert({"seeds": 1, **flags}, EvaluateOptions)
    *progress, said = evaluated(path, options, own)
    assert all(isinstance(part, str) for part in progress)
    assert isinstance(said, Said)
    return said


class TestTasks:
    @pytest.mark.parametrize("task", [task for task in TASKS if task != "speed"])
    def test_every_task_answers_with_a_table(
        self, wall: Path, taxonomy: Taxonomy, task: str
    ) -> None:
        said = answer(wall, taxonomy, task=task)
        data = json.loads(msgspec.json.encode(said.data))
        assert data["task"] == task
        assert data["rows"]
        assert len(said.lines) >= 5
        assert all(line.isprintable() for line in said.lines)

    def test_speed_measures_growing_walls(
        self, wall: Path, taxonomy: Taxonomy, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("naho_themes.judging.speed.SIZES", (20, 60))
        said = answer(wall, taxonomy, task="speed")
        rows = json.loads(msgspec.json.encode(said.data))["rows"]
        assert [row["notes"] for row in rows] == [20, 60]
        assert all(row["again s"] > 0 for row in rows)

    def test_clustering_measures_the_engine_and_the_baselines_asked_for(
        self, wall: Path, taxonomy: Taxonomy
    ) -> None:
        said = answer(wall, taxonomy, task="cluster", baselines="nmf", typos=0.2)
        rows = json.loads(msgspec.json.encode(said.data))["rows"]
        assert [(row["method"], row["k"], row["typos"]) for row in rows] == [
            ("themes", "known", None),
            ("nmf", "known", None),
            ("themes", "unknown", None),
            ("nmf", "unknown", None),
            ("themes", "known", 0.2),
            ("nmf", "known", 0.2),
        ]
        assert rows[0]["ARI"] == 1.0

    def test_nothing_moves_that_nobody_moved(self, wall: Path, taxonomy: Taxonomy) -> None:
        said = answer(wall, taxonomy, task="stability")
        moved = [row["notes moved"] for row in json.loads(msgspec.json.encode(said.data))["rows"]]
        assert moved[:3] == [0, 0, 0]

    def test_corrections_help_notes_that_nobody_touched(
        self, wall: Path, taxonomy: Taxonomy
    ) -> None:
        said = answer(wall, taxonomy, task="override", taxonomy="own", sample=120)
        rows = json.loads(msgspec.json.encode(said.data))["rows"]
        assert rows[-1]["accuracy"] > rows[0]["accuracy"]


class TestScores:
    def test_macro_f1_is_the_mean_over_the_classes_of_truth(self) -> None:
        truth, found = np.array(["a", "a", "b", ""]), np.array(["a", "c", "b", ""])
        theirs = f1_score(truth, found, labels=["", "a", "b"], average="macro")
        assert macro_f1(truth, found) == pytest.approx(float(theirs))

    def test_rand_is_scikit_learns(self) -> None:
        truth, found = np.array([0, 0, 1, 1]), np.array([1, 1, 0, 2])
        assert rand(truth, found) == adjusted_rand_score(truth, found)

    def test_an_interval_lies_around_its_score(self) -> None:
        assert interval([1.0, 2.0, 3.0], around=0.5) == "-0.450 to 1.450"
        assert interval([2.0, 2.0]) == "2.000 to 2.000"


class TestBaselines:
    def test_rules_know_open_endings_and_accents(self) -> None:
        label = Localized("", "")
        taxonomy = Taxonomy(
            version=1,
            themes=tuple(
                Theme(id=id_, label=label, definition=label, keywords=Words(fr=words))
                for id_, words in (("a", ("form*", "été")), ("b", ("wifi", "panne")))
            ),
        )
        texts = ["Les FORMATEURS", "en ete", "informé", "wifi", "wifi en panne formation", "rien"]
        assert rules(taxonomy, texts) == ["a", "a", "", "b", "b", ""]

    def test_groupings_find_what_is_planted(self) -> None:
        texts, subjects = planted(80)
        for method in (lsa_kmeans, nmf):
            assert rand(np.array(subjects), method(texts, 4, 0)) > 0.8

    def test_the_silhouette_chooses_when_no_number_is_given(self) -> None:
        texts, _subjects = planted(80)
        assert len(set(lsa_kmeans(texts, 0, 0).tolist())) >= 2


class TestReading:
    def test_semicolons_and_a_mark_at_the_front(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.csv"
        path.write_text("\ufefflabel;text\nacces;un mot, deux\n;vide\nx;\n", "utf-8")
        notes = read_labelled(path)
        assert notes.texts == ["un mot, deux", "vide"]
        assert notes.labels.tolist() == ["acces", ""]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"a,b\n1,2\n", "text et label"),
            (b"", "text et label"),
            (b"text,label\n", "pas de post-its"),
            (b"text,label\n\xff\xfe,x\n", "CSV"),
        ],
    )
    def test_a_file_that_makes_no_sense(self, tmp_path: Path, content: bytes, said: str) -> None:
        path = tmp_path / "notes.csv"
        path.write_bytes(content)
        with pytest.raises(FileError, match=said) as caught:
            read_labelled(path)
        assert caught.value.hint

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="CSV"):
            read_labelled(tmp_path / "none.csv")

    def test_a_share_of_words_gets_one_slip(self) -> None:
        texts = ["formation courte imprimante couloir"] * 50
        harmed = misspelt(texts, 0.5, 0)
        same = sum(
            a == b for text in harmed for a, b in zip(text.split(), texts[0].split(), strict=True)
        )
        assert 60 < same < 140
        assert misspelt(texts, 0.0, 0) == texts
        assert misspelt(texts, 0.5, 0) == harmed


class TestVerb:
    def test_its_flags_are_declared(self, context: PluginContext) -> None:
        (command,) = commands(context)
        assert (command.noun, command.name) == ("theme", "evaluate")
        names = [field.name for field in option_fields(command.options)]
        assert names == ["task", "taxonomy", "seeds", "sample", "baselines", "typos"]

    def test_it_runs(self, context: PluginContext, wall: Path) -> None:
        (command,) = commands(context)
        *_progress, said = command.run([wall], EvaluateOptions(task="wall", seeds=1))
        assert isinstance(said, Said)

    @pytest.mark.parametrize(
        ("flags", "said"),
        [
            ({"task": "dance"}, "--task ne connaît pas dance"),
            ({"baselines": "nmf,magic"}, "--baselines ne connaît pas magic"),
            ({"seeds": 0}, "--seeds"),
            ({"typos": 2.0}, "--typos"),
            ({"task": "taxonomy", "taxonomy": "none.toml"}, "none.toml"),
        ],
    )
    def test_flags_that_make_no_sense(
        self, wall: Path, taxonomy: Taxonomy, flags: dict[str, object], said: str
    ) -> None:
        with pytest.raises(NahoError, match=said):
            answer(wall, taxonomy, **flags)

    def test_a_file_of_themes(self, wall: Path, taxonomy: Taxonomy, tmp_path: Path) -> None:
        path = tmp_path / "themes.toml"
        path.write_text(
            """version = 1
[[themes]]
id = "acces"
label = { fr = "Accès", en = "Access" }
definition = { fr = "", en = "" }
keywords = { fr = ["parking"], en = [] }
""",
            "utf-8",
        )
        said = answer(wall, taxonomy, task="taxonomy", taxonomy=str(path))
        assert "1 themes" in said.lines[0]


def test_a_table_is_lines_and_data() -> None:
    table = Table(title="t", columns=("a", "b"), rows=(("x", 0.12345), (None, 3)))
    assert table.lines() == (
        "t",
        "",
        "| a | b     |",
        "| - | ----- |",
        "| x | 0.123 |",
        "|   | 3     |",
        "",
    )
    assert table.data() == {
        "title": "t",
        "rows": [{"a": "x", "b": 0.12345}, {"a": None, "b": 3}],
    }
