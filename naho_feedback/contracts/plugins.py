"""What a plugin may bring: exporters, groupers, collectors, panels and commands."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Final

import msgspec
from pluggy import HookimplMarker

from naho_feedback.contracts.options import Options
from naho_feedback.domain.deliveries import Delivery
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.text import folded
from naho_feedback.domain.themes import Placement, Taxonomy
from naho_feedback.domain.views import View
from naho_feedback.errors import PluginError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _

PROJECT: Final = "naho_feedback"
"""Name of the entry-point group and of the pluggy project."""

hookimpl: Final = HookimplMarker(PROJECT)
"""Marks a plugin's function as the implementation of the hook of the same name."""


# ---- out ---------------------------------------------------------------------------------


class PlanAction(StrEnum):
    """What sending would do to one thing at the target."""

    CREATE = "create"
    UPDATE = "update"
    LEAVE = "leave"
    REFUSE = "refuse"


class PlanItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a preview.

    Attributes:
        key: the host's stable key, such as ``"theme:formation"`` or ``"file:themes.csv"``.
        title: what a person reads.
        detail: what changes, or why it is refused.
        digest: fingerprint of what would be sent.
    """

    key: str
    action: PlanAction
    title: str
    detail: str = ""
    digest: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a target would look like after sending: the preview.

    Attributes:
        target: where it goes, as a person would say it (a folder, an address).
    """

    target: str
    items: tuple[PlanItem, ...]

    def count(self, action: PlanAction) -> int:
        """Return how many items have this action."""
        return sum(item.action == action for item in self.items)


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Proof that one thing was sent.

    Attributes:
        key: the plan item's key.
        reference: what the target calls it now (a path, an issue number).
    """

    key: str
    reference: str
    detail: str = ""


class Exporter(ABC):
    """A target: gets a :class:`View`, never the store.

    ``plan`` may read the target and never writes. The host shows the plan, journals what is
    about to be created, and only then calls ``send``. ``receipts`` holds what the host
    remembers by key, intents that were cut short included: look such a key up at the target
    before creating it again.
    """

    name: ClassVar[str]
    """Short name without spaces, as in ``naho export NAME``."""
    label: ClassVar[Localized]
    """What the screen calls it."""
    options: ClassVar[type[Options]] = Options
    """The declared options; ``plan`` and ``send`` get an instance."""

    @abstractmethod
    def plan(self, view: View, receipts: Mapping[str, Delivery], options: Options) -> Plan:
        """Return what sending would do.

        Raises:
            NahoError: if the target cannot be reached or the options make no sense.
        """

    @abstractmethod
    def send(self, plan: Plan, view: View, options: Options) -> Iterator[Receipt]:
        """Do what the plan says and yield one receipt for each thing as soon as it is there.

        Raises:
            NahoError: at the first thing that fails; what was yielded before stays sent.
        """


# ---- grouped -----------------------------------------------------------------------------


class GroupingInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a grouper is given.

    Attributes:
        notes: the notes to place.
        decisions: placements that people made; never to be contradicted.
        taxonomy: the themes to place into; words of this house are among their keywords.
        languages: the languages of the programme, most frequent first.
        decided: the notes that decisions are about, to learn from; some may be gone.
        discover: whether :meth:`Grouper.regroup` looks for new themes among notes that fit nowhere.
        themes: how many themes to find there; 0 leaves it to the grouper.
        keep: whether what :meth:`Grouper.regroup` learns may be kept; not of the rows of a file.
    """

    notes: tuple[Note, ...]
    decisions: tuple[Placement, ...]
    taxonomy: Taxonomy
    languages: tuple[str, ...]
    decided: tuple[Note, ...] = ()
    discover: bool = True
    themes: int = 0
    keep: bool = True


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Where a grouper would place one note.

    Attributes:
        theme: id of its main theme, ``""`` for "still to be sorted".
        also: ids of other themes that it speaks of, most certain first.
        words: the words that decided, as they stand in the note.
        confidence: 0 to 1.
    """

    note: str
    theme: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    confidence: float = 0.0


class FoundTheme(msgspec.Struct, frozen=True, kw_only=True):
    """A theme that a grouper found among notes that fit nowhere.

    Attributes:
        id: what this run's proposals call it; the host gives it a lasting id if people agree.
        label: a readable name, made of its notes' own words.
        words: what its notes have in common.
        central: ids of the notes that stand for it best, two where there are two.
    """

    id: str
    label: str
    words: tuple[str, ...] = ()
    central: tuple[str, ...] = ()


class Regrouped(msgspec.Struct, frozen=True, kw_only=True):
    """How a grouper would place notes if it could begin anew.

    Attributes:
        proposals: at most one a note.
        themes: the themes that proposals name and the taxonomy does not have.
    """

    proposals: tuple[Proposal, ...]
    themes: tuple[FoundTheme, ...] = ()


class Grouper(ABC):
    """Proposes themes; the host stores proposals and keeps what people decided.

    One instance serves a workspace as long as it is open; it may be asked from several threads.
    """

    name: ClassVar[str]
    label: ClassVar[Localized]

    @abstractmethod
    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        """Return at most one proposal a note; the order of the notes changes nothing.

        This is how new notes find their place, so it must be quick; a grouper that learns uses
        what :meth:`regroup` learnt last.
        """

    def regroup(self, given: GroupingInput) -> Regrouped:
        """Look at all notes at once; people see what would change before anything does.

        It may take long. What it learns may serve :meth:`group` from then on.
        """
        return Regrouped(proposals=tuple(self.group(given)))

    def similar(self, given: GroupingInput, note: Note) -> Iterable[str]:
        """Return which of the given notes resemble one that a person just placed.

        Args:
            given: the notes that may be moved with it.
            note: the note that was placed.

        Returns:
            Their ids, the most similar first; few and sure rather than many. A grouper that
            does not say otherwise takes those that say the same.
        """
        said = folded(note.text)
        return [other.id for other in given.notes if folded(other.text) == said]

    def warm(self) -> None:
        """Get ready while nobody waits: a wall was opened, notes are about to come."""
        return

    def close(self) -> None:
        """Let go of what it holds, such as another process."""
        return


# ---- commands ----------------------------------------------------------------------------


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a command answers.

    Attributes:
        lines: what people read.
        data: the same for programs: anything that JSON can say.
    """

    lines: tuple[str, ...]
    data: object = None


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A verb of the command line, such as ``naho theme evaluate FILE``.

    The host makes its flags and its help of it, and prints what it answers; a plugin never
    prints. A verb that the program has already keeps its own meaning.

    Attributes:
        noun: the noun that it goes with, such as ``"theme"``.
        name: the verb.
        help: one sentence.
        run: called with the files and the options; yields texts about its progress, if it takes
            long, and the answer last.
        files: what each file that is typed after the verb is called, such as ``("FILE",)``.
        options: the declared options, made into flags.
        examples: whole command lines.
    """

    noun: str
    name: str
    help: Localized
    run: Callable[[Sequence[Path], Options], Iterator[str | Said]]
    files: tuple[str, ...] = ()
    options: type[Options] = Options
    examples: tuple[str, ...] = ()


# ---- in ----------------------------------------------------------------------------------


class SourceShape(msgspec.Struct, frozen=True, kw_only=True):
    """What a collector found in a source before reading it whole.

    Attributes:
        columns: the source's column names.
        mapping: suggested mapping, our field name to column name.
        note: what the person should know ("séparateur ;, encodage cp1252").
    """

    columns: tuple[str, ...]
    mapping: dict[str, str]
    note: str = ""


class IncomingNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note from outside, not yet checked; ``line`` is where it stands in the source."""

    line: int
    text: str
    column: str = ""
    dots: int = 0
    origin: Origin = Origin.IMPORT


class IncomingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row from outside with all its columns, as texts; ``line`` is where it stands."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True)
class IncomingRows:
    """A source whose first row names its columns.

    Attributes:
        columns: the names, in order.
        rows: all other rows that are not empty; read when they are asked for.
    """

    columns: tuple[str, ...]
    rows: Iterator[IncomingRow | BadRow]


class BadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that cannot be taken; the reason never repeats what the row says."""

    line: int
    reason: str


Incoming = IncomingNote | BadRow


class Collector(ABC):
    """Brings values in from a file or another tool; the host checks and stores them."""

    name: ClassVar[str]
    label: ClassVar[Localized]
    suffixes: ClassVar[tuple[str, ...]]
    """File name endings that it reads, lower case with the dot."""

    @abstractmethod
    def inspect(self, source: Path) -> SourceShape:
        """Return the source's shape without reading all of it.

        Raises:
            NahoError: if the source cannot be read.
        """

    @abstractmethod
    def read(self, source: Path, mapping: Mapping[str, str]) -> Iterator[Incoming]:
        """Yield one value for each row.

        Args:
            source: the file.
            mapping: our field (``text``, ``column``, ``dots``) to the source's column name.

        Raises:
            NahoError: if the source cannot be read or a mapped column is not there.
        """

    def rows(self, source: Path) -> IncomingRows:
        """Return all rows with all their columns, for what is no note, such as answers.

        A collector that brings notes only need not have it.

        Args:
            source: the file.

        Raises:
            NahoError: if the source cannot be read, or this collector brings notes only.
        """
        raise PluginError(
            _("The collector {name} brings notes only.").format(name=self.name),
            _("Save {file} as CSV.").format(file=source.name),
        )


# ---- panels ------------------------------------------------------------------------------


class OpenSession(msgspec.Struct, frozen=True, kw_only=True):
    """An open session as the dashboard shows it; notes are counted exactly."""

    id: str
    workshop: str
    site: str
    audience: str
    format: str
    since: int
    notes: int


class WorkspaceStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What a panel may know besides the view: counts, no texts.

    Attributes:
        backup_age: seconds since the last backup, None if there was none.
        to_send: things that wait in the outbox.
        to_review: texts that wait to be reviewed.
        late_actions: actions past their due date.
        problems: plugins that failed.
    """

    open_sessions: tuple[OpenSession, ...] = ()
    backup_age: int | None = None
    to_send: int = 0
    to_review: int = 0
    late_actions: int = 0
    problems: int = 0


class PanelLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a tile.

    Attributes:
        label: on the left.
        value: on the right, already formatted.
        bar: length of a bar between them, 0 to 1, or None for no bar.
        strong: whether it is the tile's main figure.
        screen: the screen that it opens, or ``""`` for the tile's own.
    """

    label: str
    value: str = ""
    bar: float | None = None
    strong: bool = False
    screen: str = ""


class PanelData(msgspec.Struct, frozen=True, kw_only=True):
    """What a tile shows: numbers, bars and rows, never widgets.

    Attributes:
        title: the tile's title.
        lines: top to bottom.
        spark: values of a small curve, such as notes by hour.
        spark_label: what the curve shows.
        empty: what to do, shown when there is nothing.
    """

    title: str
    lines: tuple[PanelLine, ...] = ()
    spark: tuple[int, ...] = ()
    spark_label: str = ""
    empty: str = ""


class Panel(ABC):
    """A tile of the dashboard."""

    name: ClassVar[str]
    order: ClassVar[int] = 100
    """Tiles are laid out by order, then name."""
    screen: ClassVar[str] = ""
    """The screen that the tile opens: ``wall``, ``sessions``, ``survey``, ``summary``, ``review``,
    ``send``."""

    @abstractmethod
    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        """Return what the tile shows now."""
