"""How Textual takes over a terminal on which the first frame stands already."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from naho_feedback.tui import prepaint


class TakingOver(LinuxDriver):
    """The usual driver, which does not enter the other screen a second time.

    Many terminals clear it when it is entered, which would be seen as a flicker.
    """

    def write(self, data: str) -> None:
        """Write, but for the first word of all where it was said before."""
        if data == prepaint.ENTER and prepaint.hand_over():
            return
        super().write(data)
