"""One child process, as the app's process sees it.

Calls may come from several threads at once, and wait in theirs. A child has two more threads
here, one that writes to it and one that reads, so that whoever calls is never held up by a pipe
and can give up. Whatever goes wrong ends the child, and everybody who waits is told why.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from .failures import (
    EngineClosedError,
    EngineDiedError,
    EngineError,
    EngineFailedError,
    EngineMissingError,
    EngineNotStartedError,
    EngineSilentError,
    EngineUnreadableError,
)
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
    Similar,
    Text,
    Texts,
    Working,
    answers,
    framed,
    parts,
    write_frame,
)

log = logging.getLogger("naho_feedback").getChild("themes")

_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_HERE: Final = Path(__file__).parent
_REAPED: Final = 5.0
_TICK: Final = 1.0

Ask = Callable[[int], Place | Regroup | Similar]
"""Makes a request of its number."""


class Answered:
    """An answer on its way: what has come of it, and a flag that goes up at its end."""

    def __init__(self) -> None:
        self.placings: list[Placing] = []
        self.done: Done | None = None
        self.failure: type[EngineError] | None = None
        self.ended = threading.Event()

    def fail(self, why: type[EngineError]) -> None:
        """End it without an answer."""
        self.failure = why
        self.ended.set()


class Child:
    """One child process; it ends at the first thing that goes wrong, and is not used again.

    Args:
        command: the program and its arguments.
        silence: seconds without a sign of life after which it is given up.
        patience: seconds after which it is given up that never answers.

    Attributes:
        failure: why it ended; None while it lives.
        ended: when, on the monotonic clock.

    Raises:
        EngineNotStartedError: if there is no such program, or no memory for it.
    """

    def __init__(self, command: Sequence[str], *, silence: float, patience: float) -> None:
        self._silence = silence
        self._patience = patience
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Answered] = {}
        self._told = b""
        self._heard = 0.0
        self._lock = threading.Lock()
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.failure: type[EngineError] | None = None
        self.ended = 0.0
        self._process, self._sink, self._source = _started(command)
        self._outbox.put(framed(Open(VERSION)))
        self._threads = [
            threading.Thread(target=run, name=f"themes {run.__name__}", daemon=True)
            for run in (self._write, self._read)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def ask(self, know: Know, texts: Iterable[Text], ask: Ask) -> tuple[list[Placing], Done]:
        """Ask, and wait for the answer.

        Args:
            know: what is to be known; sent only if it is news.
            texts: what the request is about.
            ask: makes the request.

        Raises:
            EngineError: if there is no answer.
        """
        answered = Answered()
        with self._lock:
            number = next(self._numbers)
            self._waiting[number] = answered
            if self.failure is not None:
                raise self.failure
        for part in parts(list(texts)):
            self._outbox.put(framed(Texts(number, tuple(part))))
        news = framed(know)
        with self._lock:  # nobody may come between what is to be known and the request
            if news != self._told:
                self._told = news
                self._outbox.put(news)
            self._outbox.put(framed(ask(number)))
        self._wait(answered)
        if answered.done is None:
            raise answered.failure or EngineDiedError
        return answered.placings, answered.done

    def _wait(self, answered: Answered) -> None:
        began = time.monotonic()
        while not answered.ended.wait(min(_TICK, self._silence)):
            now = time.monotonic()
            if now - max(began, self._heard) > self._silence or now - began > self._patience:
                self.end(EngineSilentError)

    def end(self, why: type[EngineError]) -> None:
        """End the process and tell everybody who waits; may be called again."""
        with self._lock:
            if self.failure is not None:
                return
            self.failure = why
            self.ended = time.monotonic()
            waiting = list(self._waiting.values())
        if why is not EngineClosedError:
            log.warning("the engine's process was ended: %s", why.__name__)
        self._process.kill()
        self._outbox.put(None)
        for answered in waiting:
            answered.fail(why)

    def gone(self, seconds: float) -> None:
        """Wait until nothing of an ended child is left, but not longer than this."""
        for thread in self._threads:
            thread.join(seconds)

    # ---- its threads ---------------------------------------------------------------------

    def _write(self) -> None:
        # A pipe that broke is left to whoever reads: its end says better what happened.
        with contextlib.suppress(OSError), self._sink:
            while (frame := self._outbox.get()) is not None:
                write_frame(self._sink, frame)

    def _read(self) -> None:
        with self._source:
            try:
                self._hear_all(answers(self._source))
                self.end(EngineDiedError)
            except ProtocolError:
                self.end(EngineUnreadableError)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_REAPED)

    def _hear_all(self, said: Iterator[Answer]) -> None:
        if next(said, Hello(VERSION)) != Hello(VERSION):
            raise ProtocolError
        for answer in said:
            self._hear(answer)

    def _hear(self, answer: Answer) -> None:
        self._heard = time.monotonic()
        match answer:
            case Working():
                return
            case Placings():
                self._whose(answer.number).placings.extend(answer.placings)
            case Done():
                answered = self._whose(answer.number, last=True)
                answered.done = answer
                answered.ended.set()
            case Failed():
                log.warning("the engine failed: %s %s", answer.error, answer.where)
                answered = self._whose(answer.number, last=True)
                answered.fail(EngineMissingError if answer.missing else EngineFailedError)
            case _:
                raise ProtocolError

    def _whose(self, number: int, *, last: bool = False) -> Answered:
        """Return the answer of this number; an answer that nobody waits for makes no sense."""
        with self._lock:
            answered = self._waiting.pop(number, None) if last else self._waiting.get(number)
        if answered is None:
            raise ProtocolError
        return answered


Pipes = tuple["subprocess.Popen[bytes]", IO[bytes], IO[bytes]]


def _started(command: Sequence[str]) -> Pipes:
    """Start a process that has pipes to us, and no terminal, window or share of our signals.

    Returns:
        The process, what it reads and what it writes.

    Raises:
        EngineNotStartedError: if the system starts none.
    """
    variables = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONHASHSEED": "0"}
    if __name__ != f"{_HERE.name}.{Path(__file__).stem}":
        # A workspace has its own copy of this plugin; its child is to be that copy's too.
        known = os.environ.get("PYTHONPATH")
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_HERE.parent), known)))
    hidden = 0
    if sys.platform == "win32":
        hidden = subprocess.CREATE_NO_WINDOW
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is the engine's own
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback may quote a note
            env=variables,
            start_new_session=True,
            creationflags=hidden,
        )
    except OSError as error:
        log.warning("the engine could not be started: %s", type(error).__name__)
        raise EngineNotStartedError from error
    if process.stdin is None or process.stdout is None:
        raise EngineNotStartedError
    return process, process.stdin, process.stdout
