"""Changing a TOML text: one thing changes, every other line stays."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naho_feedback.errors import RefusedError
from naho_feedback.workspace.toml_edit import (
    add_element,
    change_element,
    drop_element,
    set_value,
)

SITES = ("programme", "sites")
TEMPLATE = (resources.files("naho_feedback") / "data" / "naho.template.toml").read_text("utf-8")
START = TEMPLATE.replace("$label", "A").replace("$language", "fr").replace("$today", "")
START = START.replace("$keyboard", "azerty").replace("$demo", "false")
SMALL = """\
# the file
[programme]
name = "p"  # its name
title = { fr = "P", en = "P" }

# --- sites

# Lens was first
[[programme.sites]]
id = "lens"
name = "Lens"  # the largest
# it has two buildings

[[programme.sites]]
name = "Béthune"
id = "bethune"


# --- roles
[[programme.roles]]
id = "medecin"
"""


def lines_of(text: str) -> list[str]:
    return text.split("\n")


def is_subsequence(some: Sequence[str], all_: Sequence[str]) -> bool:
    rest: Iterator[str] = iter(all_)
    return all(line in rest for line in some)


def sites(text: str) -> Any:
    return tomllib.loads(text)["programme"]["sites"]


def test_an_element_is_added_after_the_last_one_and_before_the_next_heading() -> None:
    new = add_element(SMALL, SITES, {"id": "arras", "name": "Arras"})
    expected = SMALL.replace(
        'id = "bethune"\n', 'id = "bethune"\n\n[[programme.sites]]\nid = "arras"\nname = "Arras"\n'
    )
    assert new == expected


def test_a_remark_that_touches_the_last_element_stays_with_it() -> None:
    text = SMALL.replace('id = "bethune"\n', 'id = "bethune"\n# by the sea\n')
    new = add_element(text, SITES, {"id": "arras", "name": "Arras"})
    assert '# by the sea\n\n[[programme.sites]]\nid = "arras"' in new


def test_a_change_keeps_the_order_of_keys_and_the_remark_beside_the_value() -> None:
    new = change_element(SMALL, SITES, 0, {"id": "lens", "name": "Lens-Ville"})
    assert new == SMALL.replace('"Lens"  # the', '"Lens-Ville"  # the')


def test_what_is_equal_already_is_not_touched() -> None:
    assert change_element(SMALL, SITES, 1, {"id": "bethune", "name": "Béthune"}) == SMALL


def test_an_element_goes_without_the_remarks_around_it() -> None:
    new = drop_element(SMALL, SITES, 0)
    assert [site["id"] for site in sites(new)] == ["bethune"]
    assert "# Lens was first" in new
    assert "# it has two buildings" in new
    assert "# --- sites" in new


def test_the_last_element_that_goes_leaves_no_list() -> None:
    new = drop_element(drop_element(SMALL, SITES, 1), SITES, 0)
    assert "sites" not in tomllib.loads(new)["programme"]
    again = add_element(new, SITES, {"id": "arras", "name": "Arras"})
    assert [site["id"] for site in sites(again)] == ["arras"]


def test_one_value_is_set_with_its_remark_kept() -> None:
    new = set_value(SMALL, ("programme", "name"), 'n@hô "2"')
    assert new == SMALL.replace('"p"  # its', '"n@hô \\"2\\""  # its')


def test_a_list_between_brackets_stays_one() -> None:
    text = 'x = 1\n[programme]\nsites = [\n  { id = "a" }, # first\n  { id = "b" },\n]\n'
    added = add_element(text, SITES, {"id": "c"})
    changed = change_element(added, SITES, 1, {"id": "b", "name": "B"})
    dropped = drop_element(changed, SITES, 0)
    assert sites(dropped) == [{"id": "b", "name": "B"}, {"id": "c"}]
    assert "# first" in changed
    assert sites(drop_element(drop_element(dropped, SITES, 1), SITES, 0)) == []


def test_an_empty_list_takes_an_element() -> None:
    assert sites(add_element("[programme]\nsites = []\n", SITES, {"id": "c"})) == [{"id": "c"}]


def test_windows_line_ends_and_a_file_without_a_last_one_stay_so() -> None:
    text = SMALL.replace("\n", "\r\n")
    new = add_element(text, SITES, {"id": "arras", "name": "Arras"})
    new = change_element(new, SITES, 0, {"id": "lens", "name": "L"})
    new = drop_element(new, SITES, 1)
    assert new.count("\n") == new.count("\r\n")
    bare = add_element('[programme]\n[[programme.sites]]\nid = "a"', SITES, {"id": "b"})
    assert sites(bare) == [{"id": "a"}, {"id": "b"}]


def test_milestones_change_one_by_one() -> None:
    path = ("programme", "go_lives")
    before = tomllib.loads(START)["programme"]["go_lives"][0]
    steps = [before["milestones"][0], {**before["milestones"][1], "done": True}]
    new = change_element(START, path, 0, {**before, "milestones": steps})
    changed = [line for line in lines_of(new) if line not in lines_of(START)]
    assert changed == [
        '  { name = { fr = "Répétition générale", en = "Dress rehearsal" }, done = true },'
    ]


@pytest.mark.parametrize(
    "text",
    [
        'programme.sites = [{ id = "a" }]\nprogramme.name = "p"\n',
        '[programme]\nx = """\n# x\n[[programme.sites]]\n"""\n[[programme.sites]]\nid = "a"\n',
        '[[programme.sites]]\nid = "a"\n[plugins.x]\ny = 1\n[[programme.sites]]\nid = "b"\n',
        '[[programme.sites]]\nid = """a\n\n# b"""\n\n# end\n',
        "[programme]\n[[ programme . 'sites' ]]\nid = 'a'\n[programme.sites.name]\nfr = 'x'\n",
        'programme = { sites = [{ id = "a" }] }\n',
    ],
)
def test_an_unusual_layout_is_changed_rightly_or_refused(text: str) -> None:
    """Never changed into something else than what was meant."""
    there = sites(text)
    wanted = {
        "add": [*there, {"id": "new"}],
        "change": [{"id": "new"}, *there[1:]],
        "drop": there[1:],
    }
    for what, meant in wanted.items():
        try:
            if what == "add":
                new = add_element(text, SITES, {"id": "new"})
            elif what == "change":
                new = change_element(text, SITES, 0, {"id": "new"})
            else:
                new = drop_element(text, SITES, 0)
        except RefusedError:
            continue
        assert tomllib.loads(new)["programme"].get("sites", []) == meant, what


# ---- any words, remarks anywhere -----------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
REMARKS = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from(["", "# a", "  # b c", "#", "\t"])), max_size=12
)
LISTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "sites": st.fixed_dictionaries({"id": WORDS, "name": WORDS}),
    "headcounts": st.fixed_dictionaries(
        {
            "site": WORDS,
            "count": st.integers(0, 2**62),
            "date": st.dates(dt.date(1000, 1, 1)),
            "source": WORDS,
        }
    ),
    "go_lives": st.fixed_dictionaries(
        {
            "site": WORDS,
            "functions": st.lists(WORDS, max_size=3),
            "milestones": st.lists(
                st.fixed_dictionaries(
                    {"name": st.fixed_dictionaries({"fr": WORDS}), "done": st.booleans()}
                ),
                max_size=3,
            ),
        }
    ),
}


def with_remarks(remarks: list[tuple[int, str]]) -> str:
    """Return the template with lines put between others, where TOML allows them."""
    lines = lines_of(START)
    for place, remark in remarks:
        lines.insert(place % (len(lines) + 1), remark)
    return "\n".join(lines)


@given(
    remarks=REMARKS,
    data=st.data(),
    name=st.sampled_from(sorted(LISTS)),
    what=st.sampled_from(["add", "change", "drop"]),
)
@settings(max_examples=150, deadline=None)
def test_any_change_says_what_was_meant_and_moves_nothing_else(
    remarks: list[tuple[int, str]], data: st.DataObject, name: str, what: str
) -> None:
    text = with_remarks(remarks)
    path = ("programme", name)
    meant = tomllib.loads(text)
    there = meant["programme"][name]
    index = data.draw(st.integers(0, len(there) - 1))
    fields = data.draw(LISTS[name])
    before, after = lines_of(text), text
    if what == "add":
        there.append(fields)
        after = add_element(text, path, fields)
        assert is_subsequence(before, lines_of(after))
    elif what == "drop":
        del there[index]
        after = drop_element(text, path, index)
        assert is_subsequence(lines_of(after), before)
    else:
        there[index] = fields
        after = change_element(text, path, index, fields)
        headings = [line for line in before if line.startswith(("# ---", "["))]
        assert is_subsequence(headings, lines_of(after))
    assert tomllib.loads(after) == meant
