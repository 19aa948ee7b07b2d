"""Photos attached to sessions: by path, hash and caption; the files stay where they are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, put, remove
from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.photos import Photo, PhotoState
from naho_feedback.errors import NahoError, NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.capture import Capture
from naho_feedback.services.checked import checked_text
from naho_feedback.services.clock import Clock
from naho_feedback.services.pictures import media_type
from naho_feedback.services.viewer import open_in_viewer

CAPTION_LIMIT: Final = 200
"""Most characters of a caption: it is printed under the photo and read aloud in its place."""

SIZE_LIMIT: Final = 50_000_000
"""Most bytes of a photo; a telephone's is ten times smaller."""


class Photos:
    """Attaches, lists and opens photos.

    Args:
        store: where the records go.
        capture: finds sessions.
        clock: the time.
        root: the workspace's folder; a photo below it is kept by its path from there, so that
            the folder may move.
    """

    def __init__(self, store: Store, capture: Capture, clock: Clock, root: Path) -> None:
        self._store = store
        self._capture = capture
        self._clock = clock
        self._root = root

    def attach(
        self,
        session: str,
        file: Path,
        caption: str,
        *,
        confirmed: bool,
        actor: str = Actor.COMMAND,
    ) -> Photo:
        """Attach a photo to a session, open or closed.

        Args:
            session: id or receipt; ``""`` for the session that is open now.
            file: a JPEG or PNG file.
            caption: what it shows, in words.
            confirmed: a person looked and says that it shows neither a face nor a patient.
            actor: who asks.

        Raises:
            RefusedError: unless it is confirmed, a picture, new there, and has a fit caption.
            NotFoundError: if there is no such session or file.
        """
        if not confirmed:
            raise RefusedError(
                _("A photo is attached only once somebody confirmed: no face, no patient."),
                _("Look at it, then confirm it."),
            )
        found = self._capture.session(session)
        words = checked_text(caption, CAPTION_LIMIT)
        path = file.expanduser().absolute()
        refuse_nir(path.name)
        photo = Photo(
            session=found.id,
            path=self._kept_path(path),
            sha256=_checked_digest(path),
            caption=words,
            confirmed=True,
            at=self._clock.now_ms(),
        )
        for other in self.photos(found.id):
            if other.sha256 == photo.sha256:
                raise RefusedError(
                    _("This session has this photo already: {receipt}.").format(
                        receipt=other.receipt
                    )
                )
        (id_,) = self._store.append([put(photo)], actor)
        return msgspec.structs.replace(photo, id=id_)

    def detach(self, name: str, *, actor: str = Actor.COMMAND) -> Photo:
        """Take a photo off its session; the file is not touched.

        Raises:
            NotFoundError: if there is none of that receipt or id.
        """
        photo = self._capture.find(Photo, name)
        self._store.append([remove(Photo, photo.id)], actor)
        return photo

    def photos(self, session: str = "") -> list[Photo]:
        """Return the photos in the order in which they were attached; of one session by its id."""
        self._store.refresh()
        return [p for p in self._store.all(Photo) if not session or p.session == session]

    def file(self, photo: Photo) -> Path:
        """Return where the photo is, or was."""
        return self._root / photo.path

    def state(self, photo: Photo) -> PhotoState:
        """Return what became of the file, read whole."""
        return self.read(photo)[0]

    def read(self, photo: Photo) -> tuple[PhotoState, bytes]:
        """Return what became of the file, and its bytes unless it is missing."""
        try:
            data = self.file(photo).read_bytes()
        except OSError:
            return PhotoState.MISSING, b""
        sound = hashlib.sha256(data).hexdigest() == photo.sha256
        return (PhotoState.SOUND if sound else PhotoState.CHANGED), data

    def open_in_viewer(self, name: str) -> tuple[Photo, PhotoState]:
        """Show a photo with the system's viewer.

        Returns:
            The photo, and whether the file is still the one that was attached.

        Raises:
            NotFoundError: if there is no such photo, or its file is gone.
            NahoError: if the system has no viewer.
        """
        photo = self._capture.find(Photo, name)
        state = self.state(photo)
        if state == PhotoState.MISSING:
            raise NotFoundError(
                _("The photo's file is gone: {file}").format(file=photo.path),
                _("Put it back there, or attach it again."),
            )
        open_in_viewer(self.file(photo))
        return photo, state

    def _kept_path(self, path: Path) -> str:
        """Return the path as it is kept; links are followed, so that it names one file."""
        try:
            path, root = path.resolve(), self._root.resolve()
        except (OSError, RuntimeError) as error:  # a loop of links
            raise _unreadable(path) from error
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _checked_digest(path: Path) -> str:
    """Return the file's SHA-256.

    Raises:
        NotFoundError: if there is no such file.
        RefusedError: if it is no JPEG or PNG, or too large.
        NahoError: if it cannot be read.
    """
    try:
        if not path.is_file():
            raise NotFoundError(_("There is no file {name}.").format(name=path.name))
        if path.stat().st_size > SIZE_LIMIT:
            raise RefusedError(_("This file is far too large for a photo."))
        with path.open("rb") as file:
            kind = media_type(file.read(16))
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _unreadable(path) from error
    if not kind:
        raise RefusedError(
            _("{name} is neither a JPEG nor a PNG picture.").format(name=path.name),
            _("Save it as JPEG first; a telephone's HEIC is not shown everywhere."),
        )
    return digest


def _unreadable(path: Path) -> NahoError:
    return NahoError(_("The file {name} cannot be read.").format(name=path.name))
