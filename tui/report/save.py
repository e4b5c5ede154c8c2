"""Writing a file so that at every instant a reader sees the old one or the new one, whole."""

import contextlib
import os
from pathlib import Path


class SaveError(Exception):
    """The file could not be written; the message says why and what to do, in Chinese."""


def save(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replace a file by a new one beside it; a link is followed, the mode is kept.

    Args:
        expected: the bytes that were read. When the file holds others by now, it was
            changed by somebody else and is not overwritten.

    Raises:
        SaveError: nothing was changed then.
    """
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        handle, temporary = _new_beside(target)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(target, temporary)
        if expected is not None and target.read_bytes() != expected:
            raise SaveError("文件刚才被别人改过，没有写入；请重新执行")
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise SaveError(_reason(target, error)) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    _sync_folder(target.parent)


def create(path: Path, data: bytes) -> None:
    """Write a new file; an existing one is never touched.

    Raises:
        SaveError: when something of this name exists or the file cannot be written.
    """
    if os.path.lexists(path):
        raise SaveError("文件已经存在，没有覆盖；请换一个文件名，或先移走原来的文件")
    temporary: str | None = None
    try:
        handle, temporary = _new_beside(path)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(path, temporary)
        # A link fails where the name was taken in the meantime; a rename would overwrite.
        os.link(temporary, path)
    except FileExistsError:
        raise SaveError("文件已经存在，没有覆盖；请换一个文件名") from None
    except OSError as error:
        raise SaveError(_reason(path, error)) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    _sync_folder(path.parent)


def _new_beside(target: Path) -> tuple[int, str]:
    """A new file in the folder of ``target``, which nobody else can open: handle and name.

    As ``tempfile.mkstemp`` does, without its imports, which a cold export would feel.
    """
    for number in range(100):
        name = f".{target.name[:200]}.{os.getpid()}.{number}.tmp"
        path = str(target.parent / name)
        with contextlib.suppress(FileExistsError):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o600), path
    raise FileExistsError(target.parent)


def _copy_mode(target: Path, temporary: str) -> None:
    try:
        mode = target.stat().st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    os.chmod(temporary, mode)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(path: Path, error: OSError) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"文件夹 {folder} 不存在；请先建立文件夹，或换一个位置"
    if path.is_dir():
        return "这是文件夹，不是文件；请写明文件名"
    if isinstance(error, PermissionError):
        return "没有写入的权限；请换一个位置，或与管理员联系"
    if error.errno == 28:
        return "磁盘已满，没有写入；请清理磁盘，或换一个位置"
    if error.errno == 30:
        return "这个位置是只读的；请换一个位置"
    if error.errno == 36:
        return "文件名太长"
    return f"无法写入（{error.strerror or type(error).__name__}）"
