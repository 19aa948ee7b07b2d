"""The installers: what of them can be checked without a Windows machine."""

import subprocess
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "scripts" / "usb"


def test_the_windows_installer_is_plain_ascii_with_windows_line_ends() -> None:
    raw = (FOLDER / "installer.cmd").read_bytes()
    raw.decode("ascii")
    assert raw.count(b"\r\n") == raw.count(b"\n") > 10


def test_every_jump_of_the_windows_installer_has_a_label_and_brackets_close() -> None:
    text = (FOLDER / "installer.cmd").read_text("ascii")
    jumps = {word.split()[-1] for word in text.splitlines() if "goto " in word}
    labels = {line[1:] for line in text.splitlines() if line.startswith(":")}
    assert jumps == labels
    assert sum(line.endswith("(") for line in text.splitlines()) == text.splitlines().count(")")


def test_the_linux_installer_is_a_shell_script() -> None:
    subprocess.run(["sh", "-n", str(FOLDER / "install.sh")], check=True)
