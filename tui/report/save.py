"""Writing a file so that at every instant a reader sees the old one or the new one, whole."""

import contextlib
import os
import stat
from pathlib import Path

from tui.display import visible

from .beside import backup_path, new_beside, real, sync_folder
from .exchange import exchange


class SaveError(Exception):
    """The file could not be written; the message says why and what to do, in Chinese."""


class ChangedError(SaveError):
    """The file is no longer the one that was read. ``data`` is what it holds, None: it is gone."""

    def __init__(self, data: bytes | None) -> None:
        gone = "文件已被删除、移走或改名，没有写入；请检查后重新执行"
        changed = "文件刚才被别人改过，没有写入；请重新执行"
        super().__init__(gone if data is None else changed)
        self.data = data


def save(
    path: Path, data: bytes, *, expected: bytes | None = None, backup: bool = False
) -> list[str]:
    """Replace a file by a new one beside it; a link is followed, mode and owner are kept.

    Args:
        expected: the bytes that were read. When the file holds others by now, it was
            changed by somebody else and is not overwritten.
        backup: keep the old file under its name with ``~`` behind it.

    Returns:
        What the user should know although it was saved, in Chinese.

    Raises:
        ChangedError: the file does not hold ``expected``; nothing was changed then.
        SaveError: nothing was changed then.
    """
    if _is_stream(path):
        return _write_into(path, data)
    target = real(path)
    temporary: str | None = None
    try:
        old = _state(target)
        if data == expected == _held(target):
            return []  # nothing to write; and the backup stays what it is
        temporary = _written(target, data)
        notes = _like(old, temporary)
        _copy_attributes(target, temporary)
        if expected is not None and (now := _held(target)) != expected:
            raise ChangedError(now)
        if old is not None and not _may_write(target):
            raise PermissionError
        if expected is not None and exchange(temporary, str(target)):
            _check_taken(temporary, target, data, expected)
            if backup:
                try:
                    os.replace(temporary, backup_path(target))
                except OSError:  # saved all the same
                    notes.append(f"没有能够留下备份 {backup_path(target).name}")
        else:
            if backup and old is not None:
                _keep(target)
            os.replace(temporary, target)
            temporary = None
    except OSError as error:
        raise SaveError(reason(target, error)) from None
    finally:
        _remove(temporary)
    sync_folder(target.parent)
    return notes


def _is_stream(path: Path) -> bool:
    """Whether a name stands for a terminal, a pipe or /dev/null, and not for a file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _write_into(path: Path, data: bytes) -> list[str]:
    """Write to what is no file: replacing /dev/null by a file would harm everybody."""
    try:
        with open(path, "wb", buffering=0) as stream:
            view = memoryview(data)
            while view:
                view = view[stream.write(view) :]
    except OSError as error:
        raise SaveError(reason(path, error)) from None
    return []


def create(path: Path, data: bytes) -> None:
    """Write a new file; an existing one is never touched.

    Raises:
        SaveError: when something of this name exists or the file cannot be written.
    """
    if os.path.lexists(path):
        raise SaveError("文件已经存在，没有覆盖；请换一个文件名，或先移走原来的文件")
    temporary: str | None = None
    try:
        temporary = _written(path, data)
        _like(None, temporary)
        # A link fails where the name was taken in the meantime; a rename would overwrite.
        os.link(temporary, path)
    except FileExistsError:
        raise SaveError("文件已经存在，没有覆盖；请换一个文件名") from None
    except OSError as error:
        raise SaveError(reason(path, error)) from None
    finally:
        _remove(temporary)
    sync_folder(path.parent)


def _written(target: Path, data: bytes) -> str:
    """A file beside the target with these bytes on the disk; its name."""
    handle, name = new_beside(target)
    try:
        with os.fdopen(handle, "w+b") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            if file.read() != data:
                raise OSError(5, "the disk gives back other bytes")
    except BaseException:
        _remove(name)
        raise
    return name


def _state(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _may_write(target: Path) -> bool:
    """Whether the file is not write-protected: a rename would not ask."""
    return os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _like(old: os.stat_result | None, temporary: str) -> list[str]:
    """Give the new file what the old one had: owner, group, mode, access list."""
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return []
    mode = stat.S_IMODE(old.st_mode)
    notes = []
    if hasattr(os, "chown"):
        new = os.stat(temporary)
        if new.st_gid != old.st_gid:
            try:
                os.chown(temporary, -1, old.st_gid)
            except OSError:
                # What the group was allowed, another group must not be.
                mode &= ~0o070 | (mode & 0o007) << 3
                notes.append("不能保持文件原来的用户组，同组的人可能打不开了")
        if new.st_uid != old.st_uid:
            try:
                os.chown(temporary, old.st_uid, -1)
            except OSError:
                notes.append("文件原来属于别人，现在属于您")
    os.chmod(temporary, mode)
    if old.st_nlink > 1:
        notes.append(
            f"这个文件还有 {old.st_nlink - 1} 个别的名字（硬链接），那些名字下仍是原来的内容"
        )
    return notes


def _copy_attributes(target: Path, temporary: str) -> None:
    """Access lists and the like, where the system has them and lets us."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            with contextlib.suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))


def _held(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _check_taken(temporary: str, target: Path, data: bytes, expected: bytes) -> None:
    """After an exchange: put back what was taken out, unless it is what was expected."""
    taken = Path(temporary).read_bytes()
    if taken == expected:
        return
    placed, rounds = data, 0
    while rounds < 100:
        rounds += 1
        exchange(temporary, str(target))
        out = Path(temporary).read_bytes()
        if out == placed:
            break
        # Replaced once more in between: what was taken out now is newer than what went in.
        placed, taken = taken, out
    if rounds > 1:
        os.replace(temporary, backup_path(target))
    raise ChangedError(_held(target))


def _keep(target: Path) -> None:
    """The old file under its backup name as well; its own name stays where it is."""
    handle, beside = new_beside(target)
    os.close(handle)
    os.unlink(beside)
    try:
        os.link(target, beside)
    except OSError:  # a file system without links
        beside = _written(target, target.read_bytes())
        os.chmod(beside, stat.S_IMODE(target.stat().st_mode))
    try:
        os.replace(beside, backup_path(target))
    except OSError:
        _remove(beside)
        raise


def _remove(name: str | None) -> None:
    if name is not None:
        with contextlib.suppress(OSError):
            os.unlink(name)


def reason(path: Path, error: OSError) -> str:
    """Why a file cannot be written and what to do, in Chinese."""
    import errno

    folder = path.parent
    if not folder.is_dir():
        return f"文件夹 {visible(str(folder))} 不存在；请先建立文件夹，或换一个位置"
    if path.is_dir():
        return "这是文件夹，不是文件；请写明文件名"
    if isinstance(error, PermissionError):
        return "没有写入的权限；请换一个位置，或与管理员联系"
    if error.errno == errno.ENOSPC:
        return "磁盘已满，没有写入；请清理磁盘，或换一个位置"
    if error.errno == getattr(errno, "EDQUOT", -1):
        return "您的磁盘配额已用完，没有写入；请删去不要的文件，或换一个位置"
    if error.errno == errno.EROFS:
        return "这个位置是只读的；请换一个位置"
    if error.errno == errno.ENAMETOOLONG:
        return "文件名太长"
    if error.errno == errno.EIO:
        return "磁盘读写出错，没有写入；请换一个位置，并与管理员联系"
    return f"无法写入（{error.strerror or type(error).__name__}）"
