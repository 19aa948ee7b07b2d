"""Pages are tried on a workspace, as commands are: the same fixtures."""

from tests.cli.conftest import demo, demo_once, folder, naho

__all__ = ["demo", "demo_once", "folder", "naho"]
