"""The composition root: workspace, then plugins, then store, then services.

Nothing else builds these objects, and nothing here knows a screen or a command.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, overload

from naho_feedback import i18n
from naho_feedback.domain.personal_data import Detectors
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.errors import FileError, NotFoundError, StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import Clock
from naho_feedback.workspace import Workspace, find_workspace, load_taxonomy, read_workspace

if TYPE_CHECKING:  # imported where they are first used: the first frame needs none of them
    from naho_feedback.contracts.context import PluginContext
    from naho_feedback.contracts.plugins import WorkspaceStatus
    from naho_feedback.contracts.store import Store
    from naho_feedback.domain.events import Change
    from naho_feedback.domain.surveys import Survey
    from naho_feedback.hooks.discovery import Found, TrustList
    from naho_feedback.hooks.host import PluginHost
    from naho_feedback.services.bin import Bin
    from naho_feedback.services.capture import Capture
    from naho_feedback.services.clustering import Clustering
    from naho_feedback.services.door import Door
    from naho_feedback.services.exporting import Exporting
    from naho_feedback.services.facets import FacetService
    from naho_feedback.services.gate import Gate
    from naho_feedback.services.gestures import Gestures
    from naho_feedback.services.importing import Importing
    from naho_feedback.services.kiosk import Kiosk
    from naho_feedback.services.outline import Outlines
    from naho_feedback.services.permanence import Permanence
    from naho_feedback.services.photos import Photos
    from naho_feedback.services.programme_editing import ProgrammeEditing
    from naho_feedback.services.regrouping import RegroupingService
    from naho_feedback.services.report import Reporting
    from naho_feedback.services.review import Reviewing
    from naho_feedback.services.sittings import Sittings
    from naho_feedback.services.theme_desk import ThemeDesk
    from naho_feedback.services.theme_table import ThemeTable
    from naho_feedback.services.themes import Themes
    from naho_feedback.services.theming import Theming
    from naho_feedback.services.thresholds import Thresholds
    from naho_feedback.store.care import Care
    from naho_feedback.store.interrupted import Running
    from naho_feedback.workspace.kiosk_pin import KioskPin

T = TypeVar("T")

APP: Final = "naho-feedback"
_LOG_BYTES: Final = 1_000_000

# Until keep_log() names a file, what goes wrong is listed on screen and not printed over it.
logging.getLogger("naho_feedback").addHandler(logging.NullHandler())


class part(cached_property[T]):  # noqa: N801 - used like the decorator that it extends
    """A ``cached_property`` that two threads make once: since Python 3.12 it has no lock."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> Self | T:
        """Return the value, making it under the instance's lock the first time."""
        if not isinstance(instance, Naho):
            return self
        with instance.making:
            return super().__get__(instance, owner)


class Naho:
    """Everything that a front end needs of one workspace; each part is made when first used.

    A command that only adds a note thus never loads a plugin that it does not need.

    Args:
        workspace: the folder that was read.
        plugins: whether plugins are loaded at all.
        store: a store to use instead of the workspace's own, for tests.
    """

    def __init__(
        self, workspace: Workspace, *, plugins: bool = True, store: Store | None = None
    ) -> None:
        self.making = RLock()
        self.workspace = workspace
        self.settings = workspace.settings
        self.programme = workspace.settings.programme
        self.clock = Clock(workspace.settings.today)
        self.survey_errors: tuple[FileError, ...] = ()
        self._with_plugins = plugins and not os.environ.get("NAHO_DISABLE_PLUGINS")
        self._given_store = store

    # ---- parts ---------------------------------------------------------------------------

    @part
    def store(self) -> Store:
        """The records; opened at first use.

        Raises:
            StoreError: if the journal cannot be opened.
        """
        store = self._given_store
        if store is None:
            from naho_feedback.store import open_store

            store = open_store(self.workspace.data_dir, self.settings.label)
        store.subscribe(self._tell_plugins)
        return store

    @property
    def is_open(self) -> bool:
        """Whether the records can be used without anything being opened first."""
        return self._given_store is not None or "store" in self.__dict__

    @part
    def running(self) -> Running | None:
        """The mark of an app that runs, with its drafts; None for records in memory only."""
        from naho_feedback.store import JournalStore
        from naho_feedback.store.interrupted import Running

        store = self.store
        if not isinstance(store, JournalStore):
            return None
        return Running(self.workspace.data_dir, store)

    @property
    def care(self) -> Care:
        """Verifying and copying the journal; works where it cannot be opened."""
        from naho_feedback.store.care import Care

        return Care(self.workspace.data_dir, self.workspace.backups_dir)

    @property
    def taxonomy(self) -> Taxonomy:
        """The themes in use; those of the file while the records are not open yet."""
        return self.themes.taxonomy if self.is_open else self.themes_file

    @part
    def themes_file(self) -> Taxonomy:
        """The themes of the file, as they are before people name or merge any.

        Raises:
            FileError: if the workspace's own file makes no sense.
        """
        return load_taxonomy(self.workspace.root)

    @part
    def themes(self) -> Themes:
        """The list of themes."""
        from naho_feedback.services.themes import Themes

        return Themes(self.store, self.themes_file, self.clock)

    @part
    def surveys(self) -> dict[str, Survey]:
        """The questionnaires by id; the workspace's own win over the bundled ones.

        A broken file is kept in :attr:`survey_errors`; the others work.
        """
        from naho_feedback.workspace.surveys import bundled_surveys, load_surveys

        surveys, self.survey_errors = load_surveys(
            self.workspace.surveys_dir, bundled_surveys(), words=self.settings.words
        )
        return surveys

    @part
    def plugins(self) -> PluginHost:
        """The plugin host; plugins are loaded at first use."""
        from naho_feedback.hooks.discovery import discover
        from naho_feedback.hooks.host import PluginHost

        found: Iterable[Found] = discover(self.workspace.plugins_dir) if self._with_plugins else ()
        return PluginHost(found, context_for=self._context_for, may_load=self.trust.knows)

    @property
    def trust(self) -> TrustList:
        """The workspace plugins that the user of this machine agreed to."""
        import platformdirs

        from naho_feedback.hooks.discovery import TrustList

        folder = os.environ.get("NAHO_CONFIG_DIR") or platformdirs.user_config_dir(APP)
        return TrustList(Path(folder) / "plugins.json")

    @part
    def detectors(self) -> Detectors:
        """What finds personal data: the kinds known everywhere, and this hospital's own."""
        return Detectors(self.settings.privacy.patterns)

    @part
    def capture(self) -> Capture:
        """Sessions, notes and visits."""
        from naho_feedback.services.capture import Capture

        return Capture(self.store, self.programme, self.clock, self.detectors)

    @part
    def clustering(self) -> Clustering:
        """Groups of notes on the wall."""
        from naho_feedback.services.clustering import Clustering

        return Clustering(self.store, self.capture, self.clock)

    @part
    def gestures(self) -> Gestures:
        """What people did to the walls, latest first."""
        from naho_feedback.services.gestures import Gestures

        return Gestures(self.store, self.capture, self.themes)

    @part
    def bin(self) -> Bin:
        """Notes that were taken down."""
        from naho_feedback.services.bin import Bin

        return Bin(self.store)

    @part
    def outlines(self) -> Outlines:
        """Walls as outlines."""
        from naho_feedback.services.outline import Outlines

        return Outlines(self.capture, self.theming, self.clustering, self.themes)

    @part
    def facets(self) -> FacetService:
        """What notes say beside their theme, and the safety flag."""
        from naho_feedback.services.facets import FacetService

        return FacetService(
            self.store,
            self.programme,
            self.themes,
            self.clock,
            incident_reporting=self.settings.privacy.incident_reporting,
        )

    @part
    def reviewing(self) -> Reviewing:
        """Notes that somebody reads before they are quoted."""
        from naho_feedback.services.review import Reviewing

        return Reviewing(self.store, self.capture, self.detectors, self.facets)

    @part
    def kiosk(self) -> Kiosk:
        """Answers to questionnaires."""
        from naho_feedback.services.kiosk import Kiosk

        return Kiosk(self.store, self.surveys, self.clock, self.thresholds, self.detectors)

    @property
    def kiosk_pin(self) -> KioskPin:
        """What leaving the kiosk asks for."""
        from naho_feedback.workspace.kiosk_pin import KioskPin

        return KioskPin(self.workspace.data_dir)

    @property
    def thresholds(self) -> Thresholds:
        """The smallest groups that are shown: what ``naho.toml`` says, or what was promised."""
        from naho_feedback.services.thresholds import Thresholds, promised

        configured = Thresholds(self.settings.k, self.settings.k_comment)
        return configured.at_least(promised(self.store))

    @part
    def theming(self) -> Theming:
        """Placements of notes in themes."""
        from naho_feedback.services.theming import Theming

        return Theming(
            self.store,
            self.plugins,
            self.themes,
            grouper=self.settings.grouper,
            languages=self.languages,
            facets=self.facets,
        )

    @part
    def regrouping(self) -> RegroupingService:
        """Proposals for all notes at once."""
        from naho_feedback.services.regrouping import RegroupingService

        return RegroupingService(
            self.store, self.plugins, self.themes, self.theming, grouper=self.settings.grouper
        )

    @part
    def theme_table(self) -> ThemeTable:
        """All notes with their themes, for the screen where they are sorted."""
        from naho_feedback.services.theme_table import ThemeTable

        return ThemeTable(self.store, self.programme, self.themes, self.facets)

    @part
    def theme_desk(self) -> ThemeDesk:
        """What people do to themes by hand, and the way back."""
        from naho_feedback.services.theme_desk import ThemeDesk

        return ThemeDesk(self.store, self.themes, self.theming, self.regrouping, self.facets)

    @part
    def gate(self) -> Gate:
        """Views."""
        from naho_feedback.services.gate import Gate
        from naho_feedback.services.survey_versions import with_answered

        return Gate(
            self.store,
            self.programme,
            self.themes,
            with_answered(self.surveys, self.store),
            self.clock,
            thresholds=self.thresholds,
            detectors=self.detectors,
            facets=self.facets,
            demo=self.settings.demo,
        )

    @part
    def exporting(self) -> Exporting:
        """Sending views to targets."""
        from naho_feedback.services.exporting import Exporting

        return Exporting(self.store, self.plugins, self.clock, label=self.settings.label)

    @part
    def door(self) -> Door:
        """Entries counted at the door."""
        from naho_feedback.services.door import Door

        return Door(self.store, self.programme, self.clock, self.capture)

    @part
    def editing(self) -> ProgrammeEditing:
        """Changes of the programme in ``naho.toml``; :meth:`reload` goes on with them."""
        from naho_feedback.services.programme_editing import ProgrammeEditing

        return ProgrammeEditing(self.workspace.root, lambda: self.store)

    @part
    def permanence(self) -> Permanence:
        """The days of permanences."""
        from naho_feedback.services.permanence import Permanence

        return Permanence(self.store, self.clock)

    @part
    def sittings(self) -> Sittings:
        """Events, attendance and the agenda."""
        from naho_feedback.services.sittings import Sittings

        return Sittings(self.store, self.programme, self.clock, self.capture)

    @part
    def photos(self) -> Photos:
        """Photos of sessions."""
        from naho_feedback.services.photos import Photos

        return Photos(self.store, self.capture, self.clock, self.workspace.root)

    @part
    def reporting(self) -> Reporting:
        """Accounts of a period."""
        from naho_feedback.services.report import Reporting
        from naho_feedback.workspace import load_areas

        return Reporting(
            self.gate,
            self.store,
            self.programme,
            self.themes,
            self.photos,
            load_areas(),
            self.detectors,
        )

    @part
    def importing(self) -> Importing:
        """Bringing files in."""
        from naho_feedback.services.importing import Importing

        return Importing(self.store, self.plugins, self.programme, self.clock)

    # ---- facts ---------------------------------------------------------------------------

    @property
    def languages(self) -> tuple[str, ...]:
        """The product's languages, the workspace's first."""
        first = self.settings.language
        return (first, *(lang for lang in i18n.LANGUAGES if lang != first))

    def status(self) -> WorkspaceStatus:
        """Return what waits for somebody, as counts."""
        from naho_feedback.services.status import workspace_status

        return workspace_status(
            self.store,
            self.capture,
            self.programme,
            self.plugins,
            self.clock,
            to_review=self.reviewing.count(),
            backup_age=self.care.age(),
        )

    def workspace_plugin(self, name: str) -> Found:
        """Return a plugin of this workspace that waits for a yes.

        Raises:
            NotFoundError: if none of that name waits.
        """
        for found in self.plugins.waiting:
            if found.name == name:
                return found
        raise NotFoundError(_("No plugin {name} waits for your yes.").format(name=name))

    def reload(self) -> None:
        """Read ``naho.toml`` and the themes again and go on with them, without a new start.

        Everything but the open journal and the running app's mark is made anew when it is next
        used, plugins included: they were given the programme. Whoever keeps a part must fetch it
        again.

        Raises:
            WorkspaceError: if the file is gone.
            FileError: if one of them makes no sense; all stays as it was then.
        """
        workspace = read_workspace(self.workspace.root)
        load_taxonomy(workspace.root)  # a broken file is said before anything is dropped
        with self.making:
            plugins = self.__dict__.get("plugins")
            if workspace.settings.today != self.settings.today:
                self.clock = Clock(workspace.settings.today)
            self.workspace = workspace
            self.settings = workspace.settings
            self.programme = workspace.settings.programme
            made = [name for name, kind in vars(type(self)).items() if isinstance(kind, part)]
            for name in made:
                if name not in {"store", "running"}:
                    self.__dict__.pop(name, None)
        if plugins is not None:
            plugins.close(wait=1.0)

    def close(self) -> None:
        """Release the store; plugins get a moment to hear of the last event."""
        if "plugins" in self.__dict__:
            self.plugins.close(wait=1.0)
        if "store" in self.__dict__:
            self.store.close()

    # ---- wiring --------------------------------------------------------------------------

    def _context_for(self, name: str) -> PluginContext:
        from naho_feedback.contracts.context import PluginContext

        return PluginContext(
            languages=self.languages,
            programme=self.programme,
            taxonomy=self.themes_file,
            cache_dir=self.workspace.cache_dir(name),
            output_dir=self.workspace.exports_dir,
            settings=self.settings.plugins.get(name, {}),
            demo=self.settings.demo,
        )

    def _tell_plugins(self, changes: tuple[Change, ...], ids: tuple[str, ...]) -> None:
        from naho_feedback.domain.events import Happened

        for change, id_ in zip(changes, ids, strict=True):
            self.plugins.event_happened(Happened(change.op, change.type.table, id_))


def open_naho(folder: Path | None = None, *, plugins: bool = True) -> Naho:
    """Return the workspace in ``folder``, or the one that the current folder belongs to.

    Raises:
        WorkspaceError: if there is none.
        FileError: if its ``naho.toml`` cannot be read.
    """
    root = folder if folder is not None else find_workspace(Path.cwd())
    naho = Naho(read_workspace(root), plugins=plugins)
    wished = os.environ.get("NAHO_LANGUAGE", "")
    i18n.set_language(wished if wished in i18n.LANGUAGES else naho.settings.language)
    return naho


def keep_log(workspace: Workspace) -> Path:
    """Send what goes wrong to the workspace's log file, without any note's text.

    Raises:
        StoreError: if the folder cannot be written.
    """
    from naho_feedback.store.private_log import PrivateLog

    file = workspace.data_dir / "naho.log"
    logger = logging.getLogger("naho_feedback")
    if any(getattr(kept, "baseFilename", "") == str(file) for kept in logger.handlers):
        return file
    try:
        workspace.data_dir.mkdir(parents=True, exist_ok=True)
        handler = PrivateLog(file, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    except OSError as error:
        raise StoreError(
            _("The folder {folder} cannot be written.").format(folder=workspace.data_dir.name),
            str(error.strerror or ""),
        ) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if os.environ.get("NAHO_TRACE_PLUGINS") else logging.WARNING)
    return file
