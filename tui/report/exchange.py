"""Two files change their names with each other in one step, where the system can do that.

A plain rename overwrites whatever stands at the name by now. After an exchange the file
that was there is still there, under the other name, and can be looked at: so a change
that somebody else made in the last millisecond is noticed and put back.
"""

import os
import sys
from collections.abc import Callable

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux: renameat2(2)
_RENAME_SWAP = 2  # macOS: renamex_np(2)


def exchange(first: str, second: str) -> bool:
    """Let two files change their names. False where system or file system cannot.

    Raises:
        OSError: it can in general, but not with these files.
    """
    function = _function()
    if function is None:
        return False
    import ctypes

    if function(os.fsencode(first), os.fsencode(second)) == 0:
        return True
    error = ctypes.get_errno()
    if error in _NOT_SUPPORTED:
        return False
    raise OSError(error, os.strerror(error), first)


def _function() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "win32":
        return None
    try:
        import ctypes  # only those who save pay for it

        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            swap = library.renamex_np
            return lambda a, b: int(swap(a, b, _RENAME_SWAP))
        rename = library.renameat2
    except (ImportError, OSError, AttributeError):
        return None
    return lambda a, b: int(rename(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE))


def _numbers() -> frozenset[int]:
    import errno

    # A file system that does not know the flag says EINVAL, an old kernel ENOSYS.
    names = ("EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP")
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_NOT_SUPPORTED = _numbers()
