"""The strict TOML reader."""

from __future__ import annotations

import datetime as dt
import os
from enum import StrEnum
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from naho_feedback.errors import FileError
from naho_feedback.i18n import Localized
from naho_feedback.workspace.toml import SIZE_LIMIT, read_document, read_toml


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Part(msgspec.Struct, frozen=True):
    id: str
    size: int = 0
    when: dt.date | None = None


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """Does not forbid unknown keys: the reader does."""

    name: str
    title: Localized | None = None
    colour: Colour = Colour.RED
    side: Literal["left", "right"] = "left"
    ready: bool = False
    ratio: float = 0.5
    parts: tuple[Part, ...] = ()
    tags: tuple[str, ...] = ()
    box: Part | None = None
    free: dict[str, dict[str, object]] = {}
    hour: dt.time | None = None


def read(tmp_path: Path, content: str | bytes) -> Thing:
    path = tmp_path / "thing.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_toml(path, Thing, name="thing.toml")


def refused(tmp_path: Path, content: str | bytes) -> tuple[int, str, str]:
    with pytest.raises(FileError) as caught:
        read(tmp_path, content)
    error = caught.value
    where = f"thing.toml:{error.line}: " if error.line else "thing.toml: "
    assert error.message.startswith(where)
    return error.line, error.message.removeprefix(where), error.hint


def test_a_file_that_fits_is_returned(tmp_path: Path) -> None:
    thing = read(
        tmp_path,
        'name = "x"\ncolour = "blue"\nratio = 1\n[[parts]]\nid = "a"\nwhen = 2017-02-27\n'
        "[free.any]\nkey = [1, 2]\n",
    )
    assert thing == Thing(
        name="x",
        colour=Colour.BLUE,
        ratio=1,
        parts=(Part("a", when=dt.date(2017, 2, 27)),),
        free={"any": {"key": [1, 2]}},
    )


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfname = 'x'", b"name = 'x'\r\nready = false\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).name == "x"


STRUCTURE = {
    'name = "x"\nbox = { id = "b", sise = 3 }': (
        2,
        'The key "sise" is not known here.',
        'Did you mean "size"?',
    ),
    'Name = "x"': (1, 'The key "Name" is not known here.', 'Did you mean "name"?'),
    'name = "x"\n\n[[parts]]\nid = "a"\n\ncolour = "red"': (
        6,
        'The key "colour" is not known here.',
        '"colour" belongs at the top of the file, above the first line in [brackets].',
    ),
    'name = "x"\n[[parts]]\nid = "a"\nzzzz = 1': (
        4,
        'The key "zzzz" is not known here.',
        "Known keys here: id, size, when.",
    ),
    "": (1, 'The key "name" is missing.', 'Add for example: name = "…"'),
    'name = "x"\n\n[[parts]]\nsize = 1': (
        3,
        'The key "id" is missing.',
        'Add for example: id = "…"',
    ),
    'name = "x"\ntitle = { fr = "a" }': (
        2,
        'The key "en" is missing.',
        'Add for example: en = "…"',
    ),
    "name = 3": (1, '"name" must be text between quotes.', 'Write for example: name = "…"'),
    'name = "x"\nparts = [\n  { id = "a" },\n  { id = "b", size = "9" },\n]': (
        4,
        '"size" must be a whole number.',
        "Write for example: size = 5",
    ),
    'name = "x"\nbox = { id = "b", size = true }': (
        2,
        '"size" must be a whole number.',
        "Write for example: size = 5",
    ),
    'name = "x"\nbox = { id = "b", size = 99999999999999999999 }': (
        2,
        '"size" must be a whole number.',
        "Write for example: size = 5",
    ),
    'name = "x"\nready = "yes"': (
        2,
        '"ready" must be true or false, without quotes.',
        "Write for example: ready = true",
    ),
    'name = "x"\nratio = "half"': (
        2,
        '"ratio" must be a number.',
        "Write for example: ratio = 0.5",
    ),
    'name = "x"\ncolour = "green"': (
        2,
        '"colour" cannot be "green".',
        'Write one of: "red", "blue".',
    ),
    'name = "x"\nside = ["left"]': (
        2,
        '"side" cannot be "[\'left\']".',
        'Write one of: "left", "right".',
    ),
    'name = "x"\nbox = { id = "b", when = "27/02/2017" }': (
        2,
        '"when" must be a date, year first and without quotes.',
        "Write for example: when = 2017-02-27",
    ),
    'name = "x"\nbox = { id = "b", when = 2017-02-27T10:00:00 }': (
        2,
        '"when" must be a date, year first and without quotes.',
        "Write for example: when = 2017-02-27",
    ),
    'name = "x"\n[parts]\nid = "a"': (
        2,
        '"parts" must be a list.',
        "Write for example: [[parts]]",
    ),
    'name = "x"\ntags = "a"': (2, '"tags" must be a list.', 'Write for example: tags = ["…", "…"]'),
    'name = "x"\ntags = [\n  "a",\n  2,\n]': (
        4,
        'Element 2 of "tags" must be text between quotes.',
        'Write for example: "…"',
    ),
    'name = "x"\n[[box]]\nid = "a"': (2, '"box" must be a table.', "Write for example: [box]"),
    'name = "x"\ntitle = "a"': (
        2,
        '"title" must be a table.',
        'Write for example: title = { fr = "…", en = "…" }',
    ),
    'name = "x"\nfree.any = 3': (2, '"any" must be a table.', "Write for example: [free.any]"),
    'name = "x"\nfree = 3': (2, '"free" must be a table.', "Write for example: [free]"),
    'name = 1\ncolour = "green"\nextra = 1': (
        1,
        '"name" must be text between quotes.',
        'Write for example: name = "…"',
    ),
    'name = "x"\nhour = "soon"': (1, "This file does not have the form that is expected.", ""),
}


@pytest.mark.parametrize(("content", "expected"), STRUCTURE.items())
def test_a_file_that_does_not_fit_is_refused_with_line_key_and_what_to_write(
    tmp_path: Path, content: str, expected: tuple[int, str, str]
) -> None:
    assert refused(tmp_path, content) == expected


SYNTAX = {
    'name = "x': (1, "opened and never closed"),
    "name = 'x": (1, "opened and never closed"),
    'name = "x"\ntags = [\n"a",\n': (3, "cannot be read"),
    'name = "a\nb"': (1, "opened and never closed"),
    "[box": (1, "opened and never closed"),
    'box = { id = "b",\n size = 1 }': (1, "same line"),
    'ready = true\nname = "x"\nname = "y"\nratio = 1': (3, "stands twice"),
    "[box]\nid = 'a'\n[box]\n": (3, "stands twice"),
    "\nname = bonjour\n": (2, "cannot be read"),
    "name =": (1, "cannot be read"),
    'métier = "x"': (1, "an equals sign"),
    'my name = "x"': (1, "an equals sign"),
    "bonjour": (1, "an equals sign"),
    'name = "C:\\dossier"': (1, "backslash"),
    'name = "C:\\users"': (1, "backslash"),
    "when = 2017-02-30": (1, "no such date"),
    'name = "\x00"': (1, "invisible character"),
    "ready = true name = 'x'": (1, "not written as TOML"),
    "\nratio = " + "1" * 5000: (2, "not written as TOML"),
    "\nname = " + "[" * 20_000: (2, "too many brackets"),
}


@pytest.mark.parametrize(("content", "expected"), SYNTAX.items(), ids=range(len(SYNTAX)))
def test_a_line_that_is_not_toml_is_named_in_plain_words(
    tmp_path: Path, content: str, expected: tuple[int, str]
) -> None:
    line, message, hint = refused(tmp_path, content)
    assert (line, expected[1] in message) == (expected[0], True), message
    assert hint or "brackets" in message


def test_text_that_is_not_utf8_says_so_with_its_line(tmp_path: Path) -> None:
    latin = "name = 'x'\n# prévu\n".encode("latin-1")
    assert refused(tmp_path, latin) == (
        2,
        "This file is not UTF-8 text.",
        "Save it again with the encoding UTF-8.",
    )
    assert refused(tmp_path, "name = 'x'".encode("utf-16"))[0] == 1


def test_what_is_no_file_is_refused_without_a_line(tmp_path: Path) -> None:
    def message(path: Path) -> str:
        with pytest.raises(FileError) as caught:
            read_toml(path, Thing)
        assert caught.value.line == 0
        return caught.value.message.rpartition(": ")[2]

    assert message(tmp_path / "none.toml") == "There is no such file."
    assert message(tmp_path) == "This is a folder, not a file."
    assert message(tmp_path / "a\0b.toml") == "This file cannot be read."
    assert message(tmp_path / ("n" * 300)) == "This file cannot be read."
    if os.name == "posix":
        assert message(Path(os.devnull)) == "This is not a file."
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (SIZE_LIMIT + 1))
    assert message(large) == "This file is too large to be a settings file."


def test_what_a_hostile_file_says_is_harmless_on_a_terminal(tmp_path: Path) -> None:
    _, message, _ = refused(tmp_path, 'name = "x"\n"\\u001b[2J\\n\\u202e' + "k" * 500 + '" = 1')
    assert message.isprintable()
    assert len(message) < 120

    with pytest.raises(FileError) as caught:
        read_toml(tmp_path / "\x1b[2J.toml", Thing)
    assert caught.value.message.isprintable()


def test_the_name_is_short_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thing.toml").write_text("name = 'x'")
    assert read_document(tmp_path / "thing.toml", Thing).name == "thing.toml"
