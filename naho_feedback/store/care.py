"""Looking after a workspace's journal without opening it: verifying, copying, putting back.

A journal that is damaged, or that a newer version wrote, cannot be opened by everything; what
stands here must work all the same, so it asks only for folders.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from naho_feedback.errors import NotFoundError, StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store.backup import Backup, Restored, back_up, backups, restore, taken_at
from naho_feedback.store.doctor import Finding, examine
from naho_feedback.store.generations import file_name, generations
from naho_feedback.store.verify import Verification, verify


def _now() -> dt.datetime:
    # Never the workspace's own clock, which a demonstration holds still: copies are told apart
    # by their time, and the newest must stay the newest.
    return dt.datetime.now().astimezone()


class Care:
    """The journal of a data folder and the ring of its dated copies.

    Args:
        folder: the data folder.
        ring: the folder of the copies; made when the first one is taken.
    """

    def __init__(self, folder: Path, ring: Path) -> None:
        self.folder = folder
        self.ring = ring

    def verify(self) -> Verification:
        """Read every byte of the journal; nothing is changed.

        Raises:
            StoreError: if there is none, or if it cannot be read.
        """
        return verify(self.folder)

    def examine(self) -> list[Finding]:
        """Return what is the matter with the journal, its place and its copies, worst first."""
        return examine(self.folder, self.ring, _now())

    def back_up(self) -> Backup:
        """Take a dated copy; the oldest make room.

        Raises:
            StoreError: if there is no journal, or if it could not be copied.
        """
        if not self.folder.is_dir() or not generations(self.folder):
            raise StoreError(_("There is no journal in {folder}.").format(folder=self.folder))
        return back_up(self.folder, self.ring, _now())

    def copies(self) -> list[Path]:
        """Return the copies, oldest first."""
        return backups(self.ring)

    def find(self, name: str) -> Path:
        """Return a copy by its name in the ring, or by its path.

        Raises:
            NotFoundError: if there is no such copy.
        """
        known = {copy.name: copy for copy in self.copies()}
        if name in known:
            return known[name]
        path = Path(name)
        try:
            if path.is_dir() and generations(path):
                return path
        except (OSError, ValueError):  # a folder that may not be read, a name that none can have
            pass
        raise NotFoundError(
            _("There is no copy {name}.").format(name=name), _("See: naho backup --list")
        )

    def restore(self, copy: Path) -> Restored:
        """Put a copy back; the files that it replaces are kept in a folder beside it.

        Raises:
            NotFoundError: if there is no such copy.
            StoreError: if the copy is damaged, or if something could not be read or written.
        """
        return restore(copy, self.folder, _now())

    def age(self) -> int | None:
        """Return the seconds since the last copy was taken, None where there is none."""
        copies = self.copies()
        if not copies:
            return None
        return max(0, int((_now() - taken_at(copies[-1])).total_seconds()))

    def is_behind(self) -> bool:
        """Whether something was written since the last copy was taken, or there is none.

        Raises:
            OSError: if the folder cannot be read.
        """
        copies = self.copies()
        if not copies:
            return True
        # The names of copies tell whole seconds, so one more may be taken, but never one less.
        last = taken_at(copies[-1]).timestamp()
        paths = (self.folder / file_name(number) for number in generations(self.folder))
        return any(path.stat().st_mtime >= last for path in paths)
