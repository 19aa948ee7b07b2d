"""How Textual takes over a terminal on which the first frame stands already."""

from __future__ import annotations

from collections.abc import Callable

from textual.drivers.linux_driver import LinuxDriver

from naho_feedback.tui import prepaint


class TakingOver(LinuxDriver):
    """The usual driver, which does not enter the other screen a second time.

    Many terminals clear it when it is entered, which would be seen as a flicker.
    """

    def start_application_mode(self) -> None:
        """Begin; at the end the terminal gets the modes that it had before the first frame."""
        before = prepaint.modes() if prepaint.is_painted() else None
        begin: Callable[[], None] = super().start_application_mode
        begin()
        if before is not None:
            self.attrs_before = before

    def write(self, data: str) -> None:
        """Write, but for the first word of all where it was said before."""
        if data == prepaint.ENTER and prepaint.hand_over():
            return
        super().write(data)
