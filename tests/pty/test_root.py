"""``edit --root DIR``: an account that several people share can do nothing else with it."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT
from tests.support.terminal import Terminal

CTRL_E, CTRL_Q, CTRL_S, ENTER, BACKSPACE = "\x05", "\x11", "\x13", "\r", "\x7f"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "年报"
    folder.mkdir()
    shutil.copy(EXAMPLES / "2020.toml", folder / "2020.toml")
    return folder


def editor(folder: Path, *words: str, **environment: str) -> Terminal:
    script = ("-m", "tests.support.on_terminal", "edit", "--root", folder)
    return Terminal(*script, *words, **environment)


def test_inside_the_folder_everything_works(shared: Path) -> None:
    with editor(shared, "2020.toml").ready() as terminal:
        terminal.send(f"7{ENTER}{CTRL_S}")
        terminal.shows("已保存")
        terminal.send(CTRL_E)
        terminal.shows("文件名")
        terminal.send(ENTER)
        terminal.shows("已导出")
        terminal.send(CTRL_Q)
        terminal.ended()
        assert terminal.process.returncode == 0
        assert terminal.put_back() == []
    assert {p.name for p in shared.iterdir()} - {"2020.docx"} == {
        "2020.toml",
        "2020.toml~",
    }


@pytest.mark.parametrize("name", ["../out.md", "{outside}/out.md", "link/out.md"])
def test_nothing_is_exported_out_of_it(name: str, shared: Path, tmp_path: Path) -> None:
    outside = tmp_path / "别处"
    outside.mkdir()
    (shared / "link").symlink_to(outside)
    with editor(shared, "2020.toml").ready() as terminal:
        terminal.send(CTRL_E)
        terminal.shows("文件名")
        terminal.send(BACKSPACE * 10 + name.format(outside=outside) + ENTER)
        terminal.shows("只能使用文件夹")
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "out.md").exists()


@pytest.mark.parametrize("name", ["../secret.toml", "{outside}/secret.toml", "link.toml"])
def test_nothing_is_opened_out_of_it(name: str, shared: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "2020.toml", tmp_path / "secret.toml")
    (shared / "link.toml").symlink_to(tmp_path / "secret.toml")
    with editor(shared, name.format(outside=tmp_path)) as terminal:
        terminal.ended()
        assert terminal.process.returncode == 2
        assert "只能使用文件夹" in terminal.output.decode()


def test_a_forced_command_takes_a_name_and_runs_nothing(shared: Path) -> None:
    shutil.copy(EXAMPLES / "suqian/2023.toml", shared / "2023.toml")
    with editor(shared, SSH_ORIGINAL_COMMAND="2023.toml").ready() as terminal:
        terminal.shows("宿迁市")
    with editor(shared, SSH_ORIGINAL_COMMAND="sh -c 'touch x'; id") as terminal:
        terminal.ended()
        assert "文件不存在" in terminal.output.decode()
    with editor(shared) as terminal:
        terminal.ended()
        assert "文件夹里有：2020.toml、2023.toml" in terminal.output.decode()
    assert not (shared / "x").exists()


ATTEMPTS = {
    "read": "open(outside / 'secret').read()",
    "write": "(outside / 'new').write_text('x')",
    "append": "open(outside / 'secret', 'a')",
    "create by descriptor": "os.open(outside / 'new', os.O_CREAT | os.O_WRONLY)",
    "rename out": "os.rename(root / 'a', outside / 'a')",
    "rename in": "os.rename(outside / 'secret', root / 'b')",
    "link": "os.link(outside / 'secret', root / 'b')",
    "remove": "os.remove(outside / 'secret')",
    "make a folder": "os.mkdir(outside / 'd')",
    "through a link": "(root / 'link' / 'new').write_text('x')",
    "through the parent": "(root / '..' / outside.name / 'secret').read_text()",
    "subprocess": "subprocess.run(['true'])",
    "system": "os.system('true') == 0 or deny()",
    "exec": "os.execv('/bin/true', ['true'])",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "fork": "os.fork() or os._exit(0)",
    "connect": "socket.create_connection(('127.0.0.1', 9), 1)",
    "listen": "socket.socket().bind(('127.0.0.1', 0))",
    "look up": "socket.getaddrinfo('localhost', 80)",
}

CHILD = """
    import os, socket, subprocess, sys
    from pathlib import Path
    root, outside, hook = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "hook"
    from tui.app import kernel_confinement
    from tui.app.confinement import Confinement
    if hook:
        kernel_confinement.confine = lambda *_: False
    else:
        stock = sys.addaudithook
        sys.addaudithook = lambda hook: None
        if not kernel_confinement.supported():
            sys.exit(77)
    def deny():
        raise PermissionError
    Confinement(root).enter()
    (root / "a").write_text("x")
    import decimal, wave  # what is imported late still is
    try:
        {attempt}
    except OSError as error:
        sys.exit(13 if isinstance(error, PermissionError) or error.errno in (1, 13, 18) else 1)
"""
# 18: a hard link or a rename across the border is refused as one across file systems.

# The kernel lets a program fork, and look for a name in a file that it may read.
NOT_THE_KERNELS = {"fork", "look up"}


@pytest.mark.parametrize("guard", ["hook", "kernel"])
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_each_guard_alone_holds(attempt: str, guard: str, shared: Path, tmp_path: Path) -> None:
    if guard == "kernel" and attempt in NOT_THE_KERNELS:
        pytest.skip("the hook's part")
    outside = tmp_path / "别处"
    outside.mkdir()
    (outside / "secret").write_text("秘密")
    (shared / "link").symlink_to(outside)
    before = sorted(os.listdir(outside))
    code = textwrap.dedent(CHILD).format(attempt=ATTEMPTS[attempt])
    done = subprocess.run(
        [sys.executable, "-c", code, shared, outside, guard],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode == 77:
        pytest.skip("this kernel has no Landlock")
    assert done.returncode == 13, done.stderr
    assert sorted(os.listdir(outside)) == before
    assert (outside / "secret").read_text() == "秘密"
