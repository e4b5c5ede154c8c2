"""Schema files: where they are, how they are read, which one a report uses.

A user adds formats with ``--schema FILE`` or a folder named in the environment
variable ``DISCLOSURE_TUI_SCHEMAS``; a file there with the id of a built-in format
takes its place.
"""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from .build import build_format
from .errors import SchemaError
from .fields import Fields, shown
from .model import Format

FOLDER_VARIABLE = "DISCLOSURE_TUI_SCHEMAS"
MAX_BYTES = 1_000_000


def _builtin_folder() -> Path:
    # Inside an installed wheel the folder lies in the package; in a checkout, beside it.
    package = Path(__file__).parent.parent
    inside = package / "schemas"
    return inside if inside.is_dir() else package.parent / "schemas"


@cache
def _builtin_files() -> dict[str, Path]:
    """Id of each national format → its file, oldest first."""
    folder = _builtin_folder()
    names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    return {name.removesuffix(".toml"): folder / name for name in names}


class Catalogue:
    """The formats that one run of the program knows, loaded when they are asked for."""

    def __init__(self, files: Iterable[Path] = ()) -> None:
        """``files``: the user's own schema files; the environment's folder comes on top."""
        self._files: dict[str, Path] = {}
        self._loaded: dict[str, Format] = {}
        self._mixtures: dict[tuple[Format, str, Format], Format] = {}
        self._files |= _builtin_files()
        folder = os.environ.get(FOLDER_VARIABLE)
        for path in (*_folder(folder), *files):
            made = self._build(path)
            self._files[made.id] = path
            self._loaded[made.id] = made

    @property
    def ids(self) -> list[str]:
        """The ids of all formats, oldest first."""
        return sorted(self._files)

    def get(self, ident: str) -> Format | None:
        """The format with this id, or None."""
        if ident not in self._loaded:
            if ident not in self._files:
                return None
            self._loaded[ident] = self._build(self._files[ident])
        return self._loaded[ident]

    def all(self) -> list[Format]:
        """Every format, oldest first."""
        found = (self.get(ident) for ident in self.ids)
        return sorted((f for f in found if f), key=lambda f: (f.first_year, f.id))

    def for_year(self, year: int) -> Format:
        """The national format for reports of this year; the nearest one outside all ranges."""
        # A national format is named after its first year. The others need not be read.
        names = list(_builtin_files())
        likely = max((name for name in names if name <= str(year)), default=names[0])
        found = self.get(likely)
        if found is not None and found.covers(year):
            return found
        formats = [f for f in map(self.get, names) if f]
        for found in formats:
            if found.covers(year):
                return found
        return formats[0] if year < formats[0].first_year else formats[-1]

    def latest(self) -> Format:
        """The national format in force."""
        return self.for_year(9999)

    def mixed(self, form: Format, section: str, other: Format) -> Format:
        """``form`` with one section printed in the layout of another format."""
        # Not by ids: a mixture keeps that of its base, and may be mixed once more.
        key = (form, section, other)
        if key not in self._mixtures:
            sections = tuple(
                other.section[section] if s.key == section else s for s in form.sections
            )
            kept = tuple(i for i in form.identities if i.section != section)
            taken = tuple(i for i in other.identities if i.section == section)
            self._mixtures[key] = form.replaced(sections=sections, identities=taken + kept)
        return self._mixtures[key]

    def _build(self, path: Path, depth: int = 0) -> Format:
        values = _parse(path)
        base = values.get("extends")
        if base is None:
            return build_format(Fields(str(path), "", values))
        if depth > 4:
            raise SchemaError(str(path), "extends", "格式之间互相引用，没有尽头")
        if not isinstance(base, str) or base not in self._files:
            raise SchemaError(str(path), "extends", f"没有名为 {shown(base)} 的格式可供扩展")
        if self._files[base] == path:
            raise SchemaError(str(path), "extends", "不能扩展自己")
        from .extend import extended

        return extended(self._build(self._files[base], depth + 1), Fields(str(path), "", values))


@cache
def builtin_formats() -> tuple[Format, ...]:
    """The national formats, oldest first, without anything the user added."""
    return tuple(
        build_format(Fields(str(path), "", _parse(path))) for path in _builtin_files().values()
    )


def _folder(name: str | None) -> list[Path]:
    if not name:
        return []
    folder = Path(name)
    if not folder.is_dir():
        raise SchemaError(name, "", f"环境变量 {FOLDER_VARIABLE} 指向的文件夹不存在")
    return sorted(folder.glob("*.toml"))


def _parse(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SchemaError(str(path), "", f"文件过大（上限 {MAX_BYTES // 1000} KB）")
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise SchemaError(str(path), "", "不是 UTF-8 编码") from None
    except OSError as error:
        reason = "文件不存在" if isinstance(error, FileNotFoundError) else "无法读取"
        reason = "这是文件夹，不是格式文件" if path.is_dir() else reason
        raise SchemaError(str(path), "", reason) from None
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise SchemaError(
            str(path), f"第 {error.lineno} 行第 {error.colno} 列", "TOML 语法有误"
        ) from None
    except (RecursionError, ValueError):
        raise SchemaError(str(path), "", "嵌套过深或数字过长") from None
