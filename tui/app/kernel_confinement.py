"""Confinement by Linux itself (Landlock, 5.13 and later): no code of ours can undo it.

Files outside the folder cannot be opened, whatever links are made and moved meanwhile, no
program can be started, and from 6.7 on no connection be made. The numbers are those of
``linux/landlock.h`` and of the system call table, which all machines share for these calls.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

EXECUTE, WRITE, READ, READ_FOLDER = 1, 2, 4, 8
_REMOVE_FOLDER, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_FOLDER, _MAKE_FILE = 1 << 7, 1 << 8
_MOVE, _TRUNCATE, _DEVICE = 1 << 13, 1 << 14, 1 << 15
_ALL = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_BIND_AND_CONNECT = 3

_IN_THE_FOLDER = (
    WRITE | READ | READ_FOLDER | _REMOVE_FOLDER | _REMOVE_FILE
    | _MAKE_FOLDER | _MAKE_FILE | _MOVE | _TRUNCATE
)  # fmt: skip
_FOR_FILES = WRITE | READ | _TRUNCATE | _DEVICE


def supported() -> bool:
    """Whether this kernel can."""
    system = ctypes.CDLL(None, use_errno=True)
    return bool(system.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION) >= 1)


def confine(root: Path, readable: Iterable[str], devices: Iterable[str]) -> bool:
    """Allow this process, for good, to change files in ``root`` and to read ``readable``.

    False where the kernel cannot: then the hook of :mod:`tui.app.confinement` is alone.
    """
    system = ctypes.CDLL(None, use_errno=True)
    version = system.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    handled = _ALL[max(v for v in _ALL if v <= version)]
    attributes = struct.pack("QQ", handled, _BIND_AND_CONNECT if version >= 4 else 0)
    attributes = attributes if version >= 4 else attributes[:8]
    rules = system.syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        _allow(system, rules, str(root), _IN_THE_FOLDER & handled)
        for place in readable:
            _allow(system, rules, place, (READ | READ_FOLDER) & handled)
        for place in devices:
            _allow(system, rules, place, (READ | WRITE | _DEVICE) & handled)
        if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) < 0:
            return False
        return bool(system.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(system: ctypes.CDLL, rules: int, place: str, rights: int) -> None:
    try:
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # It is not there, so nobody needs it.
    try:
        if not os.path.isdir(place):
            rights &= _FOR_FILES
        rule = struct.pack("=Qi", rights, handle)
        system.syscall(_ADD_RULE, rules, _BENEATH, rule, 0)
    finally:
        os.close(handle)
