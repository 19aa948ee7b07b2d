"""``naho.toml`` held for a change: whole, judged, and never over somebody else's words."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from naho_feedback.domain.programme import Headcount, Site, SuperUsers
from naho_feedback.errors import FileError, RefusedError, WorkspaceError
from naho_feedback.workspace import NewSite, init_workspace, read_workspace
from naho_feedback.workspace.programme_file import ProgrammeFile, read_programme_file

ARRAS = Site(id="arras", name="Arras")


@pytest.fixture
def file(tmp_path: Path) -> ProgrammeFile:
    return read_programme_file(init_workspace(tmp_path / "w").root)


def test_a_part_is_added_and_the_file_says_so(file: ProgrammeFile) -> None:
    new = file.add("sites", ARRAS)
    assert new.programme.sites[-1] == ARRAS
    assert read_workspace(file.path.parent).settings == new.settings
    before, after = file.raw.decode().split("\n"), new.raw.decode().split("\n")
    assert [line for line in after if line.startswith("#")] == [
        line for line in before if line.startswith("#")
    ]


def test_what_an_editor_wrote_meanwhile_is_not_overwritten(file: ProgrammeFile) -> None:
    theirs = file.raw + b"# mine\n"
    file.path.write_bytes(theirs)
    with pytest.raises(RefusedError, match="changed on the disk meanwhile") as caught:
        file.add("sites", ARRAS)
    assert caught.value.hint
    assert file.path.read_bytes() == theirs
    there = {path.name for path in file.path.parent.iterdir()}
    assert there == {"data", "naho.toml", "plugins", "surveys"}


def test_a_file_that_went_away_is_not_made_again(file: ProgrammeFile) -> None:
    file.path.unlink()
    with pytest.raises(WorkspaceError, match="nothing was changed"):
        file.add("sites", ARRAS)
    assert not file.path.exists()


@pytest.mark.parametrize(
    ("list_", "part", "message"),
    [
        ("sites", Site(id="lens", name="Lens"), 'The id "lens" is used twice.'),
        ("sites", Site(id="x", name=" "), "This site has no name."),
        (
            "headcounts",
            Headcount(site="lens", count=0, date=dt.date(2018, 1, 1), source="x"),
            "A headcount is at least 1.",
        ),
        (
            "super_users",
            SuperUsers(unit="urgences", site="lens", target=1, date=dt.date(2017, 2, 27)),
            "There are two figures for the same people and day.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_the_reader_s_words(
    file: ProgrammeFile, list_: str, part: Site, message: str
) -> None:
    """Without a line: it would be one of a text that nobody sees."""
    with pytest.raises(RefusedError) as caught:
        file.add(list_, part)
    assert caught.value.message == message
    assert caught.value.hint
    assert file.path.read_bytes() == file.raw


def test_a_default_that_is_spelt_out_stays(file: ProgrammeFile) -> None:
    text = file.raw.decode().replace('site = "*"\n', 'site = "*"\nrole = ""  # all of them\n')
    file.path.write_text(text, "utf-8")
    held = read_programme_file(file.path.parent)
    old = held.programme.headcounts[0]
    new = Headcount(site="*", count=2100, date=old.date, source=old.source)
    held.change("headcounts", 0, new)
    assert file.path.read_text("utf-8") == text.replace("count = 2000", "count = 2100")


def test_a_byte_order_mark_and_the_file_s_rights_stay(file: ProgrammeFile) -> None:
    file.path.write_bytes(b"\xef\xbb\xbf" + file.raw)
    file.path.chmod(0o600)
    new = read_programme_file(file.path.parent).add("sites", ARRAS)
    assert new.raw.startswith(b"\xef\xbb\xbf# ")
    if os.name == "posix":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_broken_file_is_told_with_its_line(file: ProgrammeFile) -> None:
    file.path.write_bytes(file.raw.replace(b'label = "A"', b'label = "AB"'))
    with pytest.raises(FileError, match=r"naho\.toml:9: The label"):
        read_programme_file(file.path.parent)


# ---- a new workspace with somebody's own programme ------------------------------------------


def test_own_sites_take_the_place_of_the_example_s(tmp_path: Path) -> None:
    made = init_workspace(
        tmp_path / "w",
        name='Demain "bis"',
        sites=[NewSite("Arras", 900), NewSite("Douai"), NewSite("Arras", 5)],
        today=dt.date(2018, 5, 4),
    )
    programme = made.settings.programme
    assert (programme.name, programme.title.fr, programme.title.en) == ('Demain "bis"',) * 3
    assert [site.id for site in programme.sites] == ["arras", "douai", "arras-2"]
    assert [(h.site, h.count, h.date) for h in programme.headcounts] == [
        ("arras", 900, dt.date(2018, 5, 4)),
        ("arras-2", 5, dt.date(2018, 5, 4)),
    ]
    assert (programme.go_lives, programme.super_users, programme.team) == ((), (), ())
    text = (made.root / "naho.toml").read_text("utf-8")
    assert "inventés" not in text.replace("Ceux-ci sont inventés.", "")
    heading = text.index("# --- Les effectifs")
    assert heading < text.index("[[programme.headcounts]]") < text.index("# --- Les bascules")


def test_without_answers_the_file_is_the_example_s(tmp_path: Path) -> None:
    one = init_workspace(tmp_path / "one").root / "naho.toml"
    two = init_workspace(tmp_path / "two", name="", sites=()).root / "naho.toml"
    assert one.read_bytes() == two.read_bytes()
