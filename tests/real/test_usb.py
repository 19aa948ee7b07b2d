"""The folder for laptops without network: it holds all that is needed, and installs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def without_network(*command: str) -> str:
    """Run a command cut off from every network where the system lets us, and return its words."""
    cut = [shutil.which("unshare") or "unshare", "-n"] if os.geteuid() == 0 else []
    environment = os.environ | {"PIP_NO_INDEX": "1"}
    done = subprocess.run(
        [*cut, *command], check=True, capture_output=True, text=True, env=environment
    )
    return done.stdout


def test_a_machine_without_network_installs_and_runs_the_demo(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    subprocess.run([sys.executable, ROOT / "scripts" / "usb.py", folder], check=True)
    without_network("sh", str(folder / "install.sh"), str(tmp_path / "there"))
    naho = str(tmp_path / "there" / "bin" / "naho")
    without_network(naho, "demo", str(tmp_path / "demo"), "--no-tui")
    said = without_network(naho, "-w", str(tmp_path / "demo"), "summary")
    assert "630 personnes sur 2\u00a0000" in said
    for platform in ("win_amd64", "manylinux"):
        for python in ("cp311", "cp312", "cp313", "cp314"):
            assert list(folder.glob(f"wheels/msgspec-*-{python}-*{platform}*.whl"))
