"""The digits with which the team leaves a kiosk."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Final

from naho_feedback.contracts.files import write_whole
from naho_feedback.errors import RefusedError, WorkspaceError
from naho_feedback.i18n import gettext as _

PIN_LENGTH: Final = range(4, 10)
"""Digits of a PIN."""

_FILE: Final = "kiosk-pin"
_SCHEME: Final = "scrypt"
_COST: Final = (2**14, 8, 1)
"""About 50 ms and 16 MB for one try."""
_MEMORY: Final = 64 * 1024 * 1024


class KioskPin:
    """The digits that a facilitator types to leave the kiosk; only their hash is kept.

    It stands beside the journal and not in ``naho.toml``, which is copied from laptop to laptop
    and may be read by anybody: ten thousand PINs are tried in minutes by whoever has the hash.

    Args:
        folder: the workspace's data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    @property
    def is_set(self) -> bool:
        """Whether leaving asks for a PIN; a file that cannot be read asks for one too."""
        return self._path.exists()

    def set(self, pin: str) -> None:
        """Ask for these digits from now on.

        Raises:
            RefusedError: unless they are 4 to 9 digits.
            WorkspaceError: if the file cannot be written.
        """
        if not (pin.isascii() and pin.isdecimal() and len(pin) in PIN_LENGTH):
            raise RefusedError(
                _("A PIN has {least} to {most} digits and nothing else.").format(
                    least=PIN_LENGTH[0], most=PIN_LENGTH[-1]
                )
            )
        salt = secrets.token_bytes(16)
        numbers = "$".join(map(str, _COST))
        line = f"{_SCHEME}${numbers}${salt.hex()}${_hashed(pin, salt, _COST).hex()}\n"
        try:
            write_whole(self._path, line.encode(), private=True)
        except OSError as error:
            raise WorkspaceError(_("The PIN could not be written."), error.strerror or "") from None

    def remove(self) -> bool:
        """Ask for no PIN any more; return whether there was one.

        Raises:
            WorkspaceError: if the file cannot be removed.
        """
        if not self.is_set:
            return False
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise WorkspaceError(_("The PIN could not be removed."), error.strerror or "") from None
        return True

    def fits(self, pin: str) -> bool:
        """Whether these are the digits; nothing fits a file that makes no sense.

        It takes its time on purpose; a screen asks in a thread.
        """
        try:
            scheme, n, r, p, salt, hashed = self._path.read_text("ascii").strip().split("$")
            cost = (int(n), int(r), int(p))
            tried = _hashed(pin, bytes.fromhex(salt), cost)
            return scheme == _SCHEME and hmac.compare_digest(tried, bytes.fromhex(hashed))
        except (OSError, ValueError, MemoryError):
            return False


def _hashed(pin: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY)
