"""The national formats as printed, written down a second time: label by label, cell by cell.

Nothing here is derived from ``schemas/``: the lists were typed from the printed forms, so a slip
in a schema file and the same slip here would have to be made twice.
"""

import pytest

from tests.support.reports import catalogue
from tui.schema import Block, Format, Table

SECTIONS = [
    ("overview", "一", "总体情况"),
    ("disclosure", "二", "主动公开政府信息情况"),
    ("applications", "三", "收到和处理政府信息公开申请情况"),
    ("remedies", "四", "政府信息公开行政复议、行政诉讼情况"),
    ("improvement", "五", "存在的主要问题及改进情况"),
    ("other", "六", "其他需要报告的事项"),
]
ASPECTS = [
    ("proactive", "（一）", "主动公开"),
    ("on_request", "（二）", "依申请公开"),
    ("management", "（三）", "政府信息管理"),
    ("platform", "（四）", "政府信息公开平台建设"),
    ("oversight", "（五）", "监督保障"),
]
ALSO_ACCEPTED = {
    "remedies": {"因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
    "improvement": {
        "政府信息公开工作存在的主要问题及改进情况",
        "存在问题及改进情况",
        "存在的主要问题及整改措施",
    },
}

COUNT, CHANGE, MONEY = "count", "change", "money"
ITEMS = [("previous_items", "上一年项目数量", COUNT, "项"), ("change", "本年增/减", CHANGE, "项")]
DECISIONS_2019 = ("decisions", "处理决定数量", COUNT, "件")
DECISIONS_2021 = ("decisions", "本年处理决定数量", COUNT, "件")
DISCLOSURE = {
    "2019": [
        (
            "第二十条第（一）项",
            [
                ("made", "本年新制作数量", COUNT, "件"),
                ("newly_disclosed", "本年新公开数量", COUNT, "件"),
                ("total_disclosed", "对外公开总数量", COUNT, "件"),
            ],
            [("regulations", "规章"), ("normative_documents", "规范性文件")],
        ),
        (
            "第二十条第（五）项",
            [*ITEMS, DECISIONS_2019],
            [("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")],
        ),
        (
            "第二十条第（六）项",
            [*ITEMS, DECISIONS_2019],
            [("penalties", "行政处罚"), ("coercion", "行政强制")],
        ),
        ("第二十条第（八）项", ITEMS, [("fees", "行政事业性收费")]),
        (
            "第二十条第（九）项",
            [("projects", "采购项目数量", COUNT, "项"), ("amount", "采购总金额", MONEY, "")],
            [("procurement", "政府集中采购")],
        ),
    ],
    "2021": [
        (
            "第二十条第（一）项",
            [
                ("issued", "本年制发件数", COUNT, "件"),
                ("repealed", "本年废止件数", COUNT, "件"),
                ("in_force", "现行有效件数", COUNT, "件"),
            ],
            [("regulations", "规章"), ("normative_documents", "行政规范性文件")],
        ),
        ("第二十条第（五）项", [DECISIONS_2021], [("licensing", "行政许可")]),
        (
            "第二十条第（六）项",
            [DECISIONS_2021],
            [("penalties", "行政处罚"), ("coercion", "行政强制")],
        ),
        (
            "第二十条第（八）项",
            [("amount", "本年收费金额（单位：万元）", MONEY, "万元")],
            [("fees", "行政事业性收费")],
        ),
    ],
}

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ALL, BODIES = ("申请人情况",), ("申请人情况", "法人或其他组织")
APPLICANTS = [
    ("natural", ALL, "自然人"),
    ("business", BODIES, "商业企业"),
    ("research", BODIES, "科研机构"),
    ("nonprofit", BODIES, "社会公益组织"),
    ("legal_service", BODIES, "法律服务机构"),
    ("other", BODIES, "其他"),
    ("total", ALL, "总计"),
]
THREE = ("三、本年度办理结果",)
DENIED, UNAVAILABLE, REFUSED, REST = (
    (*THREE, name)
    for name in ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
)
OUTCOMES = [
    ("granted", THREE, "（一）予以公开"),
    ("partly_granted", THREE, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("denied_state_secret", DENIED, "1.属于国家秘密"),
    ("denied_prohibited_by_law", DENIED, "2.其他法律行政法规禁止公开"),
    ("denied_safety_and_stability", DENIED, "3.危及“三安全一稳定”"),
    ("denied_third_party_rights", DENIED, "4.保护第三方合法权益"),
    ("denied_internal_affairs", DENIED, "5.属于三类内部事务信息"),
    ("denied_deliberative", DENIED, "6.属于四类过程性信息"),
    ("denied_enforcement_file", DENIED, "7.属于行政执法案卷"),
    ("denied_registry_inquiry", DENIED, "8.属于行政查询事项"),
    ("unavailable_not_held", UNAVAILABLE, "1.本机关不掌握相关政府信息"),
    ("unavailable_needs_creation", UNAVAILABLE, "2.没有现成信息需要另行制作"),
    ("unavailable_still_unclear", UNAVAILABLE, "3.补正后申请内容仍不明确"),
    ("refused_petition", REFUSED, "1.信访举报投诉类申请"),
    ("refused_repeat", REFUSED, "2.重复申请"),
    ("refused_published", REFUSED, "3.要求提供公开出版物"),
    ("refused_excessive", REFUSED, "4.无正当理由大量反复申请"),
    ("refused_reconfirmation", REFUSED, "5.要求行政机关确认或重新出具已获取信息"),
]
OTHER_OUTCOMES = {
    "2019": [("other", THREE, "（六）其他处理")],
    "2021": [
        (
            "other_not_supplemented",
            REST,
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ),
        (
            "other_fee_unpaid",
            REST,
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ),
        ("other_rest", REST, "3.其他"),
    ],
}
RECEIVED = [
    ("received", (), "一、本年新收政府信息公开申请数量"),
    ("carried_in", (), "二、上年结转政府信息公开申请数量"),
]
ENDS = [("processed", THREE, "（七）总计"), ("carried_out", (), "四、结转下年度继续办理")]

RESULTS = [
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
]
REMEDIES = [
    ("reconsideration", (), "行政复议"),
    ("litigation_direct", ("行政诉讼",), "未经复议直接起诉"),
    ("litigation_after_reconsideration", ("行政诉讼",), "复议后起诉"),
]

both = pytest.mark.parametrize("ident", ["2019", "2021"])


def form_of(ident: str) -> Format:
    """A national format."""
    form = catalogue().get(ident)
    assert form
    return form


def table_of(ident: str, section: str) -> Table:
    """The table of a section."""
    table = form_of(ident).section[section].table
    assert table
    return table


def only_block(ident: str, section: str) -> Block:
    """The block of a table that has one."""
    (block,) = table_of(ident, section).blocks
    return block


def test_the_notices_and_their_years() -> None:
    found = [(f.id, f.notice, f.first_year, f.last_year) for f in catalogue().all()]
    assert found == [
        ("2019", "国办公开办函〔2019〕60号", 2019, 2020),
        ("2021", "国办公开办函〔2021〕30号", 2021, None),
    ]
    assert [form_of(i).name for i in ("2019", "2021")] == [
        "政府信息公开工作年度报告格式（试行）",
        "政府信息公开工作年度报告格式",
    ]


@both
def test_sections(ident: str) -> None:
    form = form_of(ident)
    assert [(s.key, s.number, s.title) for s in form.sections] == SECTIONS
    assert [(t.key, t.number, t.title) for t in form.section["overview"].texts] == ASPECTS
    for key in ("improvement", "other"):
        assert [t.key for t in form.section[key].texts] == ["text"]
    for key, titles in ALSO_ACCEPTED.items():
        assert titles <= set(form.section[key].variants)


@both
def test_table_two(ident: str) -> None:
    blocks = table_of(ident, "disclosure").blocks
    printed = [
        (
            block.banner,
            [(c.key, c.label, c.kind, c.unit) for c in block.columns],
            [(r.key, r.label) for r in block.rows],
        )
        for block in blocks
    ]
    assert printed == DISCLOSURE[ident]
    assert all(block.stub == "信息内容" for block in blocks)
    assert not any(c.under for block in blocks for c in block.columns)


def test_table_two_also_accepts_what_other_copies_print() -> None:
    made, shown, _ = table_of("2019", "disclosure").blocks[0].columns
    assert "本年度新制作数量" in made.variants
    assert "本年度新公开数量" in shown.variants
    documents = table_of("2021", "disclosure").blocks[0].rows[1]
    assert "规范性文件" in documents.variants


@both
def test_table_three(ident: str) -> None:
    table, block = table_of(ident, "applications"), only_block(ident, "applications")
    assert table.corner == NOTE
    assert [(c.key, c.under, c.label) for c in block.columns] == APPLICANTS
    rows = [*RECEIVED, *OUTCOMES, *OTHER_OUTCOMES[ident], *ENDS]
    assert [(r.key, r.under, r.label) for r in block.rows] == rows
    assert {(c.kind, c.unit) for c in block.columns} == {(COUNT, "件")}


@both
def test_table_four(ident: str) -> None:
    table, block = table_of(ident, "remedies"), only_block(ident, "remedies")
    assert table.arrangement == "across"
    assert [(c.key, c.label) for c in block.columns] == RESULTS
    assert [(r.key, r.under, r.label) for r in block.rows] == REMEDIES
    assert {(c.kind, c.unit) for c in block.columns} == {(COUNT, "件")}


@pytest.mark.parametrize(("ident", "two", "three"), [("2019", 22, 161), ("2021", 10, 175)])
def test_number_of_cells(ident: str, two: int, three: int) -> None:
    cells = [c.section.key for c in form_of(ident).cells]
    sizes = [cells.count(key) for key in ("disclosure", "applications", "remedies")]
    assert sizes == [two, three, 15]


@both
def test_identities(ident: str) -> None:
    """Every equation, spelt out from the printed table and not from the schema."""
    outcomes = [key for key, _, _ in (*OUTCOMES, *OTHER_OUTCOMES[ident])]
    rows = [key for key, _, _ in (*RECEIVED, *OUTCOMES, *OTHER_OUTCOMES[ident], *ENDS)]
    columns = [key for key, _, _ in APPLICANTS]
    expected = set()
    for row in rows:
        parts = frozenset(f"applications.{row}.{c}" for c in columns[:-1])
        expected.add(("T301", parts, frozenset({f"applications.{row}.total"})))
    for column in columns:
        here = {row: f"applications.{row}.{column}" for row in rows}
        parts = frozenset(here[row] for row in outcomes)
        expected.add(("T302", parts, frozenset({here["processed"]})))
        left = frozenset({here["received"], here["carried_in"]})
        expected.add(("T303", left, frozenset({here["processed"], here["carried_out"]})))
    for row, _, _ in REMEDIES:
        parts = frozenset(f"remedies.{row}.{c}" for c, _ in RESULTS[:-1])
        expected.add(("T401", parts, frozenset({f"remedies.{row}.total"})))
    form = form_of(ident)
    paths = [c.path for c in form.cells]
    found = [
        (
            e.identity.rule,
            frozenset(paths[i] for i in e.left),
            frozenset(paths[i] for i in e.right),
        )
        for e in form.equations
    ]
    assert len(found) == len(expected) == {"2019": 37 + 3, "2021": 39 + 3}[ident]
    assert set(found) == expected


@both
def test_no_two_cells_of_table_three_break_the_same_identities(ident: str) -> None:
    form = form_of(ident)
    patterns = [form.equations_of[c.index] for c in form.cells if c.section.key == "applications"]
    assert len(set(patterns)) == len(patterns)


@both
def test_every_place_says_how_to_fill_it_in_and_by_which_law(ident: str) -> None:
    form = form_of(ident)
    described = [*form.sections, *(t for s in form.sections for t in s.texts)]
    for block in (b for s in form.sections if s.table for b in s.table.blocks):
        described += [*block.rows, *block.columns]
    for place in described:
        assert len(place.instruction) >= 12, place.key
        assert place.instruction.endswith("。"), place.key
        assert len(place.basis) >= 5, place.key
    # Said of each row and column for itself, not one sentence for all.
    block = only_block(ident, "applications")
    said = [p.instruction for p in (*block.rows, *block.columns)]
    assert len(set(said)) == len(said)
