"""The editor as the only thing that a shared SSH account can do, with a real sshd on loopback."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT
from tests.support.terminal import Terminal
from tui.report.recovery import journals

SSHD = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
NEEDED = (SSHD, shutil.which("ssh"), shutil.which("ssh-keygen"))

pytestmark = pytest.mark.skipif(
    not all(NEEDED), reason="needs OpenSSH's client and server (Debian: openssh-server)"
)

CONFIGURATION = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/user.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv LANG LC_*
SetEnv PYTHONPATH={root}
ForceCommand {python} -m tui edit --root {reports}
DisableForwarding yes
PermitUserEnvironment no
PermitUserRC no
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("2020.toml", "suqian/2023.toml"):
        shutil.copy(EXAMPLES / name, folder)
    return folder


@pytest.fixture
def client(tmp_path: Path, reports: Path) -> Iterator[list[str]]:
    """The words that reach the server."""
    for key in ("host", "user"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / key]
        subprocess.run(make, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = tmp_path / "sshd_config"
    configuration.write_text(
        CONFIGURATION.format(
            port=port, folder=tmp_path, root=ROOT, python=sys.executable, reports=reports
        )
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd locks itself in before the login
    log = tmp_path / "log"
    assert SSHD
    server = subprocess.Popen([SSHD, "-D", "-f", configuration, "-E", log], start_new_session=True)
    try:
        _wait_for(port, server, log)
        words = [
            "-F", "none", "-p", str(port), "-i", str(tmp_path / "user"),
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
            "-o", "BatchMode=yes", "-o", "LogLevel=ERROR",
            f"{getpass.getuser()}@127.0.0.1",
        ]  # fmt: skip
        ssh(words)
        if "not allowed because" in log.read_text():
            pytest.skip("this account may not log in: locked, or without a shell")
        yield words
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.skip(f"sshd does not start here: {log.read_text()[-300:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text())


def ssh(client: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["ssh", *client, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_edit_over_ssh_is_saved(client: list[str], reports: Path) -> None:
    with Terminal.of("ssh", "-tt", *client, "2020.toml") as terminal:
        terminal.ready()
        terminal.send("4242\r\x13")
        terminal.shows("已保存")
        terminal.send("\x11")
        terminal.ended()
        assert terminal.process.returncode == 0
        assert terminal.put_back() == []
    assert "4242" in (reports / "2020.toml").read_text("utf-8")
    assert not list(reports.glob(".*"))


def test_a_connection_that_drops_loses_no_edit(client: list[str], reports: Path) -> None:
    report = reports / "2020.toml"
    with Terminal.of("ssh", "-tt", *client, "2020.toml") as terminal:
        terminal.ready()
        terminal.send("4242\r")
        terminal.shows("●")
        assert journals(report)
        terminal.process.kill()
        terminal.ended()
    until = time.monotonic() + 20
    lock = reports / ".2020.toml.lock"
    while lock.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not lock.exists(), "the editor is still there"
    with Terminal.of("ssh", "-tt", *client, "2020.toml") as terminal:
        terminal.shows("4242")


@pytest.mark.parametrize(
    "words",
    [
        ("id",),
        ("sh", "-c", "touch /tmp/x"),
        ("2020.toml; id",),
        ("../../etc/passwd",),
        ("-s", "sftp"),
    ],
    ids=" ".join,
)
def test_nothing_else_runs(words: tuple[str, ...], client: list[str], reports: Path) -> None:
    before = sorted(reports.iterdir())
    options = [w for w in words if w == "-s"]
    done = ssh([*options, *client], *(w for w in words if w != "-s"))
    assert done.returncode in (2, 255)
    assert done.stdout == ""
    assert "错误：" in done.stderr or "subsystem request failed" in done.stderr
    assert sorted(reports.iterdir()) == before


def test_no_port_is_forwarded(client: list[str]) -> None:
    done = ssh(["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9", *client], "2020.toml")
    assert done.returncode != 0
