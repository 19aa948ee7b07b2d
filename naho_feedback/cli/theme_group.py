"""``naho theme group``: notes that nobody looked at, all notes anew, or the rows of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, fail, flag, option, verb, yes_option
from naho_feedback.cli.shapes import GroupingOut
from naho_feedback.cli.state import State
from naho_feedback.cli.theme_shapes import FileGroupingOut, RegroupingOut
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.errors import RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.grouping_files import FileGrouping, GroupingFiles, write_grouping
from naho_feedback.services.regrouping import Regrouping
from naho_feedback.services.wording import fallback_notice
from naho_feedback.workspace.taxonomy import read_themes

AUTO: Final = "auto"

_QUOTED: Final = 60
_BAD_SHOWN: Final = 3


def build_group() -> click.Command:
    """Return ``naho theme group``."""
    return verb(
        "group",
        _group,
        help=_(
            "Let the grouper place notes that nobody looked at; what a person decided always "
            "stays. With --all it looks at all notes again, and you see what would change "
            "first. With a file, its rows come back with a theme each, and nothing is stored."
        ),
        examples=(
            "naho theme group",
            "naho theme group --all",
            "naho theme group avis.csv --output avis-themes.csv",
            "naho theme group avis.csv --output avis-themes.csv --discover --themes 12",
        ),
        params=[
            argument(
                "file",
                metavar="[FILE]",
                required=False,
                type=click.Path(path_type=Path),
            ),
            option("--grouper", metavar="NAME", help=_("Another one than naho.toml says.")),
            flag("--all", help=_("Look at all notes again, not only the new ones.")),
            yes_option(),
            option(
                "--output",
                "-o",
                metavar="FILE",
                type=click.Path(path_type=Path),
                default=None,
                help=_("Where the file's rows go, with their themes."),
            ),
            option(
                "--taxonomy",
                metavar="FILE",
                type=click.Path(path_type=Path),
                default=None,
                help=_("The themes to place rows into; left out: those of the workspace."),
            ),
            flag("--discover", help=_("Find the themes in the rows themselves.")),
            option(
                "--themes",
                metavar="N",
                default=AUTO,
                help=_("How many themes to find (otherwise {value})").format(value=AUTO),
            ),
            flag("--plain", help=_("Put no apostrophe before texts that look like formulas.")),
        ],
    )


def _group(
    state: State,
    *,
    file: Path | None,
    grouper: str,
    all: bool,
    yes: bool,
    output: Path | None,
    taxonomy: Path | None,
    discover: bool,
    themes: str,
    plain: bool,
    as_json: bool,
) -> None:
    if file is not None:
        grouping = _grouped_file(state, file, taxonomy, grouper, discover, _number(themes))
        _tell_file(grouping, output, plain=plain, as_json=as_json)
    elif output is not None or taxonomy is not None or discover or themes != AUTO or plain:
        raise UsageError(
            _("--output, --taxonomy, --discover, --themes and --plain go with a file."),
            _("Name the file: naho theme group FILE --output OUT.csv"),
        )
    elif all:
        _regroup(state, grouper, yes=yes, as_json=as_json)
    else:
        _place_new(state, grouper, as_json=as_json)


def _say_fallback(instead_of: str) -> None:
    if instead_of:
        console.say(fallback_notice(instead_of))


# ---- new notes -----------------------------------------------------------------------------


def _place_new(state: State, grouper: str, *, as_json: bool) -> None:
    grouping = state.naho.theming.group(grouper=grouper, only_new=True)
    _say_fallback(grouping.instead_of)
    if as_json:
        console.out_json(GroupingOut.of(grouping))
        return
    placed = ngettext("{n} note has a theme", "{n} notes have a theme", grouping.placed)
    console.out(
        _(
            "{placed}, {unsorted} to be sorted; {changed} changed, {kept} decided by a person."
        ).format(
            placed=placed.format(n=grouping.placed),
            unsorted=grouping.unsorted,
            changed=grouping.changed,
            kept=grouping.kept,
        )
    )


# ---- all notes -----------------------------------------------------------------------------


def _regroup(state: State, grouper: str, *, yes: bool, as_json: bool) -> None:
    naho = state.naho
    regrouping = naho.regrouping.propose(grouper=grouper)
    _say_fallback(regrouping.instead_of)
    if not as_json:
        console.out_lines(_proposed(state, regrouping))
    agreed = regrouping.is_empty or yes or (not as_json and _asked())
    accepted = naho.regrouping.accept(regrouping) if agreed else None
    if as_json:
        kept = sum(p.locked for p in naho.theming.placements().values())
        console.out_json(RegroupingOut.of(regrouping, applied=accepted is not None, kept=kept))
    elif accepted is not None and accepted.before:
        moved = len(accepted.before)
        said = ngettext("{n} note moved.", "{n} notes moved.", moved)
        console.out(said.format(n=moved))
    if accepted is None:
        console.say(_("Nothing was changed. To do it, add --yes."))
        fail()


def _asked() -> bool:
    return console.can_ask() and console.confirm(_("Do it?"))


def _proposed(state: State, regrouping: Regrouping) -> Iterator[str]:
    """Yield what would change, for people: from where to where, then the new themes."""
    if regrouping.is_empty:
        yield _("Nothing would change.")
        return
    naho = state.naho
    ways = Counter((move.before, move.proposal.theme) for move in regrouping.moves)
    rows = [
        (str(n), f"{_name(state, before)} → {_name(state, after)}")
        for (before, after), n in ways.most_common()
    ]
    yield from console.aligned(rows)
    for theme in regrouping.themes:
        n = len(theme.moves)
        yield (
            _("New theme: {name}").format(name=one_line(theme.found.label))
            + " · "
            + ngettext("{n} note", "{n} notes", n).format(n=n)
        )
        for id_ in theme.found.central:
            note = naho.store.get(Note, id_)
            if note is not None:
                yield f"  {note.receipt}  {one_line(note.text)[:_QUOTED]}"


def _name(state: State, theme: str) -> str:
    return one_line(state.naho.taxonomy.label(theme)) if theme else _("To be sorted")


# ---- a file --------------------------------------------------------------------------------


def _number(themes: str) -> int:
    if themes == AUTO:
        return 0
    if not themes.isdecimal() or not 2 <= int(themes) <= 500:
        raise UsageError(
            _("--themes is a number from 2 to 500, or auto, and not {value}.").format(
                value=one_line(themes)
            )
        )
    return int(themes)


def _grouped_file(
    state: State, file: Path, taxonomy: Path | None, grouper: str, discover: bool, themes: int
) -> FileGrouping:
    naho = state.naho_anywhere
    files = GroupingFiles(
        naho.importing, naho.plugins, grouper=naho.settings.grouper, languages=naho.languages
    )
    chosen: Taxonomy | None = naho.taxonomy
    if taxonomy is not None:
        chosen = read_themes(taxonomy)
    elif discover:
        chosen = None
    return files.group(file, chosen, grouper=grouper, themes=themes, discover=discover)


def _tell_file(grouping: FileGrouping, output: Path | None, *, plain: bool, as_json: bool) -> None:
    _say_fallback(grouping.instead_of)
    if output is None and not as_json:
        raise UsageError(
            _("Where should the rows go?"), _("Name a file: --output OUT.csv, or ask for --json.")
        )
    if output is not None:
        try:
            write_grouping(grouping, output, plain=plain)
        except OSError as error:
            raise RefusedError(
                _("{file} could not be written.").format(file=one_line(output.name)),
                one_line(error.strerror or ""),
            ) from error
    for row in grouping.bad[:_BAD_SHOWN]:
        console.say(_("Line {n}: {reason}").format(n=row.line, reason=one_line(row.reason)))
    if grouping.bad:
        n = len(grouping.bad)
        said = ngettext("{n} row was left out.", "{n} rows were left out.", n)
        console.say(said.format(n=n))
    if as_json:
        console.out_json(FileGroupingOut.of(grouping))
        return
    rows = len(grouping.rows)
    said = ngettext("{n} row", "{n} rows", rows).format(n=rows)
    themes = ngettext("{n} theme", "{n} themes", grouping.themes).format(n=grouping.themes)
    console.out(
        _("{rows}: {placed} in {themes}, {unsorted} to be sorted.").format(
            rows=said, placed=grouping.placed, themes=themes, unsorted=rows - grouping.placed
        )
    )
