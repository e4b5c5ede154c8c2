"""``edit --root DIR``: the one place that says which files the editor may touch.

For accounts that several people share over SSH, where the editor is the only program they
may run. A path from a dialog is asked for here first, so that the refusal is in words.
What gets past that is stopped twice: by a hook that Python calls before every open, rename,
program start and connection, wherever it comes from, and on Linux by the kernel (see
:mod:`tui.app.kernel_confinement`), which follows no link and no renamed folder out of DIR.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tui.display import visible
from tui.report.save import SaveError


class OutsideError(SaveError):
    """A path that leads out of the folder; the message says so, in Chinese."""


_FILES: dict[str, tuple[int, ...]] = {
    "os.rename": (0, 1),
    "os.link": (0, 1),
    "os.symlink": (0, 1),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "os.setxattr": (0,),
    "os.removexattr": (0,),
    "os.chdir": (0,),
}
"""Events that change something, and which of their arguments are paths."""

_REFUSED = (
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "os.forkpty", "pty.spawn", "os.startfile", "webbrowser.open", "socket.connect",
    "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "urllib.Request",
)  # fmt: skip
"""Events that start a program, run code from data, or use the network."""

_DEVICES = ("/dev/null", "/dev/tty", "/dev/urandom")


class Confinement:
    """The folder that the editor may not leave; without one, everything is allowed."""

    def __init__(self, root: Path | None = None) -> None:
        """``root``: links in it are resolved now, once.

        Raises:
            OutsideError: it is no folder.
        """
        self.root = None if root is None else Path(os.path.realpath(root))
        if self.root is not None and not self.root.is_dir():
            raise OutsideError(f"--root 要写一个文件夹，{visible(str(root))} 不是")

    def allowed(self, path: Path) -> Path:
        """The path itself, if it leads, links resolved, to a place in the folder.

        Raises:
            OutsideError: it leads elsewhere.
        """
        if self.root is not None and not self._inside(os.fspath(path)):
            raise OutsideError(f"只能使用文件夹 {visible(str(self.root))} 里的文件")
        return path

    def target(self, report: Path, name: str) -> Path:
        """Where a file is to be written whose name somebody typed while editing a report.

        Raises:
            OutsideError: it leads out of the folder.
        """
        typed = Path(name) if self.root else Path(name).expanduser()
        return self.allowed(report.absolute().parent / typed)

    def enter(self) -> None:
        """From now on and for good, refuse the whole process everything else."""
        if self.root is None:
            return
        os.chdir(self.root)
        # What cannot be written beside a report goes into the user's state folder.
        os.environ["XDG_STATE_HOME"] = str(self.root)
        needed = _needed_by_python()
        if sys.platform == "linux":
            from .kernel_confinement import confine

            confine(self.root, needed, [d for d in _terminals() if os.path.exists(d)])
        sys.addaudithook(self._hook(needed))

    def _inside(self, path: str) -> bool:
        assert self.root is not None
        return _beneath(os.path.realpath(path), str(self.root))

    def _hook(self, needed: Iterable[str]) -> Callable[[str, tuple[Any, ...]], None]:
        readable = tuple(needed)
        devices = (*_DEVICES, *_terminals())

        def refuse(event: str, arguments: tuple[Any, ...]) -> None:
            if event == "open":
                path, mode, flags = arguments
                if isinstance(path, int) or path is None:
                    return
                place = os.fsdecode(path)
                if place in devices or self._inside(place):
                    return
                writes = flags and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
                writes = writes or any(c in (mode or "") for c in "wax+")
                real = os.path.realpath(place)
                if writes or not any(_beneath(real, folder) for folder in readable):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)
            elif event in _FILES:
                for index in _FILES[event]:
                    place = arguments[index]
                    if not isinstance(place, int) and not self._inside(os.fsdecode(place)):
                        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            elif event in _REFUSED:
                raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

        return refuse


EVERYWHERE = Confinement()
"""The ordinary editor: whatever the user may do, it may do."""


def _beneath(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _needed_by_python() -> list[str]:
    """What is imported late, and the few files of the system that libraries look at."""
    folders = [sys.prefix, sys.base_prefix, "/usr/lib", "/usr/share", "/lib", "/lib64", "/etc",
               "/proc/self", str(Path(__file__).resolve().parents[1])]  # fmt: skip
    # Not the current folder, which is in the path when the program is run with -m.
    folders += [p for p in sys.path if p and os.path.realpath(p) != os.getcwd()]
    found = (os.path.realpath(folder) for folder in folders)
    return sorted({folder for folder in found if folder != os.sep and os.path.exists(folder)})


def _terminals() -> list[str]:
    found = []
    for descriptor in (0, 1, 2):
        if os.isatty(descriptor):
            found.append(os.ttyname(descriptor))
    return [*_DEVICES, *dict.fromkeys(found)]
