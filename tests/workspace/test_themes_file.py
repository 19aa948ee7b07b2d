"""``themes.toml``: a workspace's own themes, and the list that comes with the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import find_format
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.errors import FileError
from naho_feedback.workspace import init_workspace, load_areas, load_taxonomy, read_workspace
from naho_feedback.workspace.taxonomy import (
    THEMES_FILE,
    bundled_themes,
    read_themes,
    themes_document,
    themes_path,
)

GOOD = """\
version = 3

[[themes]]
id = "merci"
special = true
label = { fr = "Merci", en = "Thanks" }
definition = { fr = "Un compliment.", en = "A compliment." }

[[themes]]
id = "reseau"
parent = "technique"
label = { fr = "Réseau", en = "Network" }
definition = { fr = "Le wifi.", en = "The wifi." }
keywords = { fr = ["wifi"], en = ["wifi"] }

[[themes]]
id = "soins"
label = { fr = "Soins", en = "Care" }
definition = { fr = "Les soins.", en = "The care." }
keywords.fr = ["soin*"]
keywords.en = ["care"]
examples.fr = ["Qui fait la toilette ?"]
examples.en = ["Who washes him?"]

[[themes]]
id = "technique"
label = { fr = "Technique", en = "Technology" }
definition = { fr = "Ce qui se branche.", en = "What is plugged in." }
keywords.fr = ["cable*"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / THEMES_FILE


def refused(path: Path, text: str) -> FileError:
    path.write_text(text, "utf-8")
    with pytest.raises(FileError) as caught:
        read_themes(path)
    return caught.value


class TestReading:
    def test_a_file_gives_its_themes(self, path: Path) -> None:
        path.write_text(GOOD, "utf-8")
        taxonomy = read_themes(path)

        assert taxonomy.version == 3
        care = taxonomy.theme("soins")
        assert care is not None
        assert care.label.en == "Care"
        assert care.keywords.fr == ("soin*",)
        assert care.examples.en == ("Who washes him?",)
        assert not care.special

    def test_parts_stand_behind_their_theme_and_what_is_no_subject_last(self, path: Path) -> None:
        path.write_text(GOOD, "utf-8")
        themes = read_themes(path).themes

        assert [theme.id for theme in themes] == ["soins", "technique", "reseau", "merci"]
        assert [theme.parent for theme in themes] == ["", "", "technique", ""]
        assert themes[-1].special

    def test_a_byte_order_mark_and_windows_line_ends_change_nothing(self, path: Path) -> None:
        path.write_text(GOOD, "utf-8")
        plain = read_themes(path)
        path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
        assert read_themes(path) == plain

    def test_a_theme_may_do_without_keywords_and_examples(self, path: Path) -> None:
        path.write_text(GOOD, "utf-8")
        thanks = read_themes(path).theme("merci")
        assert thanks is not None
        assert thanks.keywords.fr == thanks.examples.fr == ()

    @pytest.mark.parametrize(
        ("old", "new", "line", "said"),
        [
            ('id = "soins"', 'id = "Soins!"', 17, 'The id "Soins!" is not well formed.'),
            ('id = "soins"', 'id = "-"', 17, 'The id "-" is not well formed.'),
            ('id = "soins"', 'id = "merci"', 17, 'The id "merci" is used twice.'),
            ('"technique"\nlabel', '"rien"\nlabel', 11, 'There is no theme "rien"'),
            ('"technique"\nlabel', '"reseau"\nlabel', 11, "cannot be a part of itself"),
            ('"technique"\nlabel', '"merci"\nlabel', 11, "A theme that is no subject has no parts"),
            ('id = "technique"\n', 'id = "technique"\nparent = "soins"\n', 11, "of another one"),
            ('fr = "Soins", en', 'fr = " ", en', 18, 'The theme "soins" has no French name.'),
            ('"soin*"', '"soin*", "*"', 20, "has no letter in it"),
            ('"soin*"', '"s*in"', 20, "The star of"),
            ('"soin*"', '"*soin"', 20, "The star of"),
            ("keywords.fr", "keyword.fr", 20, 'The key "keyword" is not known here.'),
            ("special = true", "found = true", 5, 'The key "found" is not known here.'),
            ("version = 3", "verson = 3", 1, 'The key "verson" is not known here.'),
            ('["soin*"]', '"soin*"', 20, '"fr" must be a list.'),
            ('label = { fr = "Soins", en = "Care" }\n', "", 16, 'The key "label" is missing.'),
            ('"Les soins."', '"Les soins.', 19, "A quote or a bracket"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_line(
        self, path: Path, old: str, new: str, line: int, said: str
    ) -> None:
        assert old in GOOD
        error = refused(path, GOOD.replace(old, new, 1))
        assert said in error.message
        assert error.file.endswith(THEMES_FILE)
        assert error.line == line
        assert error.hint

    def test_a_file_without_a_subject_is_refused(self, path: Path) -> None:
        only_special = GOOD.partition('[[themes]]\nid = "reseau"')[0]
        assert "no theme" in refused(path, only_special).message
        assert "no theme" in refused(path, "version = 1\nthemes = []\n").message

    def test_a_fault_is_told_in_french_too(self, path: Path) -> None:
        i18n.set_language("fr")
        error = refused(path, GOOD.replace('id = "soins"', 'id = "merci"'))
        assert "utilisé deux fois" in error.message

    def test_every_fault_is_found_at_once(self, path: Path) -> None:
        text = GOOD.replace('id = "soins"', 'id = "S"').replace('"cable*"', '"ca*ble"')
        path.write_text(text, "utf-8")
        document, faults = themes_document(path)
        assert [error.line for error in document.errors(faults)] == [17, 29]

    def test_a_star_may_end_any_word_of_a_phrase(self, path: Path) -> None:
        phrases = '["gagne* du temps", "c\'est l\'infirmi*", "wi-f*", "aujourd\'hui*/demain"]'
        path.write_text(GOOD.replace('["cable*"]', phrases), "utf-8")
        assert read_themes(path).theme("technique")


class TestWorkspace:
    def test_without_a_file_the_bundled_list_counts(self, tmp_path: Path) -> None:
        assert themes_path(tmp_path) == bundled_themes()
        assert load_taxonomy(tmp_path) is load_taxonomy()

    def test_a_file_of_the_workspace_replaces_it(self, tmp_path: Path, path: Path) -> None:
        path.write_text(GOOD, "utf-8")
        assert themes_path(tmp_path) == path
        assert [theme.id for theme in load_taxonomy(tmp_path).themes][:2] == ["soins", "technique"]

    def test_a_folder_or_a_broken_link_of_that_name_is_said(
        self, tmp_path: Path, path: Path
    ) -> None:
        path.symlink_to(tmp_path / "gone")
        with pytest.raises(FileError, match="no such file"):
            load_taxonomy(tmp_path)
        path.unlink()
        path.mkdir()
        with pytest.raises(FileError, match="folder"):
            load_taxonomy(tmp_path)

    def test_reload_reads_it_again(self, tmp_path: Path) -> None:
        root = init_workspace(tmp_path / "w").root
        naho = Naho(read_workspace(root), plugins=False)
        assert naho.themes_file is load_taxonomy()

        (root / THEMES_FILE).write_text(GOOD, "utf-8")
        naho.reload()
        assert naho.themes_file.version == 3
        naho.close()

    def test_a_file_broken_in_between_changes_nothing(self, tmp_path: Path) -> None:
        root = init_workspace(tmp_path / "w").root
        (root / THEMES_FILE).write_text(GOOD, "utf-8")
        naho = Naho(read_workspace(root), plugins=False)
        before: Taxonomy = naho.themes_file
        settings = naho.settings

        (root / THEMES_FILE).write_text("themes = 3\n", "utf-8")
        with pytest.raises(FileError, match="must be a list"):
            naho.reload()
        assert naho.themes_file is before
        assert naho.settings is settings
        naho.close()

    def test_a_note_is_kept_although_the_list_is_broken(self, tmp_path: Path) -> None:
        root = init_workspace(tmp_path / "w").root
        (root / THEMES_FILE).write_text("themes = 3\n", "utf-8")
        naho = Naho(read_workspace(root), plugins=False)
        session = naho.capture.open_session("post-it", "lens")
        column = find_format(session.format).columns[0].id
        note = naho.capture.add_note(session, column, "Le wifi coupe")
        assert [kept.text for kept in naho.capture.notes()] == [note.text]
        naho.close()


def test_care_functions_have_names() -> None:
    assert load_areas()["bloc"].fr == "Blocs opératoires et anesthésie"
    assert len(load_areas()) == 8


class TestJson:
    """Lists that other programs write."""

    def test_a_list_of_another_program_is_read_whatever_else_it_holds(self, tmp_path: Path) -> None:
        path = tmp_path / "themes.JSON"
        theme = {"id": "soins", "label": {"fr": "Soins", "en": "Care"}, "colour": "red"}
        path.write_text(json.dumps({"themes": [theme], "domains": []}), "utf-8")
        taxonomy = read_themes(path)
        assert [(t.id, t.label.fr, t.definition.fr) for t in taxonomy.themes] == [
            ("soins", "Soins", "")
        ]

    @pytest.mark.parametrize(
        "value", ["[]", "{", '{"themes": [{"id": 3}]}', '{"themes": []}', '{"themes": [[]]}']
    )
    def test_what_is_no_list_is_refused(self, tmp_path: Path, value: str) -> None:
        path = tmp_path / "themes.json"
        path.write_text(value, "utf-8")
        with pytest.raises(FileError) as refused:
            read_themes(path)
        assert "themes.json" in refused.value.message
        assert refused.value.hint
