"""Finding, reading and making a workspace."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest

from naho_feedback.errors import FileError, UsageError, WorkspaceError
from naho_feedback.workspace import (
    DEMO_TODAY,
    find_workspace,
    init_demo_workspace,
    init_workspace,
    load_taxonomy,
    read_workspace,
)


def test_a_new_workspace_reads_back_as_the_example_programme(tmp_path: Path) -> None:
    made = init_workspace(tmp_path / "new" / "w", "C", language="en", keyboard="qwerty")

    assert made == read_workspace(tmp_path / "new" / "w")
    settings, programme = made.settings, made.settings.programme
    assert (settings.label, settings.language, settings.keyboard) == ("C", "en", "qwerty")
    assert (settings.demo, settings.today, settings.k) == (False, None, 5)
    assert [site.id for site in programme.sites] == [
        "lens",
        "bethune",
        "henin-beaumont",
        "la-bassee",
    ]
    assert {workshop.id: workshop.format for workshop in programme.workshops} == {
        "post-it": "freins-leviers",
        "chambre-connectee": "rose-epine-bouton",
        "realite-augmentee": "rose-epine-bouton",
        "bac-a-sable": "4l",
        "espace-formation": "stop-start-continue",
        "inauguration": "",
        "visite-guidee": "",
        "video": "",
        "maison-du-projet": "mur-libre",
    }
    everybody = programme.headcount()
    assert everybody is not None
    assert everybody.count == 2000
    assert sum(h.count for h in programme.headcounts if h.site != "*") == 2000
    assert [(step.site, step.date) for step in programme.go_lives] == [
        ("lens", dt.date(2018, 3, 1)),
        ("bethune", None),
        ("henin-beaumont", None),
        ("la-bassee", None),
    ]
    assert sorted(path.name for path in made.root.iterdir()) == [
        "data",
        "naho.toml",
        "plugins",
        "surveys",
    ]


def test_the_written_file_explains_itself(tmp_path: Path) -> None:
    text = (init_workspace(tmp_path / "w").root / "naho.toml").read_text("utf-8")

    assert "$" not in text
    assert sum(line.startswith("#") for line in text.splitlines()) > 20
    assert max(map(len, text.splitlines())) <= 100
    assert tomllib.loads(text)["label"] == "A"


def test_the_demo_workspace_says_so_and_stops_its_clock(tmp_path: Path) -> None:
    settings = init_demo_workspace(tmp_path).settings
    assert settings.demo
    assert settings.today == DEMO_TODAY == dt.date(2017, 3, 3)


def test_the_folders_of_a_workspace_lie_inside_it(tmp_path: Path) -> None:
    workspace = init_workspace(tmp_path / "w")
    root = workspace.root
    assert workspace.data_dir == root / "data"
    assert workspace.plugins_dir == root / "plugins"
    assert workspace.surveys_dir == root / "surveys"
    assert workspace.exports_dir == root / "exports"
    assert workspace.cache_dir("csv") == root / "data" / "cache" / "csv"
    assert workspace.cache_dir("../../x").parent == root / "data" / "cache"
    assert workspace.cache_dir("").parent == root / "data" / "cache"


def test_a_workspace_is_found_from_a_folder_below_it(tmp_path: Path) -> None:
    root = init_workspace(tmp_path / "w").root
    deep = root / "data" / "deep"
    deep.mkdir()
    assert find_workspace(deep) == find_workspace(root) == root


def test_a_folder_without_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    for missing in (tmp_path, tmp_path / "none", tmp_path / ("n" * 300), tmp_path / "a\0b"):
        for call in (find_workspace, read_workspace):
            with pytest.raises(WorkspaceError) as caught:
                call(missing)
            assert caught.value.message.isprintable()
            assert "naho init DIR" in caught.value.hint
            assert "naho demo" in caught.value.hint


def test_only_the_folder_itself_is_read(tmp_path: Path) -> None:
    init_workspace(tmp_path / "w")
    with pytest.raises(WorkspaceError):
        read_workspace(tmp_path / "w" / "data")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"\xff\xfe", 1),
        (b"[programme", 1),
        (b"label = 'A'\n[programme]\nname = 'x'\ntitle = 3\n", 2),
        (b"\n\n'\\u001b[31m' = 1", 3),
        (b"[[[[", 1),
        (b"label = 'A'\0", 1),
    ],
)
def test_an_unreadable_settings_file_is_one_sentence_with_its_line(
    tmp_path: Path, raw: bytes, line: int
) -> None:
    (tmp_path / "naho.toml").write_bytes(raw)
    with pytest.raises(FileError) as caught:
        read_workspace(tmp_path)
    assert caught.value.line == line
    assert f"naho.toml:{line}: " in caught.value.message
    assert str(caught.value).isprintable()


def test_a_folder_in_the_place_of_the_settings_is_named(tmp_path: Path) -> None:
    (tmp_path / "naho.toml").mkdir()
    with pytest.raises(FileError, match="This is a folder"):
        read_workspace(tmp_path)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def test_an_existing_workspace_is_left_alone(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(WorkspaceError, match="already"):
        init_workspace(tmp_path, "B")
    assert snapshot(tmp_path) == before


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(WorkspaceError, match="not an empty folder"):
        init_workspace(tmp_path)
    with pytest.raises(WorkspaceError, match="not an empty folder"):
        init_workspace(tmp_path / "letter.txt")
    assert snapshot(tmp_path) == {"letter.txt": b"x"}


@pytest.mark.parametrize("label", ["", "a", "AB", "É", "1", "A\n"])
def test_a_label_is_one_capital_letter(tmp_path: Path, label: str) -> None:
    with pytest.raises(UsageError):
        init_workspace(tmp_path / "w", label)
    assert not (tmp_path / "w").exists()


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        init_workspace(tmp_path / "new" / "w")
    assert snapshot(tmp_path) == {}

    monkeypatch.undo()
    assert init_workspace(tmp_path / "new" / "w").settings.label == "A"


def test_a_place_where_no_folder_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file" / "w", tmp_path / ("n" * 300), tmp_path / "a\0b"):
        with pytest.raises(WorkspaceError):
            init_workspace(place)
    assert snapshot(tmp_path) == {"file": b"x"}


def test_the_taxonomy_has_twenty_themes_with_keywords_in_both_languages() -> None:
    taxonomy = load_taxonomy()

    subjects = [theme for theme in taxonomy.themes if not theme.special]
    assert len({theme.id for theme in taxonomy.themes}) == len(taxonomy.themes)
    assert len(subjects) == 20
    assert [theme.id for theme in taxonomy.themes if theme.special] == ["merci", "hors-sujet"]
    for theme in taxonomy.themes:
        assert theme.label.fr
        assert theme.label.en
        assert theme.definition.fr
        assert theme.definition.en
        assert theme.keywords.fr
        assert theme.keywords.en
        assert theme.examples.fr
    assert load_taxonomy() is taxonomy
