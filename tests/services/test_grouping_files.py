"""Themes for a file's rows: the file's columns come back with four more, in its own form."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from naho_feedback.contracts.context import PluginContext
from naho_feedback.contracts.plugins import FoundTheme, Grouper, GroupingInput, Proposal, Regrouped
from naho_feedback.domain.programme import Programme
from naho_feedback.errors import PluginError, UsageError
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock
from naho_feedback.services.grouping_files import FileGrouping, GroupingFiles, write_grouping
from naho_feedback.services.importing import Importing
from naho_feedback.store.memory import MemoryStore
from naho_import import CsvCollector
from tests.conftest import FakePlugins
from tests.services.test_themes import TAXONOMY


class Reader(Grouper):
    """Places what says "clic"; finds one theme where it may discover."""

    name = "reader"
    label = Localized("Lecteur", "Reader")

    def __init__(self) -> None:
        self.given: list[GroupingInput] = []

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        raise AssertionError

    def regroup(self, given: GroupingInput) -> Regrouped:
        self.given.append(given)
        known = {theme.id for theme in given.taxonomy.themes}
        found = (FoundTheme(id="new-1", label="=Parking"),) if given.discover else ()
        return Regrouped(
            proposals=tuple(
                Proposal(note=n.id, theme="clics", words=("clic", "@x"), confidence=0.876)
                if "clic" in n.text and "clics" in known
                else Proposal(note=n.id, theme="new-1" if found else "", confidence=0.5)
                for n in given.notes
            ),
            themes=found,
        )


@pytest.fixture
def reader(plugins: FakePlugins, programme: Programme, tmp_path: Path) -> Reader:
    context = PluginContext(
        languages=("fr",),
        programme=programme,
        taxonomy=TAXONOMY,
        cache_dir=tmp_path,
        output_dir=tmp_path,
    )
    plugins.all_collectors["csv"] = CsvCollector(context)
    reader = plugins.all_groupers["reader"] = Reader()
    return reader


@pytest.fixture
def files(
    store: MemoryStore, plugins: FakePlugins, programme: Programme, clock: Clock, reader: Reader
) -> GroupingFiles:
    importing = Importing(store, plugins, programme, clock)
    return GroupingFiles(importing, plugins, grouper="reader", languages=("fr",))


def written(grouping: FileGrouping, target: Path, *, plain: bool = False) -> list[list[str]]:
    write_grouping(grouping, target, plain=plain)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";" if b";" in target.read_bytes() else ","))


def test_rows_come_back_in_order_with_theme_label_confidence_and_why(
    files: GroupingFiles, tmp_path: Path
) -> None:
    source = tmp_path / "avis.csv"
    source.write_text('text,label\n"trop, de clics",a\n,b\nautre,c\n', "utf-8")
    grouping = files.group(source, TAXONOMY)
    assert (grouping.placed, grouping.themes, grouping.bad) == (1, 1, ())
    assert written(grouping, tmp_path / "out" / "avis.csv", plain=True) == [
        ["text", "label", "theme", "theme_label", "confidence", "why"],
        ["trop, de clics", "a", "clics", "Clics", "0.88", "clic, @x"],
        ["", "b", "", "", "", ""],
        ["autre", "c", "", "", "", ""],
    ]


def test_a_file_of_a_french_spreadsheet_goes_back_in_its_own_form(
    files: GroupingFiles, tmp_path: Path
) -> None:
    source, target = tmp_path / "avis.csv", tmp_path / "out.csv"
    source.write_bytes("\ufefftexte;site\r\nçà fait clic;Lens\r\n".encode())
    rows = written(files.group(source, TAXONOMY), target)
    assert target.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert rows == [
        ["texte", "site", "theme", "label", "confidence", "why"],
        ["çà fait clic", "Lens", "clics", "Clics", "0.88", "clic, @x"],
    ]


def test_no_cell_is_a_formula_unless_one_asks_for_plain_ones(
    files: GroupingFiles, tmp_path: Path
) -> None:
    source, target = tmp_path / "avis.csv", tmp_path / "out.csv"
    source.write_text("text,n\n=1+1,-2\n", "utf-8")
    grouping = files.group(source, None)
    assert written(grouping, target)[1] == ["'=1+1", "'-2", "new-1", "'=Parking", "0.50", ""]
    assert written(grouping, target, plain=True)[1][:2] == ["=1+1", "-2"]


def test_what_is_asked_reaches_the_grouper(
    files: GroupingFiles, reader: Reader, tmp_path: Path
) -> None:
    source = tmp_path / "avis.csv"
    source.write_text("text\nun clic\n\n", "utf-8")
    files.group(source, TAXONOMY)
    files.group(source, TAXONOMY, discover=True, themes=7)
    files.group(source, None, themes=3)
    asked = [(len(g.taxonomy.themes), g.discover, g.themes) for g in reader.given]
    assert asked == [(4, False, 0), (4, True, 7), (0, True, 3)]
    assert [len(g.notes) for g in reader.given] == [1, 1, 1], "a blank row asks nothing"


def test_rows_that_cannot_be_read_are_told_and_no_column_of_texts_is_refused(
    files: GroupingFiles, tmp_path: Path
) -> None:
    source = tmp_path / "avis.csv"
    source.write_text("text,n\nun clic,1\ncoupé,en,deux\n", "utf-8")
    grouping = files.group(source, TAXONOMY)
    assert (len(grouping.rows), [row.line for row in grouping.bad]) == (1, [3])
    source.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(UsageError) as refused:
        files.group(source, TAXONOMY)
    assert "a, b" in refused.value.hint


def test_a_grouper_that_a_person_named_is_not_stood_in_for(
    files: GroupingFiles, tmp_path: Path
) -> None:
    source = tmp_path / "avis.csv"
    source.write_text("text\nun\n", "utf-8")
    with pytest.raises(PluginError):
        files.group(source, TAXONOMY, grouper="nope")
