"""A province's own rows, added to a national format without copying it.

    id = "2021-hubei"
    extends = "2021"
    notice = "…"
    [[add_row]]
    section = "disclosure"
    after = "normative_documents"
    key = "other_documents"
    label = "其他主动公开文件"
    …

The new row gets the columns of the row it follows. Where it counts towards a
total, ``counts_in`` names the identities ("T302") whose left side it joins.
"""

from .build import ID, build_row
from .fields import Fields, shown
from .model import Block, Format, Identity, Section


def extended(base: Format, fields: Fields) -> Format:
    """``base`` with the rows that ``fields`` adds.

    Raises:
        SchemaError: naming the file and the first key that is wrong.
    """
    ident = fields.text("id")
    if not ID.match(ident):
        fields.fail("id", f"只能用英文字母、数字、点、横线，现为 {shown(ident)}")
    fields.text("extends")
    made = base.replaced(
        id=ident,
        name=fields.text("name", base.name),
        notice=fields.text("notice", base.notice),
        source=fields.file,
    )
    if "years" in fields:
        first, last = fields.years("years")
        made = made.replaced(first_year=first, last_year=last)
    for entry in fields.entries("add_row"):
        made = _with_row(made, entry)
    fields.finish()
    return made


def _with_row(base: Format, fields: Fields) -> Format:
    section_key, after = fields.text("section"), fields.text("after")
    section = base.section.get(section_key)
    if section is None or section.table is None:
        fields.fail("section", f"没有名为 {shown(section_key)} 的表格部分")
    if f"{section_key}.{after}" not in base.rows:
        fields.fail("after", f"表中没有 {shown(after)} 这一行")
    row = build_row(fields)
    counts_in = fields.words("counts_in")
    fields.finish()
    if f"{section_key}.{row.key}" in base.rows:
        fields.fail("key", f"表中已有 {shown(row.key)} 这一行")
    if any(r.short == row.short for b in section.table.blocks for r in b.rows):
        fields.fail("short", f"表中已有名为 {shown(row.short)} 的行")

    _check_counts_in(base, section_key, counts_in, fields)

    def grown(block: Block) -> Block:
        at = next((i for i, r in enumerate(block.rows) if r.key == after), None)
        if at is None:
            return block
        return block._replace(rows=(*block.rows[: at + 1], row, *block.rows[at + 1 :]))

    table = section.table._replace(blocks=tuple(map(grown, section.table.blocks)))
    sections = tuple(s._replace(table=table) if s is section else s for s in base.sections)
    return base.replaced(
        sections=sections,
        identities=tuple(
            _joined(identity, section, row.key, counts_in) for identity in base.identities
        ),
    )


def _check_counts_in(
    base: Format, section: str, counts_in: tuple[str, ...], fields: Fields
) -> None:
    rules = {i.rule: i.each for i in base.identities if i.section == section}
    totals = "、".join(rule for rule, each in rules.items() if each == "column")
    for rule in counts_in:
        if rule not in rules:
            known = f"；可以写的：{totals}" if totals else "；这张表没有逐列的合计"
            fields.fail("counts_in", f"这张表没有 {shown(rule)} 这条勾稽关系{known}")
        if rules[rule] == "row":
            fields.fail("counts_in", f"{rule} 逐行成立，新增的行自动适用，不必写在这里")


def _joined(identity: Identity, section: Section, key: str, counts_in: tuple[str, ...]) -> Identity:
    if identity.section != section.key or identity.rule not in counts_in:
        return identity
    return identity._replace(left=(*identity.left, key))
