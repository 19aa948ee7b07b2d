"""Calls that may block, in threads that quitting never waits for."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What a call came to: a result, or the exception that it raised."""

    result: R | None = None
    error: BaseException | None = None


async def in_background(task: Callable[[], R], name: str) -> Outcome[R]:
    """Call ``task`` in a thread of its own and return its outcome.

    A plugin may hang for ever in it. Textual's thread workers run in the event loop's pool,
    which Python joins when the loop ends, so one hung plugin would keep the app from quitting;
    a daemon thread does not.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Outcome[R]] = loop.create_future()

    def settle(outcome: Outcome[R]) -> None:
        if not future.done():  # cancelled meanwhile
            future.set_result(outcome)

    def run() -> None:
        try:
            outcome = Outcome(result=task())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - handed to whoever waits
            outcome = Outcome(error=error)
        with contextlib.suppress(RuntimeError):  # the app was left: nobody waits any more
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await future
