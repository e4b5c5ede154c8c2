"""``import``: published documents back into report files."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from tui.cli import CommandError
from tui.cli.options import SchemaOption, catalogue_of, format_of
from tui.cli.progress import Progress
from tui.cli.style import Style, print_error
from tui.display import hidden_characters, visible
from tui.report.read import FIRST_YEAR, LAST_YEAR, load_bytes
from tui.report.save import SaveError, create
from tui.schema import Catalogue, Format

if TYPE_CHECKING:
    from tui.ingest.imported import Imported

EXAMPLES = """\
disclosure-tui import 2019年报.docx -o 2019.toml
disclosure-tui import 年报.html --agency 某某县司法局 --year 2023
disclosure-tui import 下载的年报/*.html -o 年报/
cat 年报.txt | disclosure-tui import - --trace > 2023.toml"""

STANDARD = "-"


def command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="原文件",
            help="网页、Word（.docx）、工作簿（.xlsx）、纯文本或 Markdown 文件；- 读标准输入",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="文件或文件夹",
            help="写入的年报文件；多份时为文件夹；不写则写在原文件旁边，以 .toml 结尾",
        ),
    ] = None,
    agency: Annotated[
        str, typer.Option("--agency", metavar="单位", help="单位全称；不写则从标题中取")
    ] = "",
    year: Annotated[
        int | None, typer.Option("--year", metavar="年份", help="报告年度；不写则从标题中取")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="格式", help="格式编号，如 2021；不写则由年份决定"),
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="列出每一格的数据来自原文何处")] = False,
    schema: SchemaOption = None,
) -> int:
    """把已发布的年报读入，成为年报文件

    按表内文字找到各表各行，数字照原文，不改正、不猜测；放不进去的内容逐条列出。
    已有的文件不会被覆盖。结束状态：0 完整，1 有缺失，2 无法导入。
    """
    catalogue = catalogue_of(schema)
    form = format_of(catalogue, format) if format else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise CommandError(f"年份 {year} 不对，应当在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    if hidden := hidden_characters(agency, keep=""):
        raise CommandError(f"单位名称里有隐藏字符：{hidden[0][1]}；请重新输入")
    names = list(_files_of(sources))
    if not names:
        raise CommandError("文件夹里没有能导入的文件")
    _check_output(output, names)
    run = _Run(catalogue, form, agency.strip(), year, trace)
    with Progress("正在导入") as progress:
        for name in names:
            progress.clear()
            run.one(name, _target(name, output, len(names)))
            progress.step()
    if len(names) > 1:
        print(run.verdict())
    return run.status


def _files_of(sources: list[str]) -> Iterator[str]:
    """The files to import: a folder stands for every importable file in it."""
    from tui.ingest.open import ENDINGS

    for name in sources:
        if name == STANDARD or not os.path.isdir(name):
            yield name
            continue
        for file in sorted(os.listdir(name)):
            if file.lower().endswith(ENDINGS) and not file.startswith((".", "~$")):
                yield os.path.join(name, file)


def _check_output(output: Path | None, names: list[str]) -> None:
    if output is None or len(names) == 1:
        return
    if str(output) == STANDARD:
        raise CommandError("一次导入多份时，-o 要写文件夹")
    if not output.is_dir():
        raise CommandError(f"一次导入多份时，-o 要写已有的文件夹；{visible(str(output))} 不是")


def _target(name: str, output: Path | None, count: int) -> Path | None:
    """Where the report file goes; None for standard output."""
    if output is not None and str(output) == STANDARD:
        return None
    stem = "年报" if name == STANDARD else Path(name).stem
    if output is not None:
        return output / f"{stem}.toml" if count > 1 or output.is_dir() else output
    return None if name == STANDARD else Path(name).with_suffix(".toml")


class _Run:
    """One command line: imports files and counts how they came out."""

    def __init__(
        self,
        catalogue: Catalogue,
        form: Format | None,
        agency: str,
        year: int | None,
        trace: bool,
    ) -> None:
        self.catalogue = catalogue
        self.form, self.agency, self.year, self.trace = form, agency, year, trace
        self.complete = self.incomplete = self.failed = 0

    @property
    def status(self) -> int:
        """Exit status: 2 a file could not be imported, 1 something is missing, 0 complete."""
        if self.failed:
            return 2
        return 1 if self.incomplete else 0

    def verdict(self) -> str:
        """The outcome of many files in one sentence."""
        parts = [f"{self.complete} 份完整"]
        if self.incomplete:
            parts.append(f"{self.incomplete} 份有缺失")
        if self.failed:
            parts.append(f"{self.failed} 份未能导入")
        style = Style(sys.stdout)
        colour = style.red if self.failed else style.yellow if self.incomplete else style.green
        total = self.complete + self.incomplete + self.failed
        return colour(f"导入 {total} 份：{'，'.join(parts)}。")

    def one(self, name: str, target: Path | None) -> None:
        """Import one file and tell about it."""
        from tui.ingest.convert import import_bytes, report_file
        from tui.ingest.document import IngestError
        from tui.ingest.open import read_source

        try:
            if target is not None and os.path.lexists(target):
                raise SaveError("文件已经存在，没有覆盖；请换一个文件名，或先移走原来的文件")
            data = read_source(name)
            document, imported = import_bytes(
                name, data, self.catalogue, agency=self.agency, year=self.year, form=self.form
            )
            if not imported.found and imported.sections < 2:
                raise IngestError("没有找到年度报告的表格和文字；请确认这是年报全文")
            written = report_file(name, document, imported).encode("utf-8")
            if target is not None:
                create(target, written)
        except (IngestError, SaveError) as error:
            self.failed += 1
            where = target if isinstance(error, SaveError) else name
            print_error(f"{visible(str(where))}：{error}")
            return
        if target is None:
            sys.stdout.write(written.decode("utf-8"))
        self._tell(name, target, document.kind, imported, written)

    def _tell(
        self, name: str, target: Path | None, kind: str, imported: "Imported", written: bytes
    ) -> None:
        from tui.cli.import_summary import summary_lines
        from tui.ingest.convert import KINDS
        from tui.ingest.summary import trace_lines

        checked = load_bytes(str(target or name), written, self.catalogue)
        stream: TextIO | None = sys.stderr if target is None else sys.stdout
        style = Style(stream)
        where = f"{name} → {target}" if target else name
        lines = [f"{visible(where)}（{KINDS[kind]}）"]
        lines += summary_lines(imported, checked, style, target)
        if self.trace:
            lines += trace_lines(imported)
        if imported.complete:
            self.complete += 1
        else:
            self.incomplete += 1
        if stream is not None:
            print("\n".join(lines), file=stream)
