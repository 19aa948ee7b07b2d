"""The app against a bare Textual app: frames, memory and keys, printed as one table.

    python benchmarks/tui.py [ROUNDS [PRESSES]]

Everything runs on pseudo-terminals of 120x40, and what is compared runs in turn. Only the ratios
of one run mean anything. It takes some minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from table import print_table
from tui_keys import keys
from tui_start import starts


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    presses = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as folder:
        rows = starts(Path(folder), rounds) + keys(Path(folder), presses)
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    print(f"{rounds} rounds, {presses} presses; commit {commit.stdout.strip()};", end=" ")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print_table(rows)


if __name__ == "__main__":
    main()
