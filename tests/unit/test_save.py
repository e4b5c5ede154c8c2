"""Writing a file: whole at every instant, kept as it was, never over somebody else's change."""

import os
import stat
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.disk import common_folder, fill, small_disk, without_rights
from tui.report import save as module
from tui.report.beside import backup_path, remove_strays
from tui.report.exchange import exchange
from tui.report.save import ChangedError, SaveError, create, save

OLD, NEW, THEIRS = b"old = 1\n", b"new = 2\n", b"theirs = 3\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2020.toml"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_mode_link_and_backup(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.toml")
    link.symlink_to(file.name)
    assert save(link, NEW, expected=OLD, backup=True) == []
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    backup = backup_path(file)
    assert (backup.name, backup.read_bytes()) == ("2020.toml~", OLD)
    assert save(file, THEIRS, expected=NEW, backup=True) == []
    assert backup.read_bytes() == NEW
    assert names(file.parent) == ["2020.toml", "2020.toml~", "link.toml"]


@pytest.mark.parametrize("way", ["exchange", "plain"])
def test_a_reader_sees_the_old_file_or_the_new_one_whole(
    file: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "plain":
        monkeypatch.setattr(module, "exchange", lambda *_: False)
    versions = [OLD, *(b"%d = 1\n" % n * 20_000 for n in range(1, 41))]
    seen: set[bytes] = set()
    ending = threading.Event()

    def read() -> None:
        while not ending.is_set():
            seen.add(file.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for old, new in pairwise(versions):
            save(file, new, expected=old, backup=True)
    finally:
        ending.set()
        reader.join()
    assert seen <= set(versions)
    assert len(seen) > 1


def test_nothing_to_write_leaves_the_backup_alone(file: Path) -> None:
    save(file, NEW, expected=OLD, backup=True)
    inode = file.stat().st_ino
    save(file, NEW, expected=NEW, backup=True)
    assert file.stat().st_ino == inode
    assert backup_path(file).read_bytes() == OLD


def test_without_a_backup_nothing_else_is_left(file: Path) -> None:
    save(file, NEW, expected=OLD)
    assert names(file.parent) == [file.name]


def test_a_hard_link_is_warned_of(file: Path) -> None:
    other = file.with_name("other.toml")
    other.hardlink_to(file)
    (note,) = save(file, NEW, expected=OLD)
    assert "硬链接" in note
    assert other.read_bytes() == OLD


def test_new_files_respect_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        create(tmp_path / "new.toml", NEW)
        save(tmp_path / "export.md", NEW)
    finally:
        os.umask(before)
    for name in names(tmp_path):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept_where_that_is_possible(file: Path) -> None:
    os.chown(file, 12345, 23456)
    assert save(file, NEW, expected=OLD) == []
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 23456)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become others")
def test_what_cannot_be_kept_is_said_and_gives_no_rights_away() -> None:
    with common_folder() as folder:
        file = folder / "2020.toml"
        file.write_bytes(OLD)
        os.chown(file, 12345, 23456)
        file.chmod(0o676)
        with without_rights():
            notes = save(file, NEW, expected=OLD)
        assert file.read_bytes() == NEW
        assert any("属于" in note for note in notes)
        assert any("用户组" in note for note in notes)
        assert stat.S_IMODE(file.stat().st_mode) == 0o666


def test_a_folder_or_a_file_that_may_not_be_written() -> None:
    with common_folder() as folder:
        file = folder / "2020.toml"
        file.write_bytes(OLD)
        file.chmod(0o444)
        with without_rights(), pytest.raises(SaveError, match="权限"):
            save(file, NEW, expected=OLD)
        file.chmod(0o666)
        folder.chmod(0o555)
        with without_rights(), pytest.raises(SaveError, match="权限"):
            save(file, NEW, expected=OLD, backup=True)
        folder.chmod(0o777)
        assert file.read_bytes() == OLD
        assert names(folder) == [file.name]


@pytest.mark.parametrize("backup", [True, False])
def test_a_file_that_somebody_else_changed_is_not_overwritten(file: Path, backup: bool) -> None:
    file.write_bytes(THEIRS)
    with pytest.raises(ChangedError) as error:
        save(file, NEW, expected=OLD, backup=backup)
    assert error.value.data == file.read_bytes() == THEIRS
    file.unlink()
    with pytest.raises(ChangedError, match="删除") as error:
        save(file, NEW, expected=OLD, backup=backup)
    assert error.value.data is None
    assert names(file.parent) == []


def in_the_last_moment(monkeypatch: pytest.MonkeyPatch, *changes: Callable[[], None]) -> None:
    """Let somebody else come in between the comparison and each of the exchanges."""
    waiting = list(changes)

    def late(first: str, second: str) -> bool:
        if waiting:
            waiting.pop(0)()
        return exchange(first, second)

    monkeypatch.setattr(module, "exchange", late)


def replace(file: Path, data: bytes) -> Callable[[], None]:
    def act() -> None:
        beside = file.with_name("beside")
        beside.write_bytes(data)
        beside.replace(file)

    return act


def exchanges(folder: Path) -> bool:
    a, b = folder / "a", folder / "b"
    a.write_bytes(b"a")
    b.write_bytes(b"b")
    try:
        return exchange(str(a), str(b)) and a.read_bytes() == b"b"
    finally:
        a.unlink()
        b.unlink()


@pytest.mark.parametrize("late", [(THEIRS,), (THEIRS, b"and again\n"), (THEIRS, b"x", b"y", b"z")])
def test_a_change_in_the_last_moment_is_noticed_and_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, late: tuple[bytes, ...]
) -> None:
    if not exchanges(file.parent):
        pytest.skip("this file system cannot exchange two files")
    in_the_last_moment(monkeypatch, *(replace(file, data) for data in late))
    with pytest.raises(ChangedError):
        save(file, NEW, expected=OLD, backup=True)
    assert file.read_bytes() == late[-1]
    assert NEW not in {p.read_bytes() for p in file.parent.iterdir()}


def test_where_files_cannot_be_exchanged_they_are_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "exchange", lambda *_: False)
    save(file, NEW, expected=OLD, backup=True)
    assert file.read_bytes() == NEW
    assert backup_path(file).read_bytes() == OLD
    assert names(file.parent) == ["2020.toml", "2020.toml~"]


def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        file = disk / "2020.toml"
        file.write_bytes(OLD * 10)
        fill(disk)
        with pytest.raises(SaveError, match="磁盘已满"):
            save(file, NEW * 100_000, expected=OLD * 10, backup=True)
        assert file.read_bytes() == OLD * 10
        assert names(disk) == ["2020.toml", "filling"]


def test_a_long_chinese_name(tmp_path: Path) -> None:
    path = tmp_path / ("政" * 83 + ".toml")
    path.write_bytes(OLD)
    save(path, NEW, expected=OLD, backup=True)
    assert path.read_bytes() == NEW
    assert len(names(tmp_path)) == 2


def test_strays_of_killed_processes_are_removed_and_nothing_else(file: Path) -> None:
    stray = [".2020.toml.123.0.tmp", ".2020.toml.journal.77.1.tmp"]
    kept = [".2021.toml.123.0.tmp", ".2020.toml.abc.tmp", ".2020.toml.journal", "2020.toml"]
    for name in stray + kept[:-1]:
        file.with_name(name).write_bytes(b"")
    remove_strays(file)
    assert names(file.parent) == sorted(kept)


def test_a_folder_that_is_gone(file: Path) -> None:
    file.parent.rename(file.parent.with_name("renamed"))
    with pytest.raises(SaveError, match="文件夹"):
        save(file, NEW, expected=OLD)
