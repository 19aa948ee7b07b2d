"""Writing in the order in which people pressed Enter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from naho_feedback.errors import NahoError
from naho_feedback.tui.messages import Finished
from naho_feedback.tui.screens.base import NahoScreen, log_crash, unexpected

R = TypeVar("R")


class InOrder:
    """Calls services one after another in one thread; what was given is always done.

    A worker of Textual's may be cancelled before it began, which would lose a note; what is
    given here is done even when the screen goes away meanwhile.

    Args:
        name: the thread's name, for the log.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._last: Future[None] | None = None

    def do(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[NahoError], None],
        *,
        doing: str,
    ) -> None:
        """Call ``task`` after everything given before.

        Args:
            task: the service call.
            then: takes what it returned, in the writing thread.
            failed: takes the error, in the writing thread; an unexpected one is logged.
            doing: for the log.
        """

        def run() -> None:
            try:
                result = task()
            except NahoError as error:
                failed(error)
            except Exception as error:  # noqa: BLE001 - the worker edge: said, logged, survived
                log_crash(doing, error)
                failed(unexpected(error))
            else:
                then(result)

        self._last = self._thread.submit(run)

    def idle(self) -> Awaitable[Any]:
        """Wait until everything given so far is done; cancelling the wait cancels nothing."""
        last = self._last or _nothing()
        return asyncio.shield(asyncio.wrap_future(last))

    async def finish(self) -> None:
        """Do what was given and take nothing more."""
        await asyncio.to_thread(self._thread.shutdown)


def _nothing() -> Future[None]:
    done: Future[None] = Future()
    done.set_result(None)
    return done


def write_in_order(
    screen: NahoScreen,
    writes: InOrder,
    task: Callable[[], R],
    take: Callable[[int, R], None],
    failed: Callable[[NahoError], None],
    *,
    doing: str,
) -> None:
    """Call a service after all writes asked for before; the screen hears of it in that order.

    Args:
        screen: whose messages tell it.
        writes: what was asked for before.
        task: the service call.
        take: takes the store's version after the write, and what the call returned.
        failed: takes the error.
        doing: for the log.
    """
    store = screen.naho.store

    def done(result: R) -> None:
        screen.post_message(Finished(partial(take, store.version), result))

    def not_done(error: NahoError) -> None:
        screen.post_message(Finished(failed, error))

    writes.do(task, done, not_done, doing=doing)
    screen.run_worker(
        writes.idle(), group="write", exclusive=False, exit_on_error=False, description=doing
    )
