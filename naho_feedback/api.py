"""The public plugin API: everything that a plugin may import; ``__all__`` is the contract.

A plugin is a module with functions marked ``@hookimpl``; ``docs/write-a-plugin.md`` shows one.
"""

from __future__ import annotations

from naho_feedback.contracts.context import PluginContext
from naho_feedback.contracts.files import is_writable, nearest_present, standing, write_whole
from naho_feedback.contracts.options import OptionField, Options, described, option_fields
from naho_feedback.contracts.plugins import (
    BadRow,
    Collector,
    Exporter,
    Grouper,
    GroupingInput,
    Incoming,
    IncomingNote,
    IncomingRow,
    IncomingRows,
    OpenSession,
    Panel,
    PanelData,
    PanelLine,
    Plan,
    PlanAction,
    PlanItem,
    Proposal,
    Receipt,
    SourceShape,
    WorkspaceStatus,
    hookimpl,
)
from naho_feedback.domain.actions import ActionStatus
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.dates import written_day
from naho_feedback.domain.deliveries import Delivery, DeliveryStatus
from naho_feedback.domain.events import Happened, Op
from naho_feedback.domain.notes import Note, Origin, Polarity
from naho_feedback.domain.programme import Programme, Role, Site, Workshop
from naho_feedback.domain.text import folded, one_line, shown, stored_form
from naho_feedback.domain.themes import Placement, Taxonomy, Theme, Words
from naho_feedback.domain.views import (
    ActionLine,
    Cell,
    Count,
    DayFigures,
    Hidden,
    Measure,
    NoteLine,
    Precision,
    Reach,
    Records,
    ResponseLine,
    Selection,
    SiteReach,
    SittingLine,
    Summary,
    Table,
    TableColumn,
    ThemeFigure,
    Verbatim,
    View,
)
from naho_feedback.errors import FileError, NahoError
from naho_feedback.i18n import Localized

__all__ = [
    "ActionLine",
    "ActionStatus",
    "Audience",
    "BadRow",
    "Cell",
    "Collector",
    "Count",
    "DayFigures",
    "Delivery",
    "DeliveryStatus",
    "Exporter",
    "FileError",
    "Grouper",
    "GroupingInput",
    "Happened",
    "Hidden",
    "Incoming",
    "IncomingNote",
    "IncomingRow",
    "IncomingRows",
    "Localized",
    "Measure",
    "NahoError",
    "Note",
    "NoteLine",
    "Op",
    "OpenSession",
    "OptionField",
    "Options",
    "Origin",
    "Panel",
    "PanelData",
    "PanelLine",
    "Placement",
    "Plan",
    "PlanAction",
    "PlanItem",
    "PluginContext",
    "Polarity",
    "Precision",
    "Programme",
    "Proposal",
    "Reach",
    "Receipt",
    "Records",
    "ResponseLine",
    "Role",
    "Selection",
    "Site",
    "SiteReach",
    "SittingLine",
    "SourceShape",
    "Summary",
    "Table",
    "TableColumn",
    "Taxonomy",
    "Theme",
    "ThemeFigure",
    "Verbatim",
    "View",
    "Words",
    "Workshop",
    "WorkspaceStatus",
    "described",
    "folded",
    "hookimpl",
    "is_writable",
    "nearest_present",
    "one_line",
    "option_fields",
    "shown",
    "standing",
    "stored_form",
    "write_whole",
    "written_day",
]
