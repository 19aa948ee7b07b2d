"""Exporter ``digest``: the day as a mail, written to a file that a mail program opens.

What is written, in the folder of the option ``folder`` (else where the workspace keeps what was
asked for): ``digest-2017-03-03.eml``, or ``digest-2017-03-03-public.eml`` for another audience
than managers. Nothing is sent: Outlook and others open the file as a draft (``X-Unsent``),
somebody reads it, and sends it.

The mail holds the same twice, as plain text of at most 25 lines and as HTML that fetches
nothing: what waits for a decision, the day's counts for the whole programme, the themes that
come back, up to three reviewed quotes without site or role, scores as far as the view gives
them, what is due within seven days, and the limits of the figures.

On a day with nothing new nothing is written, unless the option ``always`` asks for it (for a
weekly mail, for instance). A file that this exporter did not write, or that somebody changed
since, is never overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from naho_feedback.api import (
    Audience,
    Delivery,
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

from .content import content, is_quiet
from .html import html
from .message import Mail, addresses, as_bytes, is_untouched
from .text import text
from .wording import Wording

if TYPE_CHECKING:
    from email.headerregistry import Address

__all__ = ["DigestExporter", "DigestOptions", "register_exporters"]


class DigestOptions(Options, frozen=True, kw_only=True):
    """What a person may choose."""

    folder: Annotated[
        str,
        described(
            "Dossier où écrire ; vide : le dossier des sorties",
            "Folder to write to; empty: the output folder",
        ),
    ] = ""
    to: Annotated[
        str,
        described(
            "Destinataires, une virgule entre deux ; vide : à choisir à l'envoi",
            "Who it is for, parted by commas; empty: chosen when it is sent",
        ),
    ] = ""
    sender: Annotated[
        str,
        described(
            "Expéditeur ; vide : celui de la messagerie",
            "Who it is from; empty: the mail program's own",
        ),
    ] = ""
    page: Annotated[
        str,
        described(
            "Où trouver la page entière, écrit au bas du message",
            "Where the full page is found, written at the foot of the message",
        ),
    ] = ""
    always: Annotated[
        bool,
        described(
            "Écrire le message même un jour sans rien de nouveau",
            "Write the message even on a day with nothing new",
        ),
    ] = False


class DigestExporter(Exporter):
    """Writes a view as one mail; see the module's own words.

    Args:
        context: gives the output folder and the language of messages.
    """

    name: ClassVar[str] = "digest"
    label: ClassVar[Localized] = Localized("Courriel de synthèse", "E-mail digest")
    options: ClassVar[type[Options]] = DigestOptions

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    def plan(self, view: View, receipts: Mapping[str, Delivery], options: Options) -> Plan:
        """Return what would be written: one line, whose title is the mail's subject.

        Its key is ``file:`` and the file's path inside the output folder, such as
        ``file:digest-2017-03-03.eml``, or the whole path for a folder elsewhere.

        Raises:
            NahoError: if an address or the folder's name cannot be read.
            TypeError: if the options are not :class:`DigestOptions`.
        """
        chosen = _checked(options)
        path = self._path(view, chosen)
        mail = self._mail(view, chosen)
        data = as_bytes(mail)
        key, digest = self._key(path), hashlib.sha256(data).hexdigest()
        present = standing(path)
        detail = f"{path.name}, {self._for_whom(mail.to)}"
        if is_quiet(view) and not chosen.always:
            action, detail = PlanAction.LEAVE, self._say("rien de nouveau", "nothing new")
        elif present == data:
            action = PlanAction.LEAVE
        elif not is_writable(path.parent):
            action, detail = PlanAction.REFUSE, self._not_writable(path.parent)
        elif present is not None and not _is_ours(path, present, receipts.get(key)):
            action, detail = PlanAction.REFUSE, self._not_ours(path)
        else:
            action = PlanAction.CREATE if present is None else PlanAction.UPDATE
        item = PlanItem(
            key=key, action=action, title=one_line(mail.subject), detail=detail, digest=digest
        )
        return Plan(target=str(path.parent), items=(item,))

    def send(self, plan: Plan, view: View, options: Options) -> Iterator[Receipt]:
        """Write the mail if the plan creates or updates it, whole or not at all.

        Raises:
            NahoError: if the view is no longer what the preview showed, if a file that is not
                ours appeared since, or if the disk refuses.
        """
        chosen = _checked(options)
        path = self._path(view, chosen)
        data = as_bytes(self._mail(view, chosen))
        digest = hashlib.sha256(data).hexdigest()
        for item in plan.items:
            if item.action not in (PlanAction.CREATE, PlanAction.UPDATE):
                continue
            if item.key != self._key(path) or item.digest != digest:
                raise NahoError(
                    self._say(
                        "Les données ont changé depuis l'aperçu.",
                        "The data changed since the preview.",
                    ),
                    self._say("Refaites l'aperçu.", "Make the preview again."),
                )
            present = standing(path)
            if present not in (None, data) and not is_untouched(present or b""):
                raise NahoError(self._not_ours(path))
            self._write(path, data)
            yield Receipt(key=item.key, reference=str(path), detail=item.title)

    # ---- the mail ------------------------------------------------------------------------

    def _mail(self, view: View, options: DigestOptions) -> Mail:
        say = Wording(view.language, view.k)
        said = content(view, page=options.page)
        return Mail(
            subject=said.subject,
            day=view.made,
            language=say.language,
            text=text(said, say),
            html=html(said, say),
            to=self._addresses(options.to),
            sender=self._addresses(options.sender, at_most=1),
        )

    def _addresses(self, typed: str, at_most: int = 0) -> tuple[Address, ...]:
        hint = self._say(
            "Écrivez par exemple\u00a0: equipe@exemple.fr, direction@exemple.fr",
            "Write for example: team@example.org, board@example.org",
        )
        try:
            found = addresses(typed)
        except ValueError as error:
            wrong = one_line(str(error))
            raise NahoError(
                self._say(
                    f"L'adresse «\u00a0{wrong}\u00a0» ne peut pas être lue.",
                    f"The address “{wrong}” cannot be read.",
                ),
                hint,
            ) from error
        if at_most and len(found) > at_most:
            raise NahoError(
                self._say("Il ne peut y avoir qu'un expéditeur.", "There can be one sender only."),
                hint,
            )
        return found

    def _for_whom(self, to: tuple[Address, ...]) -> str:
        if not to:
            return self._say("brouillon sans destinataire", "draft for nobody yet")
        names = ", ".join(one_line(str(address)) for address in to)
        return self._say(f"brouillon pour {names}", f"draft for {names}")

    # ---- the file ------------------------------------------------------------------------

    def _path(self, view: View, options: DigestOptions) -> Path:
        audience = "" if view.audience == Audience.MANAGER else f"-{view.audience}"
        name = f"digest-{view.made.isoformat()}{audience}.eml"
        try:
            typed = Path(options.folder).expanduser() if options.folder else None
            return (typed or self._context.output_dir).resolve() / name
        except (OSError, RuntimeError, ValueError) as error:  # "~nobody", NUL, a loop of links
            raise NahoError(
                self._say(
                    "Ce nom de dossier ne peut pas être lu.", "This folder name cannot be read."
                ),
                self._say("Donnez un autre dossier.", "Give another folder."),
            ) from error

    def _key(self, path: Path) -> str:
        root = self._context.output_dir.resolve()
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        return f"file:{shown.as_posix()}"

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
                    "Donnez un autre dossier, ou fermez le message s'il est ouvert.",
                    "Give another folder, or close the message if it is open.",
                ),
            ) from error

    def _not_writable(self, folder: Path) -> str:
        return self._say(
            f"Le dossier {folder} n'est pas ouvert en écriture\u00a0; choisissez-en un autre.",
            f"The folder {folder} cannot be written to; choose another one.",
        )

    def _not_ours(self, path: Path) -> str:
        return self._say(
            f"{path.name} n'a pas été écrit par nous, ou a été modifié depuis\u00a0: "
            "renommez-le ou déplacez-le.",
            f"{path.name} was not written by us, or was changed since: rename it or move it away.",
        )

    def _say(self, fr: str, en: str) -> str:
        return self._context.translate(Localized(fr, en))


def _checked(options: Options) -> DigestOptions:
    if not isinstance(options, DigestOptions):
        msg = f"expected DigestOptions, got {type(options).__name__}"
        raise TypeError(msg)
    return options


def _is_ours(path: Path, present: bytes, sent: Delivery | None) -> bool:
    """Whether the host remembers this file, a cut short writing included, and nobody changed it."""
    remembered = sent is not None and sent.reference in ("", str(path))
    return remembered and is_untouched(present)


@hookimpl
def register_exporters(context: PluginContext) -> Iterable[Exporter]:
    """Return the digest exporter."""
    return (DigestExporter(context),)
