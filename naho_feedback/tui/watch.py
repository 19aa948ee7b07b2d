"""Watches the store, so that what another process writes appears here."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.errors import NahoError

logger = logging.getLogger("naho_feedback.tui")

EVERY_SECONDS: Final = 0.01
"""A note of another process is painted within 50 ms, mostly; a look costs microseconds."""
AFTER_A_CHANGE: Final = 0.1
"""Other processes' notes make the screens read everything again ten times a second at most."""


class StoreWatch:
    """One thread that looks at the store a hundred times a second, and at once after own writes.

    Args:
        store: what to watch.
        moved: called in that thread with the new version.
    """

    def __init__(self, store: Store, moved: Callable[[int], None]) -> None:
        self._store = store
        self._moved = moved
        self._wake = threading.Event()
        self._stop = False
        self._thread = threading.Thread(target=self._run, name="store watch", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._store.subscribe(lambda _changes, _ids: self._wake.set())
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the thread has let go of the store."""
        self._stop = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _run(self) -> None:
        seen = self._store.version
        failed = False
        while not self._stop:
            try:
                self._store.refresh()
                failed = False
            except NahoError as error:
                # Said once, not at each look; what is on the screen stays valid.
                if not failed:
                    logger.warning("the journal cannot be followed: %s", type(error).__name__)
                failed = True
            pause = EVERY_SECONDS
            if (version := self._store.version) != seen:
                seen = version
                self._moved(version)
                pause = AFTER_A_CHANGE
            self._wake.wait(pause)
            self._wake.clear()
