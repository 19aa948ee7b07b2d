"""Builds a folder that installs naho-feedback without network or administrator rights.

    python scripts/usb.py FOLDER

It holds wheels for Windows x64 and Linux x64 and each Python that has them, ``installer.cmd``
and ``install.sh``. pip chooses dependencies by the machine that it runs on, so what only
Windows needs is worked out here from the wheels' own metadata, and the folder is refused while
anything is missing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path
from typing import Final

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename

ROOT: Final = Path(__file__).parents[1]
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS: Final = {
    "win32": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
}
NAME: Final = canonicalize_name("naho-feedback")


def pip(*arguments: str) -> None:
    """Run pip quietly; its own words come through when it fails."""
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True
    )


def requirements(wheel: Path, extras: set[str], here: dict[str, str]) -> list[Requirement]:
    """Return what a wheel needs with some extras, on the machine with these variables."""
    with zipfile.ZipFile(wheel) as file:
        name = next(n for n in file.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(file.read(name).decode())
    found = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    asked = [here | {"extra": extra} for extra in ("", *extras)]
    return [n for n in found if n.marker is None or any(map(n.marker.evaluate, asked))]


def environment(platform: str, python: str) -> dict[str, str]:
    """Return the markers' variables of another machine."""
    values = {key: str(value) for key, value in default_environment().items()}
    return values | {
        "sys_platform": platform,
        "platform_system": "Windows" if platform == "win32" else "Linux",
        "os_name": "nt" if platform == "win32" else "posix",
        "python_version": python,
        "python_full_version": f"{python}.0",
    }


def fits(wheel: Path, platform: str, python: str) -> bool:
    """Whether a wheel installs on that machine."""
    digits = python.replace(".", "")
    return any(_fits(tag, platform, digits) for tag in parse_wheel_filename(wheel.name)[3])


def _fits(tag: Tag, platform: str, digits: str) -> bool:
    if tag.platform not in ("any", *PLATFORMS[platform]):
        return False
    if tag.abi == "abi3":  # of this Python or any later one
        return int(tag.interpreter.removeprefix("cp3")) <= int(digits[1:])
    return tag.interpreter in ("py3", "py2.py3", f"cp{digits}", f"py{digits}")


def missing(folder: Path, platform: str, python: str) -> Iterator[Requirement]:
    """Yield what an installation on that machine would look for in vain."""
    wheels: dict[NormalizedName, Path] = {
        parse_wheel_filename(w.name)[0]: w
        for w in sorted(folder.glob("*.whl"))
        if fits(w, platform, python)
    }
    here = environment(platform, python)
    seen: set[NormalizedName] = set()
    todo = [Requirement(NAME)]
    while todo:
        need = todo.pop()
        name = canonicalize_name(need.name)
        if name in seen:
            continue
        seen.add(name)
        if name not in wheels:
            yield need
            continue
        todo += requirements(wheels[name], need.extras, here)


def fetch(folder: Path, wanted: list[str], platform: str, python: str) -> None:
    """Download wheels, and what they need, as if for that machine."""
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    pip(
        "download", "--quiet", "--only-binary=:all:", "--python-version", python, *tags,
        "--dest", str(folder), "--find-links", str(folder), *wanted,
    )  # fmt: skip


def fill(folder: Path) -> list[str]:
    """Fill the wheels' folder and return the machines that nothing is missing for.

    Raises:
        SystemExit: if a machine is left without something that it needs.
    """
    with tempfile.TemporaryDirectory() as built:
        pip("wheel", "--quiet", "--no-deps", "--wheel-dir", built, str(ROOT))
        (own,) = Path(built).glob("*.whl")
        shutil.copy(own, folder)
    machines = []
    for platform in PLATFORMS:
        for python in PYTHONS:
            fetch(folder, [str(folder / own.name)], platform, python)
            # pip asked this machine's markers; ask the other one's for what is left.
            while lacking := list(missing(folder, platform, python)):
                before = len(list(folder.iterdir()))
                fetch(folder, [f"{n.name}{n.specifier}" for n in lacking], platform, python)
                if len(list(folder.iterdir())) == before:
                    names = ", ".join(n.name for n in lacking)
                    raise SystemExit(f"no wheel for {platform}, Python {python}: {names}")
            machines.append(f"{platform} {python}")
    return machines


def main() -> None:
    """Build the folder named on the command line."""
    target = Path(sys.argv[1])
    if target.exists() and any(target.iterdir()):
        raise SystemExit(f"{target} is not empty")
    wheels = target / "wheels"
    wheels.mkdir(parents=True)
    for machine in fill(wheels):
        print(f"ready for {machine}")
    for name in ("installer.cmd", "install.sh", "LISEZ-MOI.txt"):
        shutil.copy(ROOT / "scripts" / "usb" / name, target)
    print(f"{target}: {len(list(wheels.iterdir()))} wheels")


if __name__ == "__main__":
    main()
