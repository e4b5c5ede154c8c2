"""``new --from``: this year's report begun from last year's."""

from pathlib import Path

from tui.cli import CommandError
from tui.cli.new import check_agency, say_format, write_new
from tui.cli.options import format_of, loaded_file
from tui.display import visible, wrap
from tui.report.layout import laid_out
from tui.report.previous import renamed
from tui.report.roll_over import rolled_over
from tui.report.template import new_text
from tui.report.values import Value
from tui.report.write import edited
from tui.schema import Catalogue, Format

WIDTH = 76


def new_from(
    last: Path,
    file: Path | None,
    year: int | None,
    agency: str,
    format: str | None,
    catalogue: Catalogue,
) -> None:
    """Write the report of the year after ``last`` and say what came over and what did not.

    Raises:
        CommandError: last year's file is unusable, or the new one cannot be written.
    """
    loaded = loaded_file(str(last), catalogue)
    before = loaded.report
    if before is None or before.year is None or not loaded.is_whole:
        raise CommandError(f"{visible(str(last))}：写法有误或没有写明年份，先用 check 查出并改正")
    if year not in (None, before.year + 1):
        raise CommandError(
            f"{visible(str(last))} 是 {before.year} 年的，只能带到 {before.year + 1} 年"
        )
    year = before.year + 1
    form = format_of(catalogue, format) if format else _next_format(before.format, year, catalogue)
    agency = agency or (before.agency or "")
    check_agency(agency)
    rolled = rolled_over(before, form)
    changes: dict[str, Value] = {
        cell.path: value
        for cell in form.cells
        if (value := rolled.report.values[cell.index]) not in ("", None)
    }
    changes |= {path: text for path, text in rolled.report.texts.items() if text}
    made = edited(new_text(form, year, agency).encode("utf-8"), form, changes).decode("utf-8")
    target = file or last.with_name(renamed(last.name, before.year, year) or f"{year}.toml")
    write_new(target, laid_out(made, form))
    say_format(catalogue, form, year)
    name = visible(str(target))
    print(f"已从 {visible(str(last))} 新建 {name}（{form.id} 格式，{len(form.cells)} 格）。")
    print(f"带入：单位名称，{rolled.cells} 格数字，{rolled.texts} 段文字（都有待改写的记号）。")
    if form.id != before.format.id:
        print(f"格式由 {before.format.id} 换成 {form.id}：{form.notice}。")
    if rolled.blanks:
        print("没有带入，须另行填写：")
    for blank in rolled.blanks:
        first, *rest = wrap(blank, WIDTH - 4)
        print("  - " + first)
        print("".join(f"    {line}\n" for line in rest), end="")
    print(f"填好后检查：disclosure-tui check {name}")


def _next_format(form: Format, year: int, catalogue: Catalogue) -> Format:
    """The same format while it is in force, a province's own included."""
    same = catalogue.get(form.id)
    return same if same and same.covers(year) else catalogue.for_year(year)
