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
from .fields import Fields
from .model import Block, Format, Identity, Section


def extended(base: Format, fields: Fields) -> Format:
    """``base`` with the rows that ``fields`` adds.

    Raises:
        SchemaError: naming the file and the first key that is wrong.
    """
    ident = fields.text("id")
    if not ID.match(ident):
        fields.fail("id", f"只能用英文字母、数字、点、横线，现为 {ident!r}")
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
        fields.fail("section", f"没有名为 {section_key!r} 的表格部分")
    if f"{section_key}.{after}" not in base.rows:
        fields.fail("after", f"表中没有 {after!r} 这一行")
    row = build_row(fields)
    counts_in = fields.words("counts_in")
    fields.finish()
    if f"{section_key}.{row.key}" in base.rows:
        fields.fail("key", f"表中已有 {row.key!r} 这一行")
    if any(r.short == row.short for b in section.table.blocks for r in b.rows):
        fields.fail("short", f"表中已有名为 {row.short!r} 的行")

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
            _joined(identity, section, row.key, counts_in, fields) for identity in base.identities
        ),
    )


def _joined(
    identity: Identity, section: Section, key: str, counts_in: tuple[str, ...], fields: Fields
) -> Identity:
    if identity.section != section.key or identity.rule not in counts_in:
        return identity
    if identity.each == "row":
        fields.fail("counts_in", f"{identity.rule} 逐行成立，新增的行自动适用，不必写在这里")
    return identity._replace(left=(*identity.left, key))
