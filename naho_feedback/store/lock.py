"""The lock between processes: exclusive, on a file of its own, gone when its holder dies.

It is a separate file because a lock of Windows also keeps others from reading what it covers.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from naho_feedback.store.disk import open_private

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _EXCLUSIVE = 0x2  # LOCKFILE_EXCLUSIVE_LOCK, and no FAIL_IMMEDIATELY: wait for it
    _AT_ONCE = 0x3  # both
    _HELD = 33  # ERROR_LOCK_VIOLATION
    _ONE_BYTE = (1, 0)

    class _Overlapped(ctypes.Structure):
        """OVERLAPPED of the Windows API; all zero means "from the first byte"."""

        _fields_ = (
            ("internal", ctypes.c_size_t),
            ("internal_high", ctypes.c_size_t),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.LockFileEx.restype = wintypes.BOOL
    _kernel32.LockFileEx.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(_Overlapped),
    )
    _kernel32.UnlockFileEx.restype = wintypes.BOOL
    _kernel32.UnlockFileEx.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(_Overlapped),
    )

    def _lock(fd: int) -> None:
        handle = msvcrt.get_osfhandle(fd)
        place = ctypes.byref(_Overlapped())
        if not _kernel32.LockFileEx(handle, _EXCLUSIVE, 0, *_ONE_BYTE, place):
            raise ctypes.WinError(ctypes.get_last_error())

    def _try_lock(fd: int) -> bool:
        handle = msvcrt.get_osfhandle(fd)
        place = ctypes.byref(_Overlapped())
        if _kernel32.LockFileEx(handle, _AT_ONCE, 0, *_ONE_BYTE, place):
            return True
        error = ctypes.get_last_error()
        if error != _HELD:
            raise ctypes.WinError(error)
        return False

    def _unlock(fd: int) -> None:
        handle = msvcrt.get_osfhandle(fd)
        place = ctypes.byref(_Overlapped())
        if not _kernel32.UnlockFileEx(handle, 0, *_ONE_BYTE, place):
            raise ctypes.WinError(ctypes.get_last_error())

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX)

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


class FileLock:
    """An exclusive lock between processes; not re-entrant, and not between threads.

    Args:
        path: the lock file; made if it is not there, never removed.
    """

    def __init__(self, path: Path) -> None:
        self._fd = open_private(path, os.O_RDWR | os.O_CREAT)

    def acquire(self) -> None:
        """Wait until no other process holds it.

        Raises:
            OSError: if the file system knows no locks.
        """
        _lock(self._fd)

    def try_acquire(self) -> bool:
        """Take it if no other process holds it, and return whether that was so.

        Raises:
            OSError: if the file system knows no locks.
        """
        return _try_lock(self._fd)

    def release(self) -> None:
        """Let the next one in."""
        _unlock(self._fd)

    def close(self) -> None:
        """Release the file, and the lock with it."""
        os.close(self._fd)
