"""The engine's own process: ``python -m naho_themes.child MODEL CACHE``.

The app starts it (``process.py``) and talks to it through its pipes (``protocol.py``). It lives
as long as its standard input is open, so it never outlives an app that was killed. Its threads:

* the main one reads, so that the end of the app is seen at once, whatever is calculated;
* one places notes with the frozen model, at once, also while another model is being fitted;
* one fits, at a lower priority;
* one says every second that there is still progress, as long as the processor is used.

``MODEL`` names the class, such as ``naho_themes.model:ThemeModel``. numpy, scipy and
scikit-learn are imported here and nowhere else.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Final

from .memory import Known, Memory, Models
from .protocol import (
    VERSION,
    Answer,
    Done,
    Failed,
    Hello,
    Know,
    Open,
    Place,
    Placing,
    Placings,
    ProtocolError,
    Regroup,
    Request,
    Similar,
    Text,
    Texts,
    Working,
    framed,
    parts,
    requests,
    write_frame,
)

BEAT: Final = 1.0
"""Seconds between two signs of life."""
_USED: Final = 0.001
"""Seconds of the processor in a beat that count as progress."""
_SWITCH: Final = 0.001
"""Seconds after which a thread that calculates lets another one have the interpreter."""
_NICER: Final = 10

Answered = tuple[list[Placing], Done]


class Desk:
    """Takes requests, has them worked on, and sends the answers.

    Args:
        models: imports and returns the class of the model; called in the thread that places.
        cache: where the model is kept between two starts.
        send: writes an answer; called by several threads.
    """

    def __init__(
        self, models: Callable[[], Models], cache: Path, send: Callable[[Answer], None]
    ) -> None:
        self._send = send
        self._placing = ThreadPoolExecutor(1, "place")
        self._fitting = ThreadPoolExecutor(1, "fit", initializer=_step_back)
        self._memory = self._placing.submit(lambda: Memory(models(), cache))
        self._known: Known | None = None
        self._texts: dict[int, list[Text]] = {}
        self._working: set[int] = set()

    @property
    def is_working(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._working)

    def hear(self, request: Request) -> None:
        """Take what the app says; returns at once.

        Raises:
            ProtocolError: if it makes no sense.
        """
        match request:
            case Know():
                self._known = Known.of(request)
            case Texts():
                self._texts.setdefault(request.number, []).extend(request.texts)
            case Place() | Regroup() | Similar() if self._known is not None:
                work = partial(
                    self._work, request, self._known, self._texts.pop(request.number, [])
                )
                self._working.add(request.number)
                pool = self._fitting if isinstance(request, Regroup) else self._placing
                pool.submit(work).add_done_callback(partial(self._answer, request.number))
            case _:
                raise ProtocolError

    def _work(
        self, request: Place | Regroup | Similar, known: Known, notes: list[Text]
    ) -> Answered:
        memory = self._memory.result()
        texts = [note.text for note in notes]
        match request:
            case Place():
                return memory.place(known, texts), Done(request.number)
            case Similar():
                likeness = memory.similar(known, request.text, texts)
                return [], Done(request.number, likeness=likeness)
            case Regroup():
                made = memory.regroup(known, notes, request)
                return made.placings, Done(request.number, groups=tuple(made.groups))

    def _answer(self, number: int, work: Future[Answered]) -> None:
        self._working.discard(number)
        error = work.exception()
        if error is not None:
            self._send(_failed(number, error))
            return
        placings, done = work.result()
        for part in parts(placings):
            self._send(Placings(number, tuple(part)))
        self._send(done)


def _failed(number: int, error: BaseException) -> Failed:
    """Return what may be told of an error: nothing that could quote a note."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " ".join(f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in frames)
    missing = (error.name or "?") if isinstance(error, ImportError) else ""
    return Failed(number, type(error).__name__, where, missing)


def _step_back() -> None:
    """Let this thread wait for others: somebody types while it calculates."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), -1)  # THREAD_PRIORITY_BELOW_NORMAL
    else:
        os.nice(_NICER)  # of this thread only on Linux, of the process elsewhere


def _beat(desk: Desk, send: Callable[[Answer], None]) -> None:
    """Tell that there is progress, for ever."""
    used = time.process_time()
    while True:
        time.sleep(BEAT)
        before, used = used, time.process_time()
        if desk.is_working and used - before > _USED:
            send(Working())


def _named(name: str) -> Models:
    module, _colon, wanted = name.partition(":")
    models: Models = getattr(importlib.import_module(module), wanted)
    return models


def _own_pipes() -> tuple[FileIO, FileIO]:
    """Return the pipes to and from the app; what libraries print goes nowhere from now on."""
    if sys.platform == "win32":
        import msvcrt

        for fd in (0, 1):
            msvcrt.setmode(fd, os.O_BINARY)
    source = os.fdopen(os.dup(0), "rb", buffering=0)
    sink = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return source, sink


def main(model: str, cache: str) -> int:
    """Serve the app until it hangs up."""
    os.umask(0o077)  # what is kept in the cache is made of people's words
    sys.setswitchinterval(_SWITCH)
    source, sink = _own_pipes()
    lock = threading.Lock()

    def send(answer: Answer) -> None:
        frame = framed(answer)
        with lock:
            write_frame(sink, frame)

    send(Hello(VERSION))
    heard = requests(source)
    if next(heard, None) != Open(VERSION):
        return 1
    desk = Desk(partial(_named, model), Path(cache), send)
    threading.Thread(target=_beat, args=(desk, send), daemon=True).start()
    for request in heard:
        desk.hear(request)
    return 0


if __name__ == "__main__":
    # Not sys.exit: that waits for the threads, and whoever was to be answered is gone.
    try:
        os._exit(main(*sys.argv[1:]))
    except (ProtocolError, OSError):
        os._exit(1)
