"""Exporter ``board``: a project board as one Markdown file that people go on writing in.

What is written, in the folder of the option ``folder`` (else where the workspace keeps what was
asked for): ``tableau.md``, or ``tableau-public.md`` for another audience than managers. Its
sections are "Vous avez dit" (themes with barriers in three sessions and two sites or more), "À
décider", "En cours", "Fait" and "Refusé (et pourquoi)" (actions by their status).

**People's hands win.** What stands under a card stays under it. A card that somebody moved to
another section stays there. A line of ours that somebody changed is kept below the card when
the card is updated. A card that somebody removed is not brought back unless ``bring_back`` asks
for it. Sections may be renamed, and others added. A card that another laptop put there is left
alone. Only a file that begins as a board of ours is ever written to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, ClassVar, Final

from naho_feedback.api import (
    Audience,
    Delivery,
    DeliveryStatus,
    Exporter,
    Localized,
    NahoError,
    Options,
    Plan,
    PlanAction,
    PlanItem,
    PluginContext,
    Receipt,
    View,
    described,
    hookimpl,
    is_writable,
    one_line,
    standing,
    write_whole,
)

from .cards import COLUMNS, HEAD, Wanted, cards, head
from .document import Board, Card, Section, name_columns, parse, put, stays, take_out, written

__all__ = ["BoardExporter", "BoardOptions", "register_exporters"]

_REMOVED: Final = "removed"
"""Digest of a card that is taken out, so that it is not mistaken for one that a person removed."""
_BOM: Final = b"\xef\xbb\xbf"


class BoardOptions(Options, frozen=True, kw_only=True):
    """What a person may choose."""

    folder: Annotated[
        str,
        described(
            "Dossier où écrire ; vide : le dossier des sorties",
            "Folder to write to; empty: the output folder",
        ),
    ] = ""
    bring_back: Annotated[
        bool,
        described(
            "Remettre les cartes que quelqu'un a retirées",
            "Bring back the cards that somebody removed",
        ),
    ] = False


class BoardExporter(Exporter):
    """Writes a view's themes and actions as cards; see the module's own words.

    Args:
        context: gives the output folder and the language of messages.
    """

    name: ClassVar[str] = "board"
    label: ClassVar[Localized] = Localized(
        "Tableau de projet (Markdown)", "Project board (Markdown)"
    )
    options: ClassVar[type[Options]] = BoardOptions

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    def plan(self, view: View, receipts: Mapping[str, Delivery], options: Options) -> Plan:
        """Return what would change: one line for the file, then one for each card.

        A card's key is that of the view (``action:A7K2-12``, ``theme:materiel``), behind the
        audience for another board than the managers' (``public/theme:materiel``).

        Raises:
            NahoError: if the folder's name cannot be read.
            TypeError: if the options are not :class:`BoardOptions`.
        """
        chosen = _checked(options)
        path = self._path(view, chosen)
        present = standing(path)
        wanted = head(view)
        refusal = self._refusal(path, present, wanted)
        if refusal:
            item = self._item(view, wanted, PlanAction.REFUSE, refusal)
            return Plan(target=str(path), items=(item,))
        board = parse(_text(present)) if present is not None else None
        known = {
            key
            for key, sent in receipts.items()
            if sent.status == DeliveryStatus.SENT and sent.reference == str(path)
            if sent.digest != _REMOVED
        }
        everything = list(cards(view))
        items = [self._compared(view, board, wanted, set(), chosen)]
        items += [self._compared(view, board, card, known, chosen) for card in everything]
        gone = self._gone(view, board, {card.key for card in everything}, known)
        return Plan(target=str(path), items=(*items, *gone))

    def send(self, plan: Plan, view: View, options: Options) -> Iterator[Receipt]:
        """Write the file once with all that the plan changes, then yield a receipt for each.

        What people wrote in the file since the preview is kept like all the rest.

        Raises:
            NahoError: if the view is no longer what the preview showed, if the file went away
                or another one appeared since, or if the disk refuses.
        """
        chosen = _checked(options)
        todo = [i for i in plan.items if i.action in (PlanAction.CREATE, PlanAction.UPDATE)]
        if not todo:
            return
        path = self._path(view, chosen)
        present = standing(path)
        top = head(view)
        refusal = self._refusal(path, present, top)
        if refusal:
            raise NahoError(refusal)
        board = parse(_text(present or b""))
        wanted = {self._key(view, card.key): card for card in (top, *cards(view))}
        file_key = self._key(view, top.key)
        if present is None and not any(i.key == file_key for i in todo):
            raise self._changed()
        for item in todo:
            card = wanted.get(item.key)
            if item.digest == _REMOVED and card is None:
                take_out(board, item.key.rpartition("/")[2], view.language)
            elif card is None or card.digest != item.digest:
                raise self._changed()
            else:
                put(board, card, view.language)
        if any(i.key == file_key for i in todo):
            name_columns(board, view.language)
        self._write(path, _data(board, present or b""))
        for item in todo:
            yield Receipt(key=item.key, reference=str(path), detail=item.title)

    # ---- what would happen ---------------------------------------------------------------

    def _compared(
        self,
        view: View,
        board: Board | None,
        wanted: Wanted,
        known: set[str],
        options: BoardOptions,
    ) -> PlanItem:
        """Return the preview's line for a card that the view holds."""
        found = board.find(wanted.key) if board else None
        if found is None:
            removed = board is not None and self._key(view, wanted.key) in known
            if removed and not options.bring_back:
                said = self._say("retirée à la main, non remise", "removed by hand, stays away")
                return self._item(view, wanted, PlanAction.LEAVE, said)
            return self._item(view, wanted, PlanAction.CREATE, self._column(wanted.column))
        section, card = found
        by_hand = self._by_hand(section, card, wanted)
        keeps = stays(section, card, wanted)
        changes = []
        if not keeps:
            before, after = self._column(section.id), self._column(wanted.column)
            changes.append(f"{before} \u2192 {after}")
        if card.mark != wanted.mark:
            changes.append(self._say("texte", "text"))
        if keeps and section.id == wanted.column != card.column:
            changes.append(self._say("place reconnue", "place taken over"))
        action = PlanAction.UPDATE if changes else PlanAction.LEAVE
        return self._item(view, wanted, action, ", ".join([*changes, *by_hand]))

    def _by_hand(self, section: Section, card: Card, wanted: Wanted) -> list[str]:
        """Return what people did to a card, in words."""
        said = []
        if section.id != wanted.column and stays(section, card, wanted):
            said.append(self._say("déplacée à la main, y reste", "moved by hand, stays there"))
        if card.edited:
            said.append(self._say("modifiée à la main, gardé", "changed by hand, kept"))
        return said

    def _gone(
        self, view: View, board: Board | None, wanted: set[str], known: set[str]
    ) -> Iterator[PlanItem]:
        """Yield a line for each card that we put there and that the view holds no more."""
        for _section, card in board.cards() if board else ():
            key = self._key(view, card.key)
            if key in known and card.key not in wanted and not _is_head(card.key):
                yield PlanItem(
                    key=key,
                    action=PlanAction.UPDATE,
                    title=one_line(card.body[0].lstrip("# ")) or key,
                    detail=self._say("retirée du tableau", "taken off the board"),
                    digest=_REMOVED,
                )

    def _item(self, view: View, wanted: Wanted, action: PlanAction, detail: str) -> PlanItem:
        return PlanItem(
            key=self._key(view, wanted.key),
            action=action,
            title=wanted.title,
            detail=detail,
            digest=wanted.digest,
        )

    def _refusal(self, path: Path, present: bytes | None, wanted: Wanted) -> str:
        """Return why nothing may be written there, or ``""``."""
        if not is_writable(path.parent):
            return self._say(
                f"Le dossier {path.parent} n'est pas ouvert en écriture\u00a0; "
                "choisissez-en un autre.",
                f"The folder {path.parent} cannot be written to; choose another one.",
            )
        if present is None:
            return ""
        try:
            top = parse(_text(present)).head
        except UnicodeDecodeError:
            return self._say(
                f"{path.name} n'est pas en UTF-8\u00a0: enregistrez-le en UTF-8.",
                f"{path.name} is not in UTF-8: save it as UTF-8.",
            )
        if top is None:
            return self._say(
                f"{path.name} n'est pas un tableau écrit par nous\u00a0: "
                "renommez-le ou déplacez-le.",
                f"{path.name} is no board of ours: rename it or move it away.",
            )
        if top.key != wanted.key:
            return self._say(
                f"{path.name} mêlerait des données inventées à de vraies\u00a0: "
                "choisissez un autre dossier.",
                f"{path.name} would mix invented data with real ones: choose another folder.",
            )
        return ""

    # ---- the file ------------------------------------------------------------------------

    def _path(self, view: View, options: BoardOptions) -> Path:
        audience = "" if view.audience == Audience.MANAGER else f"-{view.audience}"
        try:
            typed = Path(options.folder).expanduser() if options.folder else None
            return (typed or self._context.output_dir).resolve() / f"tableau{audience}.md"
        except (OSError, RuntimeError, ValueError) as error:  # "~nobody", NUL, a loop of links
            raise NahoError(
                self._say(
                    "Ce nom de dossier ne peut pas être lu.", "This folder name cannot be read."
                ),
                self._say("Donnez un autre dossier.", "Give another folder."),
            ) from error

    def _key(self, view: View, key: str) -> str:
        """Return the key of a plan's line: two boards in one workspace must not share one."""
        if _is_head(key):
            key = "file:tableau.md"
        return key if view.audience == Audience.MANAGER else f"{view.audience}/{key}"

    def _write(self, path: Path, data: bytes) -> None:
        try:
            # In our own folder nobody else reads it; elsewhere somebody chose who does.
            ours = path.is_relative_to(self._context.output_dir.resolve())
            write_whole(path, data, private=ours)
        except OSError as error:
            raise NahoError(
                self._say(f"{path} n'a pas pu être écrit\u00a0: ", f"{path} could not be written: ")
                + f"{error.strerror or type(error).__name__}.",
                self._say(
                    "Donnez un autre dossier, ou fermez le fichier s'il est ouvert.",
                    "Give another folder, or close the file if it is open.",
                ),
            ) from error

    def _changed(self) -> NahoError:
        return NahoError(
            self._say(
                "Les données ou le fichier ont changé depuis l'aperçu.",
                "The data or the file changed since the preview.",
            ),
            self._say("Refaites l'aperçu.", "Make the preview again."),
        )

    def _column(self, id: str) -> str:
        if id in COLUMNS:
            return self._context.translate(COLUMNS[id])
        return self._say("autre", "other") if id else ""

    def _say(self, fr: str, en: str) -> str:
        return self._context.translate(Localized(fr, en))


def _is_head(key: str) -> bool:
    return key.partition(":")[0] == HEAD


def _text(data: bytes) -> str:
    """Return the text of a file, whatever ends its lines."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _data(board: Board, before: bytes) -> bytes:
    """Return the bytes of a file, with the line ends and the mark that it had before."""
    text = written(board)
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return (_BOM if before.startswith(_BOM) else b"") + text.encode()


def _checked(options: Options) -> BoardOptions:
    if not isinstance(options, BoardOptions):
        msg = f"expected BoardOptions, got {type(options).__name__}"
        raise TypeError(msg)
    return options


@hookimpl
def register_exporters(context: PluginContext) -> Iterable[Exporter]:
    """Return the board exporter."""
    return (BoardExporter(context),)
