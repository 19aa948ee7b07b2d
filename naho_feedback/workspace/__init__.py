"""The workspace folder: finding, reading and making one; its questionnaires and themes."""

from __future__ import annotations

from naho_feedback.workspace.folder import Workspace, find_workspace, read_workspace
from naho_feedback.workspace.making import (
    DEMO_TODAY,
    NewSite,
    init_demo_workspace,
    init_workspace,
    refuse_occupied,
)
from naho_feedback.workspace.settings import SETTINGS_FILE, Settings, read_settings
from naho_feedback.workspace.taxonomy import load_areas, load_taxonomy

__all__ = [
    "DEMO_TODAY",
    "SETTINGS_FILE",
    "NewSite",
    "Settings",
    "Workspace",
    "find_workspace",
    "init_demo_workspace",
    "init_workspace",
    "load_areas",
    "load_taxonomy",
    "read_settings",
    "read_workspace",
    "refuse_occupied",
]
