"""``naho theme``: name, merge, split, teach a word, and what was done to a theme before."""

from __future__ import annotations

from collections.abc import Sequence

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, flag, verb
from naho_feedback.cli.state import State
from naho_feedback.cli.theme_shapes import OneThemeOut, ThemeStepOut, WordOut
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.theme_words import told
from naho_feedback.services.wording import moment


def edit_verbs() -> list[click.Command]:
    """Return the verbs that change the list of themes, and the one that tells its past."""
    return [
        verb(
            "rename",
            _rename,
            help=_("Give a theme another name; its id and its notes stay."),
            examples=('naho theme rename materiel "Postes et chariots"',),
            params=[argument("theme"), argument("name")],
        ),
        verb(
            "merge",
            _merge,
            help=_("Make a theme part of another one; --undo lets it stand for itself again."),
            examples=("naho theme merge saisie ergonomie", "naho theme merge saisie --undo"),
            params=[
                argument("theme"),
                argument("into", metavar="[INTO]", required=False, default=""),
                flag("--undo", help=_("Let it stand for itself again, with the notes it had.")),
            ],
        ),
        verb(
            "split",
            _split,
            help=_("Make a new theme of some notes of another one."),
            examples=('naho theme split materiel "Badges" A-12 A-31 A-44',),
            params=[
                argument("theme"),
                argument("name"),
                argument("notes", metavar="RECEIPT...", nargs=-1, required=True),
            ],
        ),
        verb(
            "word",
            _word,
            help=_(
                "Teach a theme a word of this house; * at its end stands for any ending. "
                "Without arguments the words are listed."
            ),
            examples=('naho theme word acces "passe-partout"', "naho theme word --forget NOM"),
            params=[
                argument("theme", required=False, default=""),
                argument("word", required=False, default=""),
                flag("--forget", help=_("Take the word back.")),
            ],
        ),
        verb(
            "history",
            _history,
            help=_("What people did to a theme: found, named, merged, split off, taught words."),
            examples=("naho theme history", "naho theme history materiel"),
            params=[argument("theme", required=False, default="")],
        ),
    ]


def _rename(state: State, *, theme: str, name: str, as_json: bool) -> None:
    renamed = state.naho.themes.rename(theme, name)
    if as_json:
        console.out_json(OneThemeOut.of(renamed))
    else:
        console.out(f"{renamed.id}  {one_line(str(renamed.label))}")


def _merge(state: State, *, theme: str, into: str, undo: bool, as_json: bool) -> None:
    themes = state.naho.themes
    if undo == bool(into):
        raise UsageError(
            _("Name the theme that it goes into, or --undo, and not both."),
            _("For example: naho theme merge saisie ergonomie"),
        )
    if undo:
        themes.unmerge(theme)
        stays = themes.find(theme)
    else:
        stays = themes.merge(theme, into)
    if as_json:
        console.out_json(OneThemeOut.of(stays))
    else:
        console.out(f"{stays.id}  {one_line(str(stays.label))}")


def _split(state: State, *, theme: str, name: str, notes: Sequence[str], as_json: bool) -> None:
    naho = state.naho
    source = naho.themes.find(theme)
    ids = [naho.capture.find(Note, receipt).id for receipt in notes]
    made = naho.regrouping.split(source.id, ids, name)
    if as_json:
        console.out_json(OneThemeOut.of(made))
        return
    moved = ngettext("{n} note", "{n} notes", len(ids)).format(n=len(ids))
    console.out(f"{made.id}  {one_line(str(made.label))}  {moved}")


def _word(state: State, *, theme: str, word: str, forget: bool, as_json: bool) -> None:
    themes = state.naho.themes
    if forget:
        themes.forget_word(word or theme)
    elif word:
        themes.add_word(theme, word)
    elif theme:
        raise UsageError(
            _("Which word speaks of {theme}?").format(theme=one_line(theme)),
            _("For example: naho theme word acces passe-partout"),
        )
    words = themes.words()
    if as_json:
        console.out_json([WordOut(word=kept.word, theme=kept.theme) for kept in words])
        return
    label = themes.taxonomy.label
    rows = [(one_line(kept.word), one_line(label(kept.theme))) for kept in words]
    console.out_lines(console.aligned(rows))


def _history(state: State, *, theme: str, as_json: bool) -> None:
    themes = state.naho.themes
    taxonomy = themes.taxonomy
    id_ = theme if not theme or theme in taxonomy.former else themes.find(theme).id
    steps = themes.history(id_)
    if as_json:
        console.out_json([ThemeStepOut.of(step) for step in steps])
    elif not steps:
        console.out(_("Nobody changed it so far."))
    else:
        today = state.naho.clock.today()
        console.out_lines(
            console.aligned(
                (moment(local_time(step.at), today), told(step, taxonomy)) for step in steps
            )
        )
