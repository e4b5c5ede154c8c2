"""Shell completion: the scripts for bash, zsh and fish, and what they are answered.

A script asks ``disclosure-tui __complete SHELL WORD…``, the last word being the one to
complete. The first line of the answer says what kind it is: ``words`` when candidates
follow, one to a line with a description behind a tab, or ``toml``, ``files``,
``folders`` when the shell itself shall list files, which it quotes better than we can.
typer has scripts of its own, but they import rich on every key press, split words at
colons and equal signs, and put a space behind a half-completed path.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tui.cli import CommandError

if TYPE_CHECKING:
    from tui.cli.main import Program
    from tui.schema import Format

EXAMPLES = """\
eval "$(disclosure-tui completion bash)"          # bash：写进 ~/.bashrc
source <(disclosure-tui completion zsh)           # zsh：写进 ~/.zshrc，放在 compinit 之后
disclosure-tui completion fish | source           # fish：写进 ~/.config/fish/config.fish"""

BASH = r"""# disclosure-tui 的 bash 自动补全（bash 4.4 及以上）
# 安装：把下面一行写进 ~/.bashrc，然后重新打开终端：
#   eval "$(disclosure-tui completion bash)"
_disclosure_tui() {
    local cur="${COMP_WORDS[COMP_CWORD]}" program="${COMP_WORDS[0]/#\~/$HOME}" kind="" value
    local -a options=()
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        if [[ -z $kind ]]; then
            kind=$value
        else
            COMPREPLY+=("$value")
            [[ $value == *[.=] ]] && options=(-o nospace)
        fi
    done < <("$program" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    [[ $cur == [=:] ]] && cur=""
    cur="${cur#[\"\']}"
    cur="${cur//\\/}"
    case $kind in
        toml)
            options=(-o filenames)
            while IFS= read -r value; do COMPREPLY+=("$value"); done < <(
                compgen -f -X '!*.toml' -- "$cur"
                compgen -d -- "$cur"
            ) ;;
        files | folders)
            options=(-o filenames)
            [[ $kind == files ]] && value=-f || value=-d
            while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen $value -- "$cur")
            ;;
        *) options+=(-o nosort) ;;
    esac
    compopt "${options[@]}" 2>/dev/null
    return 0
}
complete -F _disclosure_tui disclosure-tui
"""

ZSH = r"""#compdef disclosure-tui
# disclosure-tui 的 zsh 自动补全
# 安装：把下面一行写进 ~/.zshrc，放在 compinit 之后，然后重新打开终端：
#   source <(disclosure-tui completion zsh)
_disclosure_tui() {
    local program="${${(Q)words[1]}/#\~/$HOME}" kind line value entry
    local -a lines before whole partial
    (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
    lines=("${(@f)$("$program" __complete zsh "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)}")
    kind=$lines[1]
    shift lines
    case $kind in
        toml) _files -g '*.toml(-.)' ;;
        files) _files ;;
        folders) _files -/ ;;
        *)
            for line in "${lines[@]}"; do
                value=${line%%$'\t'*}
                entry=${value//:/\\:}
                [[ $line == *$'\t'* ]] && entry+=":${line#*$'\t'}"
                if [[ $value == *[.=] ]]; then partial+=("$entry"); else whole+=("$entry"); fi
            done
            (( $#partial )) && _describe -V -t paths 路径 partial -S ''
            (( $#whole )) && _describe -V -t values 候选 whole
            ;;
    esac
}
if [[ $funcstack[1] == _disclosure-tui ]]; then
    _disclosure_tui "$@"
else
    compdef _disclosure_tui disclosure-tui
fi
"""

FISH = r"""# disclosure-tui 的 fish 自动补全
# 安装：把下面一行写进 ~/.config/fish/config.fish，然后重新打开终端：
#   disclosure-tui completion fish | source
function __disclosure_tui_complete
    set -l before (commandline -opc)
    set -l current (string replace -r '^["\']' '' -- (commandline -ct) | string replace -a '\\' '')
    set -l program (string replace -r '^~' $HOME -- $before[1])
    set -l lines ($program __complete fish $before[2..-1] "$current" 2>/dev/null)
    switch "$lines[1]"
        case toml
            __fish_complete_path "$current" | string match -r '^[^\t]*(?:\.toml|/)(?:\t.*)?$'
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
        case '*'
            printf '%s\n' $lines[2..-1]
    end
end
complete -c disclosure-tui -f -k -a '(__disclosure_tui_complete)'
"""

Candidate = tuple[str, str]


def command(
    shell: Annotated[
        Literal["bash", "zsh", "fish"],
        typer.Argument(metavar="SHELL", help="您使用的 shell。"),
    ],
) -> None:
    """输出命令行自动补全脚本

    脚本开头的注释说明怎样安装。装好后按 Tab 键补全命令、选项、年报文件、规则编号和单元格路径。
    """
    print({"bash": BASH, "zsh": ZSH, "fish": FISH}[shell], end="")


def complete_rules(incomplete: str) -> list[Candidate]:
    """Rule ids, and names once some letters are typed; the last one of a comma list."""
    from tui.checks.rules import RULES

    done, comma, last = incomplete.rpartition(",")
    found = []
    for rule in RULES.values():
        if rule.id.startswith(last):
            found.append((done + comma + rule.id, f"{rule.name} {rule.title}"))
        elif last and rule.name.startswith(last):
            found.append((done + comma + rule.name, f"{rule.id} {rule.title}"))
    return found


def complete_paths(ctx: typer.Context, incomplete: str) -> list[Candidate]:
    """The next step of a cell path: section, then row, then column."""
    return _steps(ctx, incomplete, "")


def complete_assignments(ctx: typer.Context, incomplete: str) -> list[Candidate]:
    """Like complete_paths, ready for the value to be typed behind the equal sign."""
    return [] if "=" in incomplete else _steps(ctx, incomplete, "=")


def complete_rules_or_paths(ctx: typer.Context, incomplete: str) -> list[Candidate]:
    """Both, for a command that explains either."""
    return complete_rules(incomplete) + complete_paths(ctx, incomplete)


def complete_formats(ctx: typer.Context, incomplete: str) -> list[Candidate]:
    """The ids of the formats, the user's own among them."""
    return [(f.id, f.name) for f in _formats(ctx) if f.id.startswith(incomplete)]


def _steps(ctx: typer.Context, incomplete: str, end: str) -> list[Candidate]:
    """The paths up to their next dot; a step without a choice is taken at once."""
    labels = _labels(_formats(ctx))
    depth = incomplete.count(".") + 1
    while True:
        steps: dict[str, list[str]] = {}
        for path in labels:
            if path.startswith(incomplete):
                steps.setdefault(".".join(path.split(".")[:depth]), []).append(path)
        if len(steps) != 1 or len(next(iter(steps.values()))) == 1:
            break
        depth += 1
    return [
        (paths[0] + end, labels[paths[0]][2])
        if len(paths) == 1
        else (f"{step}.", labels[paths[0]][depth - 1])
        for step, paths in steps.items()
    ]


def _formats(ctx: typer.Context) -> "list[Format]":
    """All formats: the national ones, those of the environment, those named before."""
    from tui.schema import Catalogue

    # As typed: typer makes paths of them only when the command runs.
    return Catalogue(map(Path, ctx.params.get("schema") or ())).all()


def _labels(formats: "list[Format]") -> dict[str, tuple[str, str, str]]:
    """Each path, with what its section, its row and the whole are called."""
    found: dict[str, tuple[str, str, str]] = {}
    for form in formats:
        for path, (section, text) in form.texts.items():
            found.setdefault(path, (section.heading, text.title, text.title))
        for cell in form.cells:
            found.setdefault(cell.path, (cell.section.heading, cell.row.short, cell.label))
    return found


def answer(program: "Program", words: list[str]) -> None:
    """Print what a script asked for; nothing at all if it cannot be known."""
    if not words:
        raise CommandError("这个命令供自动补全脚本使用。请运行 disclosure-tui completion。")
    shell, *typed = words
    typed = typed or [""]
    skip = 0
    if shell == "bash":
        typed, skip = _rejoin(typed)
    try:
        kind, found = _candidates(program, typed)
    except Exception:
        # A message here would land in the middle of the line that the user is typing.
        return
    sys.stdout.write("\n".join([kind, *_lines(found, skip, described=shell != "bash")]) + "\n")


def _rejoin(words: list[str]) -> tuple[list[str], int]:
    """Undo what bash does to words: it splits them at = and :, and leaves the quotes.

    Also says how much of the last word bash already holds to be complete.
    """
    joined: list[str] = []
    glue = False
    for word in words:
        breaks = word != "" and not word.strip("=:")
        if joined and word and (breaks or glue):
            joined[-1] += word
        else:
            joined.append(word)
        glue = breaks
    last = "" if words[-1] and not words[-1].strip("=:") else words[-1]
    return [_unquoted(word) for word in joined], len(_unquoted(joined[-1])) - len(_unquoted(last))


def _unquoted(word: str) -> str:
    import shlex

    for closing in ("", '"', "'"):
        try:
            return "".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word


def _candidates(program: "Program", words: list[str]) -> tuple[str, Iterable[Candidate]]:
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    from tui.cli.main import PROGRAM

    *before, incomplete = words
    prefix = ""
    if incomplete.startswith("--") and "=" in incomplete:
        option, _, incomplete = incomplete.partition("=")
        prefix = f"{option}="
        before.append(option)
    context = _resolve_context(program, {}, PROGRAM, before)
    target, incomplete = _resolve_incomplete(context, before, incomplete)
    items = [
        (prefix + item.value, item.help or "")
        for item in target.shell_complete(context, incomplete)
    ]
    return ("words" if items else _kind(target)), items


def _kind(target: object) -> str:
    """What the shell shall list by itself where we have no candidates."""
    from typer._click.types import StringParamType
    from typer.core import TyperArgument, TyperOption
    from typer.models import TyperPath

    if not isinstance(target, (TyperArgument, TyperOption)) or target._custom_shell_complete:
        return "words"
    if isinstance(target.type, TyperPath):
        if not target.type.file_okay:
            return "folders"
        return "toml" if isinstance(target, TyperArgument) else "files"
    if isinstance(target, TyperArgument) and target.name == "sources":
        return "files"  # What is imported has any ending.
    text_argument = isinstance(target, TyperArgument) and isinstance(target.type, StringParamType)
    return "toml" if text_argument else "words"


def _lines(found: Iterable[Candidate], skip: int, *, described: bool) -> Iterator[str]:
    from tui.display import visible

    for value, description in found:
        line = visible(value)[skip:]
        yield f"{line}\t{visible(description)}" if described and description else line
