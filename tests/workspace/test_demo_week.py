"""The invented week's texts, and the sealed notes that stay apart from them."""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from naho_feedback.domain.notes import FORMATS
from naho_feedback.domain.personal_data import redacted
from naho_feedback.domain.text import folded, is_blank, one_line, stored_form
from naho_feedback.services.pictures import published
from naho_feedback.workspace import load_taxonomy


class DemoNote(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    format: str
    column: str
    dots: int
    theme: str
    quotable: bool = False


class DemoWeek(msgspec.Struct, forbid_unknown_fields=True):
    about: str
    notes: list[DemoNote]
    comments: list[str]
    questions: list[str]


@pytest.fixture(scope="module")
def week() -> DemoWeek:
    raw = (resources.files("naho_feedback") / "data" / "demo_week.json").read_bytes()
    return msgspec.json.decode(raw, type=DemoWeek)


def test_there_is_enough_of_everything(week: DemoWeek) -> None:
    assert len(week.notes) >= 350
    assert sum(note.format == "freins-leviers" for note in week.notes) >= 40
    assert sum(note.quotable for note in week.notes) == 32
    assert (len(week.comments), len(week.questions)) == (60, 40)


def test_every_note_hangs_in_a_column_of_its_format_with_dots_in_bounds(week: DemoWeek) -> None:
    columns = {(wall.id, column.id) for wall in FORMATS for column in wall.columns}
    for note in week.notes:
        assert (note.format, note.column) in columns, note
        assert 0 <= note.dots <= 9, note


def test_every_theme_is_spoken_of_at_least_four_times(week: DemoWeek) -> None:
    counts = Counter(note.theme for note in week.notes if note.theme)
    assert set(counts) == {theme.id for theme in load_taxonomy().themes if not theme.special}
    assert min(counts.values()) >= 4


def test_quotable_notes_come_from_many_themes_and_both_sides(week: DemoWeek) -> None:
    quotable = [note for note in week.notes if note.quotable]
    assert all(note.theme for note in quotable)
    assert len({note.theme for note in quotable}) >= 12
    assert len({note.column for note in quotable}) >= 10


def test_no_text_stands_twice_or_holds_personal_data(week: DemoWeek) -> None:
    texts = [note.text for note in week.notes] + week.comments + week.questions
    assert len({folded(text) for text in texts}) == len(texts)
    for text in texts:
        assert text == stored_form(text) == one_line(text)
        assert text == redacted(text)
        assert not is_blank(text)
        assert len(text) <= 140


def test_the_pictures_are_small_and_hold_nothing_but_what_they_show() -> None:
    folder = resources.files("naho_feedback") / "data" / "demo_photos"
    drawn = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(drawn) == 3
    for name, data in drawn.items():
        assert len(data) < 20_000, name
        assert published(data).data == data, name
    sources = Path(__file__).parents[2] / "scripts" / "demo_photos"
    assert {file.stem for file in sources.iterdir()} == {
        name.removesuffix(".png") for name in drawn
    }


SEALED = Path(__file__).parents[1] / "data" / "sealed_notes.json"
SEALED_SHA256 = "d51849f87085d163104ed668a8e0b35b4d8cfc47f780bdbfef78a58e53ab87b5"


def test_the_sealed_notes_are_the_ones_that_were_sealed() -> None:
    assert hashlib.sha256(SEALED.read_bytes()).hexdigest() == SEALED_SHA256
    assert len(msgspec.json.decode(SEALED.read_bytes(), type=list[dict[str, str]])) == 400


def test_no_sealed_note_is_in_the_demo(week: DemoWeek) -> None:
    sealed = msgspec.json.decode(SEALED.read_bytes(), type=list[dict[str, str]])
    shown = {folded(note.text) for note in week.notes}
    assert not shown & {folded(note["text"]) for note in sealed}
