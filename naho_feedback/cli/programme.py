"""``naho programme``: who is listened to, read from ``naho.toml`` and written there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, noun, option, verb
from naho_feedback.cli.programme_shapes import ProgrammeOut
from naho_feedback.cli.state import State
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.programme_fields import Field, PartKind
from naho_feedback.services.programme_parts import KINDS

_WORDS: Final = {
    "site": ("--name Arras", "arras", "--name Arras-Sud"),
    "role": ("--name Brancardier --name-en Porter", "brancardier", "--name Brancardage"),
    "workshop": ("--name Café --format mur-libre", "cafe", "--format questions"),
    "headcount": (
        "--site lens --count 1120 --date 2018-01-01 --source RH",
        "2",
        "--count 1110",
    ),
    "go-live": ("--site lens --date 2018-03-01 --functions bloc", "1", "--date 2018-03-15"),
    "milestone": ("--go-live 1 --name Répétition --date 2018-02-01", "1.2", "--done yes"),
    "super-users": (
        "--unit SSR --site lens --target 4 --trained 1 --date 2018-01-01",
        "1",
        "--trained 8",
    ),
    "team": ("--profession pharmaciens --profession-en pharmacists --count 2", "1", "--count 5"),
}
"""For the examples: what makes one, how one is called, what changes it."""


def build() -> click.Group:
    """Return ``naho programme``."""
    show = verb(
        "show",
        _show,
        help=_("Show the programme, each part with the id or number that commands call it by."),
        examples=("naho programme show", "naho programme show --json"),
    )
    rename = verb(
        "rename",
        _rename,
        help=_("Give the programme another name or title."),
        examples=('naho programme rename --name n@hô --title "Numérique à l\'hôpital"',),
        params=[
            option("--name", metavar="TEXT", help=_("Its short name.")),
            option("--title", metavar="TEXT", help=_("Its title in French.")),
            option("--title-en", metavar="TEXT", help=_("Left out: the same.")),
        ],
    )
    return noun(
        "programme",
        [show, rename, *map(_noun, KINDS)],
        help=_("Sites, roles, workshops, headcounts, go-lives: what naho.toml says."),
        examples=("naho programme show", "naho programme site add --name Arras"),
    )


def _noun(kind: PartKind[Any]) -> click.Group:
    new, one, change = _WORDS[kind.name]
    path = f"naho programme {kind.name}"
    verbs = [
        verb(
            "add",
            partial(_add, kind=kind),
            help=_("Add one at the end of the list."),
            examples=(f"{path} add {new}",),
            params=[_option(field, needed=field.required) for field in kind.fields],
        ),
        verb(
            "set",
            partial(_set, kind=kind),
            help=_("Change one; what is left out stays."),
            examples=(f"{path} set {one} {change}",),
            params=[
                argument("which"),
                *(_option(field, needed=False) for field in kind.fields if not field.once),
            ],
        ),
        verb(
            "remove",
            partial(_remove, kind=kind),
            help=_("Take one out; what other parts or records name stays."),
            examples=(f"{path} remove {one}",),
            params=[argument("which")],
        ),
    ]
    return noun(kind.name, verbs, help=_(kind.about), examples=(f"{path} add {new}",))


def _option(field: Field, *, needed: bool) -> click.Option:
    name = f"--{field.id.replace('_', '-')}"
    # None where it is left out: "" is a value too, which takes away a date.
    return click.Option(
        [name, f"value_{field.id}"], help=_(field.help), metavar="TEXT", required=needed
    )


def _values(given: dict[str, str | None]) -> dict[str, str]:
    return {
        name.removeprefix("value_"): value for name, value in given.items() if value is not None
    }


# ---- what they do --------------------------------------------------------------------------


def _tell(programme: Programme, *, as_json: bool, word: str) -> None:
    if as_json:
        console.out_json(ProgrammeOut.of(programme))
    elif word:
        console.out(one_line(word))


def _show(state: State, *, as_json: bool) -> None:
    programme = state.naho.editing.read().programme
    if as_json:
        _tell(programme, as_json=True, word="")
    else:
        console.out_lines(_lines(programme))


def _lines(programme: Programme) -> Iterator[str]:
    yield one_line(f"{programme.name} · {programme.title}")
    for kind in KINDS:
        parts = kind.parts(programme)
        yield ""
        yield f"{_(kind.title)} ({len(parts)})"
        rows = [(word, *_told(kind, part, programme, word)) for word, part in parts]
        for line in console.aligned(rows):
            yield f"  {line}"


def _told(kind: PartKind[Any], part: Any, programme: Programme, word: str) -> tuple[str, ...]:
    """Return a part's cells without the id, which stands before them."""
    return tuple(cell if cell != word else "" for cell in kind.cells(part, programme))


def _rename(state: State, *, name: str, title: str, title_en: str, as_json: bool) -> None:
    file = state.naho.editing.rename(name, title, title_en)
    _tell(file.programme, as_json=as_json, word=file.programme.name)


def _add(state: State, *, kind: PartKind[Any], as_json: bool, **given: str | None) -> None:
    editing = state.naho.editing
    held = editing.read()
    before = {word for word, _part in kind.parts(held.programme)}
    programme = editing.add(kind, _values(given), held=held).programme
    new = [word for word, _part in kind.parts(programme) if word not in before]
    _tell(programme, as_json=as_json, word=" ".join(new))


def _set(
    state: State, *, kind: PartKind[Any], which: str, as_json: bool, **given: str | None
) -> None:
    file = state.naho.editing.change(kind, which, _values(given))
    _tell(file.programme, as_json=as_json, word=which)


def _remove(state: State, *, kind: PartKind[Any], which: str, as_json: bool) -> None:
    file = state.naho.editing.remove(kind, which)
    _tell(file.programme, as_json=as_json, word=which)
