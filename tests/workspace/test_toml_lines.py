"""Lines of keys."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from naho_feedback.workspace.toml_lines import KeyPath, key_lines

SAMPLE = '''\
# a comment with [brackets] = and "quotes"
title = "x"  # = "y"
"quoted \\u0041" = 1
a.b."c.d" = 2

[table]
long = """
[not.a.table]
key = "no" \\""" still"""""
literal = \'\'\'
# no comment
\'\'\'
list = [
  1, # one
  "]",
  { x = [ "}", 2 ], y.z = '#' },
  [
    3,
  ],
]
date = 2017-02-27

[[table.rows]]
n = 1
[table.rows.more]
n = 2

[[table.rows]]
n = 3
[[ table . rows . inner ]]
n = 4
'''


def leaves(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), item
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield (*path, index), item
            yield from leaves(item, (*path, index))


def test_every_way_of_writing_a_key_has_its_line() -> None:
    lines = key_lines(SAMPLE)

    assert lines[("title",)] == 2
    assert lines[("quoted A",)] == 3
    assert lines[("a", "b", "c.d")] == 4
    assert lines[("table",)] == 6
    assert lines[("table", "long")] == 7
    assert lines[("table", "literal")] == 10
    assert lines[("table", "list", 0)] == 14
    assert lines[("table", "list", 2, "x", 1)] == 16
    assert lines[("table", "list", 2, "y", "z")] == 16
    assert lines[("table", "list", 3, 0)] == 18
    assert lines[("table", "date")] == 21
    assert lines[("table", "rows", 0)] == 23
    assert lines[("table", "rows", 0, "more", "n")] == 26
    assert lines[("table", "rows", 1, "n")] == 29
    assert lines[("table", "rows", 1, "inner", 0, "n")] == 31


def test_every_key_that_tomllib_reads_is_found() -> None:
    assert {path for path, _ in leaves(tomllib.loads(SAMPLE))} == set(key_lines(SAMPLE))


KEYS = st.sampled_from(["a", "b-1", '"c d"', "'e.f'", '"\\"g"', "h . i"])
NOISE = st.sampled_from(["", "# [x] = '\n", "\n\n", "\t\n", "\r\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Valid TOML in which every integer is written once."""
    numbers = iter(range(10**6, 2 * 10**6))

    def value(depth: int) -> str:
        kind = draw(st.sampled_from(["number", "text", "array", "inline"][: 4 if depth else 2]))
        if kind == "number":
            return str(next(numbers))
        if kind == "text":
            return draw(
                st.sampled_from(['"]}#"', '"""\n# [t]\n\\""" "" """', "'''\n'\n'''", "'\"'", '""'])
            )
        if kind == "array":
            items = [value(depth - 1) for _ in range(draw(st.integers(0, 3)))]
            return "[" + draw(NOISE) + f",{draw(NOISE)} ".join(items) + draw(NOISE) + "]"
        keys = draw(st.lists(KEYS, max_size=3, unique=True))
        return "{ " + ", ".join(f"{key} = {value(0)}" for key in keys) + " }"

    def block(header: str) -> str:
        keys = draw(st.lists(KEYS, max_size=4, unique=True))
        pairs = "".join(f"{draw(NOISE)}{key} = {value(2)} # {key}\n" for key in keys)
        return f"{header}\n{pairs}"

    headers = draw(st.lists(st.sampled_from(["[[t]]", "[[t.u]]"]), max_size=4))
    if headers and headers[0] != "[[t]]":
        headers = ["[[t]]", *headers]
    return "".join(block(header) for header in ["", "[tab.le]", *headers])


@given(documents())
@settings(max_examples=150, deadline=None)
def test_a_number_stands_on_the_line_that_is_told(text: str) -> None:
    lines = key_lines(text)
    rows = text.split("\n")
    for path, value in leaves(tomllib.loads(text)):
        assert 1 <= lines[path] <= len(rows)
        if isinstance(value, int):
            assert str(value) in rows[lines[path] - 1]
