"""``disclosure.toml``: found upwards, obeyed, and never silently misread."""

from pathlib import Path

import pytest
import tomli

from tests.support.program import run
from tests.support.reports import as_toml, zero_report
from tui.checks.project import EXAMPLE
from tui.checks.settings import NONE, ProjectError, Settings
from tui.checks.surroundings import FILE_NAME, project_of

REGULATIONS = "disclosure.regulations.in_force"


def project(folder: Path, text: str) -> Path:
    (folder / FILE_NAME).write_text(text, "utf-8")
    return folder


def report(folder: Path, agency: str = "某某市司法局", regulations: int = 6) -> Path:
    made = zero_report(agency=agency)
    made.values[made.format.index[REGULATIONS]] = regulations
    file = folder / "2023.toml"
    file.write_text(as_toml(made), "utf-8")
    return file


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    assert project_of(str(tmp_path)) == NONE


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    deep = tmp_path / "一" / "二"
    deep.mkdir(parents=True)
    project(tmp_path, 'level = "部门"')
    assert project_of(str(deep)).settings.level == "部门"
    project(deep.parent, 'level = "省级政府"')
    assert project_of(str(deep)).settings.level == "省级政府"


def test_the_example_says_what_it_means(tmp_path: Path) -> None:
    found = project_of(str(project(tmp_path, EXAMPLE)))
    held = tomli.loads(EXAMPLE)
    assert found.settings == Settings("部门", {"Y201": "error"}, 5, 20, 0.9)
    assert (found.select, found.ignore) == (("F", "T", "Y"), ("jump",))
    assert found.fail_on == "warning"
    assert found.previous == str(tmp_path / "../{year}")
    assert found.export == held["export"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('levle = "部门"', "levle：不认识这个键，是不是 level？"),
        ('level = "镇"', "只能是"),
        ("level = 5", "应当是带引号的文字"),
        ("check = 5", "应当写成 [check] 段落"),
        ('[check]\nselct = ["T"]', "check.selct：不认识这个键，是不是 select？"),
        ('[check]\nselect = "T"', "一列带引号的文字"),
        ('[check]\nignore = ["jmp"]', "没有“jmp”这条规则，是不是 jump？"),
        ('[check]\nfail_on = "info"', "只能是"),
        ('[severity]\nT999 = "error"', "没有这条规则"),
        ('[severity]\nT303 = "grave"', "只能是"),
        ("[thresholds]\njump_factor = 1", "2 到 1000"),
        ("[thresholds]\njump_floor = true", "整数"),
        ("[thresholds]\nsimilarity = 2", "0.5 到 1"),
        ("[thresholds]\njump = 2", "是不是 jump_floor？"),
        ("[previous]\nfolder = 5", "previous.folder"),
        ("[export]\ncolor = true", "不认识这个键"),
        ("level = ", "第 1 行第"),
        ("x" * 1_000_001, "过大"),
    ],
)
def test_what_is_wrong_is_named_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProjectError, match=FILE_NAME) as caught:
        project_of(str(project(tmp_path, text)))
    assert said in str(caught.value)


def test_a_project_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes('level = "部门"'.encode("gbk"))
    with pytest.raises(ProjectError, match="UTF-8"):
        project_of(str(tmp_path))


def test_a_wrong_project_file_stops_the_check(tmp_path: Path) -> None:
    file = report(project(tmp_path, 'levle = "部门"'))
    status, _, err = run("check", file)
    assert status == 2
    assert "不认识这个键，是不是 level？" in err


@pytest.mark.parametrize(
    ("level", "agency", "is_told"),
    [
        ("", "某某市司法局", True),
        ("", "某某县人民政府", True),
        ("", "某某镇人民政府", True),
        ("", "某某街道办事处", True),
        ("", "某某市人民政府", False),
        ("", "镇江市人民政府", False),
        ("", "国家某某局", False),
        ("", "某某市", False),
        ("设区的市政府", "某某县人民政府", False),
        ("县级政府", "某某市人民政府", True),
        ("国务院部门", "某某局", False),
        ("省级政府", "某某省人民政府", False),
        ("部门", "某某", True),
    ],
)
def test_the_level_decides_whether_there_may_be_regulations(
    tmp_path: Path, level: str, agency: str, is_told: bool
) -> None:
    file = report(project(tmp_path, f'level = "{level}"' if level else ""), agency)
    _, out, _ = run("check", file)
    assert ("T201" in out) is is_told


def test_select_ignore_and_fail_on_are_defaults(tmp_path: Path) -> None:
    file = report(project(tmp_path, '[check]\nfail_on = "warning"'))
    assert run("check", file)[0] == 1
    assert run("check", file, "--fail-on", "error")[0] == 0
    project(tmp_path, '[check]\nignore = ["T201"]\nfail_on = "warning"')
    assert run("check", file)[0] == 0
    assert run("check", file, "--select", "T")[0] == 1


def test_a_rule_is_as_grave_as_the_project_says(tmp_path: Path) -> None:
    file = report(project(tmp_path, '[severity]\nregulations-level = "error"'))
    status, out, _ = run("check", file)
    assert status == 1
    assert "T201 regulations-level  错误" in out
    project(tmp_path, '[severity]\nT201 = "info"')
    status, out, _ = run("check", file, "--fail-on", "warning")
    assert status == 0
    assert "1 处提示" in out


def test_a_milder_severity_does_not_make_arithmetic_a_matter_of_judgement(tmp_path: Path) -> None:
    file = report(project(tmp_path, '[severity]\nT301 = "warning"'), regulations=0)
    text = file.read_text("utf-8").replace("received = [ 0, 0,", "received = [ 1, 0,")
    file.write_text(text, "utf-8")
    status, _, err = run("waive", file, "T301", "--reason", "x", "--by", "y")
    assert status == 2
    assert "只能改正" in err
