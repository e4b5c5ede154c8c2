"""Completion: what a script asks, and what it is answered."""

import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, cast

import pytest
import typer

from tui.cli import completion, main


def _check(
    files: Annotated[list[Path], typer.Argument()],
    style: Annotated[
        Literal["full", "json"], typer.Option("--format", "-f", help="样式。")
    ] = "full",
    number: Annotated[int | None, typer.Option()] = None,
    there: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    folder: Annotated[Path | None, typer.Option(file_okay=False)] = None,
    select: Annotated[str | None, typer.Option(autocompletion=completion.complete_rules)] = None,
) -> None:
    """试一试"""
    print(files, style, number, there, folder, select)


def _assign(
    file: Annotated[str, typer.Argument()],
    values: Annotated[list[str], typer.Argument(autocompletion=completion.complete_assignments)],
) -> None:
    """修改"""
    print(file, values)


RULES = {
    "F001": types.SimpleNamespace(id="F001", name="syntax", title="语法"),
    "T301": types.SimpleNamespace(id="T301", name="row-total", title="行：合计"),
    "T303": types.SimpleNamespace(id="T303", name="balance", title="收支"),
}


def _format() -> types.SimpleNamespace:
    section = types.SimpleNamespace(heading="三、申请")
    cells = [
        types.SimpleNamespace(
            path=path, section=section, row=types.SimpleNamespace(short=path[13:16]), label="格"
        )
        for path in (
            "applications.received.natural",
            "applications.received.total",
            "applications.carried_in.natural",
            "applications.carried_in.total",
            "disclosure.fees.amount",
        )
    ]
    text = types.SimpleNamespace(title="正文")
    return types.SimpleNamespace(cells=cells, texts={"overview.platform": (section, text)})


@pytest.fixture
def complete(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """Ask as a shell's script does, about two stand-in commands, few rules and few paths."""

    def stand_in(name: str, **content: object) -> str:
        module = types.ModuleType(name)
        module.__dict__.update(content)
        monkeypatch.setitem(sys.modules, name, module)
        return name

    stand_in("tui.checks.rules", RULES=RULES)
    stand_in("tui.schema", Catalogue=lambda _: types.SimpleNamespace(all=lambda: [_format()]))
    table = (
        main.Entry("check", stand_in("check_", command=_check, EXAMPLES=""), "试一试", "检查"),
        main.Entry("set", stand_in("set_", command=_assign, EXAMPLES=""), "修改", "填报"),
        main.Entry("later", "no_such_module", "以后才有", "填报"),
    )
    monkeypatch.setattr(main, "COMMANDS", table)

    def complete(shell: str, *words: str) -> list[str]:
        with pytest.raises(SystemExit) as end:
            main.app(["__complete", shell, *words])
        out, err = capsys.readouterr()
        assert (end.value.code, err) == (0, "")
        return out.splitlines()

    return complete


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("c", "words check\t试一试"),
        ("", "words check\t试一试 set\t修改 later\t以后才有"),
        ("check --form", "words --format\t样式。"),
        ("check --format j", "words json"),
        ("check --format=j", "words --format=json"),
        ("check -f ", "words full json"),
        ("check 20", "toml"),
        ("check --folder x", "folders"),
        ("check --there x", "files"),
        ("set x", "toml"),
        ("check --number 1", "words"),
        ("check --select T", "words T301\trow-total_行：合计 T303\tbalance_收支"),
        ("check --select F,ba", "words F,balance\tT303_收支"),
        (
            "set f ",
            "words overview.platform=\t正文 applications.\t三、申请 disclosure.fees.amount=\t格",
        ),
        ("set f app", "words applications.received.\trec applications.carried_in.\tcar"),
        (
            "set f applications.rec",
            "words applications.received.natural=\t格 applications.received.total=\t格",
        ),
        ("set f applications.received.total=", "words"),
        ("nonsense x", "words"),
    ],
)
def test_completion(complete: Callable[..., list[str]], words: str, answer: str) -> None:
    lines = [line.replace(" ", "_") for line in complete("fish", *words.split(" "))]
    assert lines == answer.split(" ")


def test_bash_splits_words_and_leaves_quotes(complete: Callable[..., list[str]]) -> None:
    assert complete("bash", "check", "--format", "=", "j") == ["words", "json"]
    assert complete("bash", "check", "--format", "=") == ["words", "full", "json"]
    assert complete("bash", "set", "'a b", "app")[1] == "applications.received."
    assert complete("bash", "check", '"我') == ["toml"]


def test_completion_says_nothing_when_it_fails(
    complete: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tui.checks.rules", None)
    assert complete("zsh", "check", "--select", "T") == []


def test_rules_and_paths_complete_together(complete: Callable[..., list[str]]) -> None:
    assert callable(complete)
    context = cast(typer.Context, types.SimpleNamespace(params={}))
    assert completion.complete_rules_or_paths(context, "T3") == [
        ("T301", "row-total 行：合计"),
        ("T303", "balance 收支"),
    ]
    assert completion.complete_rules_or_paths(context, "over") == [("overview.platform", "正文")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_say_how_to_install_them(
    shell: Literal["bash", "zsh", "fish"], capsys: pytest.CaptureFixture[str]
) -> None:
    completion.command(shell)
    script = capsys.readouterr().out
    assert f"completion {shell}" in "".join(script.splitlines()[:4])
    assert f"__complete {shell}" in script
