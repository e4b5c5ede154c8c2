"""``check``: which rules, which files, which exit status, and the verdict."""

from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, run, run_process
from tests.support.reports import as_toml, zero_report

CLEAN = as_toml(zero_report())
BROKEN = CLEAN.replace("\nreconsideration = [ 0,", "\nreconsideration = [ 1,")
BLANK = CLEAN.replace("licensing = 0", 'licensing = ""')
MANY = BROKEN.replace("licensing = 0", 'licensing = ""').replace("penalties = 0", "penalties = -1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("净", CLEAN), ("误", BROKEN), ("空", BLANK), ("多", MANY)):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def rules(*args: str) -> list[str]:
    """The ids that concise output lists."""
    return [line.split()[1] for line in run("check", *args, "--format", "concise")[1].splitlines()]


@pytest.mark.usefixtures("folder")
class TestSelection:
    @pytest.mark.parametrize(
        ("options", "found"),
        [
            ((), ["F006", "T401", "F007"]),
            (("--select", "T401"), ["T401"]),
            (("--select", "t"), ["T401"]),
            (("--select", "F"), ["F006", "F007"]),
            (("--select", "F00"), ["F006", "F007"]),
            (("--select", "remedy-total"), ["T401"]),
            (("--select", "blank-cell,T4"), ["T401", "F007"]),
            (("--select", "F006，T"), ["F006", "T401"]),
            (("--select", "F006", "--select", "T"), ["F006", "T401"]),
            (("--ignore", "F"), ["T401"]),
            (("--ignore", "F006, remedy-total"), ["F007"]),
            (("--select", "F", "--ignore", "F007"), ["F006"]),
            (("--select", "T3"), []),
            (("--ignore", "F,T"), []),
        ],
    )
    def test_by_id_prefix_and_name(self, options: tuple[str, ...], found: list[str]) -> None:
        assert rules("多.toml", *options) == found

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    @pytest.mark.parametrize("word", ["X", "T9", "balence", "F006x", "T,没有"])
    def test_a_word_that_is_no_rule_checks_nothing(self, option: str, word: str) -> None:
        status, out, err = run("check", "多.toml", option, word)
        assert (status, out) == (2, "")
        assert f"没有“{word.rpartition(',')[2]}”这条规则" in err

    def test_what_is_left_out_does_not_decide_the_status(self) -> None:
        assert run("check", "误.toml", "--ignore", "T")[0] == 0
        assert run("check", "误.toml", "--select", "F")[0] == 0
        assert run("check", "误.toml", "--select", "T")[0] == 1


@pytest.mark.usefixtures("folder")
class TestStatus:
    @pytest.mark.parametrize(
        ("names", "status"),
        [
            ("净", 0),
            ("误", 1),
            ("空", 0),
            ("净 空", 0),
            ("净 误", 1),
            ("净 无", 2),
            ("误 无", 2),
            ("无", 2),
        ],
    )
    def test_gravest_outcome(self, names: str, status: int) -> None:
        files = [f"{name}.toml" for name in names.split()]
        for form in ("full", "concise", "json"):
            assert run("check", *files, "--format", form)[0] == status

    def test_fail_on_warning(self) -> None:
        assert run("check", "空.toml", "--fail-on", "warning")[0] == 1
        assert run("check", "净.toml", "--fail-on", "warning")[0] == 0
        assert run("check", "空.toml", "--fail-on", "warning", "--ignore", "F007")[0] == 0

    def test_broken_contents_are_findings_not_failures(self, tmp_path: Path) -> None:
        (tmp_path / "坏.toml").write_bytes(b"\xff\xfe\x00\x01")
        assert run("check", "坏.toml")[0] == 1

    def test_an_unreadable_file_does_not_hide_the_others(self) -> None:
        status, out, err = run("check", "误.toml", "无.toml", "空.toml")
        assert status == 2
        assert "T401 remedy-total" in out
        assert "F007 blank-cell" in out
        assert "检查了 2 份年报（2 份有问题），发现 1 处错误、1 处提醒。" in out
        assert err == "错误：无.toml：文件不存在；请检查文件名和所在文件夹\n"


@pytest.mark.usefixtures("folder")
class TestVerdict:
    @pytest.mark.parametrize(
        ("names", "sentence"),
        [
            ("净", "检查了 1 份年报，没有发现问题。"),
            ("净 净", "检查了 2 份年报，没有发现问题。"),
            ("误", "检查了 1 份年报，发现 1 处错误。"),
            ("空", "检查了 1 份年报，发现 1 处提醒。"),
            (
                "净 误 多",
                "检查了 3 份年报（2 份有问题），发现 3 处错误、1 处提醒。",
            ),
            ("无", "没有能够检查的年报。"),
        ],
    )
    def test_is_one_plain_sentence(self, names: str, sentence: str) -> None:
        files = [f"{name}.toml" for name in names.split()]
        assert run("check", *files)[1].splitlines()[-1] == sentence
        assert run("check", *files, "--format", "concise")[2].splitlines()[-1] == sentence

    def test_counts_what_could_not_be_assessed(self, folder: Path) -> None:
        text = CLEAN.replace("\ngranted = [ 0,", '\ngranted = [ "",')
        (folder / "x.toml").write_text(text, "utf-8")
        assert run("check", "x.toml")[1].endswith(
            "检查了 1 份年报，发现 1 处提醒；另有 2 处勾稽关系因有空格或错误未能核对。\n"
        )
        out = run("check", "x.toml", "--select", "T")[1]
        assert out == ("检查了 1 份年报，没有发现问题；另有 2 处勾稽关系因有空格或错误未能核对。\n")


@pytest.mark.usefixtures("folder")
class TestFiles:
    def test_standard_input(self) -> None:
        status, out, _ = run("check", "-", "--format", "concise", input=BROKEN.encode())
        assert status == 1
        assert out.startswith("-:")
        assert "T401" in out
        assert run("check", "-", input=CLEAN.encode())[0] == 0
        assert run("check", "-", input=b"")[0] == 1

    def test_standard_input_beside_files(self) -> None:
        out = run("check", "空.toml", "-", "误.toml", "--format", "concise", input=MANY.encode())[1]
        names = [line.partition(":")[0] for line in out.splitlines()]
        assert names == ["空.toml", "-", "-", "-", "误.toml"]

    def test_standard_input_through_a_real_pipe(self) -> None:
        status, out, _ = run_process("check", "-", "--format", "concise", input=BROKEN.encode())
        assert (status, out.partition(" ")[0]) == (1, "-:48:33:")

    def test_a_folder_is_read_to_the_bottom_in_order(self, folder: Path) -> None:
        for name in ("b/z/1.toml", "b/2.toml", "a/9.toml", "b/10.toml", "c.d/e/f/g.toml"):
            (folder / "树" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "树" / name).write_text(BROKEN, "utf-8")
        out = run("check", "树", "--format", "concise")[1]
        names = [line.partition(":")[0] for line in out.splitlines()]
        assert names == [
            f"树/{name}"
            for name in ("a/9.toml", "b/10.toml", "b/2.toml", "b/z/1.toml", "c.d/e/f/g.toml")
        ]

    def test_hidden_and_other_files_are_left_out(self, folder: Path) -> None:
        for name in (
            ".git/x.toml",
            ".hidden.toml",
            "a.toml~",
            "a.txt",
            "b/.c/d.toml",
            "e.toml.bak",
        ):
            (folder / "树" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "树" / name).write_text(BROKEN, "utf-8")
        status, out, err = run("check", "树")
        assert (status, out) == (2, "没有能够检查的年报。\n")
        assert err == "错误：树：文件夹里没有年报文件（.toml）\n"
        (folder / "树/good.toml").write_text(CLEAN, "utf-8")
        assert run("check", "树") == (0, "检查了 1 份年报，没有发现问题。\n", "")

    def test_a_named_file_is_read_whatever_its_name(self, folder: Path) -> None:
        (folder / ".年报.txt").write_text(BROKEN, "utf-8")
        assert rules(".年报.txt") == ["T401"]

    def test_many_files_are_spread_over_processes_and_told_in_order(self, folder: Path) -> None:
        texts = {"净": CLEAN, "误": BROKEN, "空": BLANK}
        (folder / "多份").mkdir()
        for i in range(150):
            text = list(texts.values())[i % 3]
            (folder / f"多份/{i:03}.toml").write_text(text, "utf-8")
        (folder / "多份/077.toml").unlink()
        (folder / "多份/077.toml").symlink_to("无")
        alone = run("check", "多份", "--format", "concise", "--jobs", "1")
        assert run("check", "多份", "--format", "concise", "--jobs", "3") == alone
        status, out, err = alone
        assert status == 2
        assert (out.count("T401"), out.count("F007")) == (50, 49)
        assert "077.toml：文件不存在" in err
        assert "检查了 149 份年报（99 份有问题），发现 50 处错误、49 处提醒。" in err


def test_the_examples_hold_what_they_promise() -> None:
    status, out, _ = run("check", EXAMPLES / "broken")
    assert status == 1
    assert "最可能：三（七）总计·自然人 应为 21（现为 12，相邻两位数字颠倒）" in out
    assert run("check", EXAMPLES / "suqian")[0] == 0
    assert run("check", EXAMPLES / "2020.toml")[0] == 0
