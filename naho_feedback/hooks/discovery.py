"""Where plugins are found, without importing any of them."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import msgspec

from naho_feedback.contracts.plugins import PROJECT


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin that could be loaded.

    Attributes:
        name: how people call it: the entry point's name, or the file's stem without ``naho_``.
        module: the module's name.
        origin: ``"installed"`` or ``"workspace"``.
        distribution: who ships it, with version; ``""`` for a workspace file.
        path: the file of a workspace plugin.
    """

    name: str
    module: str
    origin: str
    distribution: str = ""
    path: Path | None = None

    def load(self) -> ModuleType:
        """Import the plugin; whatever its code raises comes through."""
        if self.path is None:
            return importlib.import_module(self.module)
        # A name of its own, so that a workspace file never shadows an installed module.
        unique = f"naho_workspace_plugins.{self.module}_{_digest(self.path)[:8]}"
        spec = importlib.util.spec_from_file_location(
            unique,
            self.path,
            submodule_search_locations=[str(self.path.parent)]
            if self.path.name == "__init__.py"
            else None,
        )
        if spec is None or spec.loader is None:
            msg = f"no loader for {self.path.name}"
            raise ImportError(msg)
        module = importlib.util.module_from_spec(spec)
        sys.modules[unique] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[unique]
            raise
        return module


def installed() -> Iterator[Found]:
    """Yield what installed packages announce under the entry-point group."""
    from importlib import metadata  # 12 ms that a command without plugins need not pay

    for point in sorted(metadata.entry_points(group=PROJECT), key=lambda p: p.name):
        dist = point.dist
        yield Found(
            name=point.name,
            module=point.value.partition(":")[0],
            origin="installed",
            distribution=f"{dist.name} {dist.version}" if dist else "",
        )


def in_folder(folder: Path) -> Iterator[Found]:
    """Yield the plugin files and packages of a workspace's ``plugins/`` folder."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        file = path / "__init__.py" if path.is_dir() else path
        if path.name.startswith((".", "_")) or file.suffix != ".py" or not file.is_file():
            continue
        yield Found(
            name=path.stem.removeprefix("naho_"),
            module=path.stem,
            origin="workspace",
            path=file,
        )


def discover(folder: Path | None) -> tuple[Found, ...]:
    """Return all plugins, a workspace's own before an installed one of the same module.

    A workspace file that *is* the installed module (this repository is such a workspace) is
    listed once, as installed.
    """
    found = {plugin.module: plugin for plugin in installed()}
    for own in in_folder(folder) if folder else ():
        twin = found.get(own.module)
        if twin is None or not _same_file(twin, own):
            found[own.module] = own
    return tuple(sorted(found.values(), key=lambda p: (p.origin == "installed", p.name)))


def _same_file(installed_one: Found, own: Found) -> bool:
    # find_spec on a top-level module looks it up without running it.
    spec = importlib.util.find_spec(installed_one.module)
    return bool(
        spec and spec.origin and own.path and Path(spec.origin).resolve() == own.path.resolve()
    )


def _digest(path: Path) -> str:
    """Return the fingerprint of a plugin file, or of every source file of a package."""
    files: Iterable[Path] = [path]
    if path.name == "__init__.py":
        files = sorted(path.parent.rglob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


class TrustList:
    """The workspace plugin files that the user of this machine said yes to, by content.

    It lives in the user's own configuration folder, so that a copied workspace brings no
    consent with it; a changed file asks again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def knows(self, plugin: Found) -> bool:
        """Whether the plugin may be loaded; installed ones always may."""
        return plugin.path is None or _digest(plugin.path) in self._read()

    def add(self, plugin: Found) -> None:
        """Remember the user's yes.

        Raises:
            OSError: if the list cannot be written.
        """
        if plugin.path is None:
            return
        known = self._read() | {_digest(plugin.path): plugin.module}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(msgspec.json.format(msgspec.json.encode(known)))

    def _read(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.DecodeError):
            return {}  # a list that is missing or unreadable trusts nobody
