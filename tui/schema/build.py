"""From the parsed TOML of a schema file to a validated :class:`Format`."""

import re
from collections.abc import Iterable
from typing import cast

from .fields import Fields, shown
from .model import Arrangement, Block, Column, Format, Identity, Kind, Row, Section, Table, Text

RULE = re.compile(r"T\d{3}\Z")
ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}\Z")
RESERVED = {"format", "year", "agency", "notes", "waiver", "previous", "layout", "title"}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")


def build_format(fields: Fields) -> Format:
    """Build and validate a whole format.

    Raises:
        SchemaError: naming the file and the first key that is wrong.
    """
    ident = fields.text("id")
    if not ID.match(ident):
        fields.fail("id", f"只能用英文字母、数字、点、横线，现为 {shown(ident)}")
    first, last = fields.years("years")
    title = fields.text("title")
    if set(PLACEHOLDER.findall(title)) - {"{agency}", "{year}"}:
        fields.fail("title", "花括号里只能写 {agency} 和 {year}")
    sections = tuple(_section(entry) for entry in fields.entries("section"))
    if not sections:
        fields.fail("section", "至少要有一个 [[section]]")
    _unique(fields, "section", "key", (s.key for s in sections))
    identities = tuple(_identity(entry, sections) for entry in fields.entries("identity"))
    made = Format(
        id=ident,
        name=fields.text("name"),
        notice=fields.text("notice"),
        first_year=first,
        last_year=last,
        title=title,
        sections=sections,
        identities=identities,
        source=fields.file,
    )
    fields.finish()
    return made


def _section(fields: Fields) -> Section:
    key = fields.key()
    if key in RESERVED:
        fields.fail("key", f"{key} 另有用处，请换一个键名")
    texts = tuple(_text(entry) for entry in fields.entries("text"))
    _unique(fields, "text", "key", (t.key for t in texts))
    table = fields.table("table")
    if bool(texts) == (table is not None):
        fields.fail("", "每一部分要么有 [[section.text]]（文字），要么有 [section.table]（表格）")
    section = Section(
        key=key,
        number=fields.text("number"),
        title=fields.text("title"),
        variants=fields.words("variants"),
        instruction=fields.text("instruction", lines=True),
        basis=fields.text("basis", lines=True),
        texts=texts,
        table=_table(table) if table else None,
    )
    fields.finish()
    return section


def _text(fields: Fields) -> Text:
    text = Text(
        key=fields.key(),
        number=fields.text("number", ""),
        title=fields.text("title"),
        variants=fields.words("variants"),
        instruction=fields.text("instruction", lines=True),
        basis=fields.text("basis", lines=True),
    )
    fields.finish()
    return text


def _table(fields: Fields) -> Table:
    blocks = tuple(_block(entry) for entry in fields.entries("block"))
    if not blocks:
        fields.fail("block", "至少要有一个 [[section.table.block]]")
    _unique(fields, "block", "row.key", (r.key for b in blocks for r in b.rows))
    _unique(fields, "block", "row.short", (r.short for b in blocks for r in b.rows))
    arrangement = fields.choice("arrangement", ("down", "across"), "down")
    if arrangement == "across" and len(blocks) != 1:
        fields.fail("arrangement", 'arrangement = "across" 的表只能有一个 [[section.table.block]]')
    table = Table(blocks, fields.text("corner", ""), cast(Arrangement, arrangement))
    fields.finish()
    return table


def _block(fields: Fields) -> Block:
    columns = tuple(_column(entry) for entry in fields.entries("column"))
    rows = tuple(_row(entry) for entry in fields.entries("row"))
    if not columns or not rows:
        fields.fail("", "至少要有一个 column 和一个 row")
    _unique(fields, "column", "key", (c.key for c in columns))
    _unique(fields, "column", "short", (c.short for c in columns))
    block = Block(fields.text("banner", ""), fields.text("stub", ""), columns, rows)
    fields.finish()
    return block


def _column(fields: Fields) -> Column:
    column = Column(
        key=fields.key(),
        label=fields.text("label"),
        short=fields.text("short"),
        kind=cast(Kind, fields.choice("kind", ("count", "change", "money"))),
        unit=fields.text("unit", ""),
        under=fields.words("under"),
        variants=fields.words("variants"),
        instruction=fields.text("instruction", lines=True),
        basis=fields.text("basis", lines=True),
    )
    fields.finish()
    return column


def _row(fields: Fields) -> Row:
    row = build_row(fields)
    fields.finish()
    return row


def build_row(fields: Fields) -> Row:
    """The row's own keys; the caller asks for any others and then calls ``finish``."""
    return Row(
        key=fields.key(),
        label=fields.text("label"),
        short=fields.text("short"),
        under=fields.words("under"),
        variants=fields.words("variants"),
        instruction=fields.text("instruction", lines=True),
        basis=fields.text("basis", lines=True),
    )


def _identity(fields: Fields, sections: tuple[Section, ...]) -> Identity:
    rule = fields.text("rule")
    if not RULE.match(rule):
        fields.fail("rule", f"应当是 T 加三位数字，如 T301，现为 {shown(rule)}")
    key = fields.text("section")
    section = next((s for s in sections if s.key == key), None)
    if section is None or section.table is None:
        fields.fail("section", f"没有名为 {shown(key)} 的表格部分")
    each = fields.choice("each", ("row", "column"))
    identity = Identity(
        rule=rule,
        section=key,
        each="row" if each == "row" else "column",
        within=fields.words("within"),
        left=fields.words("left"),
        right=fields.words("right"),
        statement=fields.text("statement"),
    )
    fields.finish()
    _check_terms(fields, identity, section.table)
    return identity


def _check_terms(fields: Fields, identity: Identity, table: Table) -> None:
    """Every term must exist wherever the identity is to hold, and be used once."""
    if not identity.left or not identity.right:
        fields.fail("left", "等式两边都不能为空")
    terms = identity.left + identity.right
    if len(set(terms)) != len(terms):
        fields.fail("left", "同一项在一个等式里只能出现一次")
    places: dict[str, set[str]] = {}
    for block in table.blocks:
        columns_here = {c.key for c in block.columns}
        places |= {row.key: columns_here for row in block.rows}
    columns = {c for found in places.values() for c in found}
    keys, others = (set(places), columns) if identity.each == "row" else (columns, set(places))
    for key in identity.within:
        if key not in keys:
            fields.fail("within", f"表中没有 {shown(key)}")
    for side, names in (("left", identity.left), ("right", identity.right)):
        for name in names:
            if name not in others:
                fields.fail(side, f"表中没有 {shown(name)}")
    for key in identity.within or keys:
        for term in terms:
            row, column = (key, term) if identity.each == "row" else (term, key)
            if column not in places[row]:
                fields.fail("within", f"{row} 没有 {column} 这一列；请用 within 指明等式在哪里成立")


def _unique(fields: Fields, entry: str, what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            fields.fail(entry, f"{what} 重复：{shown(value)}")
        seen.add(value)
