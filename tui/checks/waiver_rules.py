"""Family W: the reasons on record themselves. The checks are in ``waiving``."""

from .rule import Rule

_TOML = "报告文件的写法：TOML 1.0，UTF-8 编码"
_RECORD = "理由随报告存档，供审核人查阅"

_WAIVED = """\
[[waiver]]
rule = "T201"
cells = [ "disclosure.regulations.in_force" ]
values = [ {0} ]
reason = "代市政府统计，经审核人同意。"
by = "某某"
date = 2024-01-15
[disclosure]
regulations = [ 0, 0, 6 ]
"""

WAIVER_RULES = (
    Rule(
        "W101",
        "waiver",
        "理由写得不对",
        "error",
        "[[waiver]] 记下一处判断为无误的问题：哪条规则、哪些单元格、当时的值、理由、何人何日。"
        "缺一不可。",
        _TOML,
        "对照 disclosure-tui explain waiver 的例子改正，或删去后用 disclosure-tui waive 重新记下。",
        _WAIVED.format(6),
        _WAIVED.format(6).replace('by = "某某"\n', ""),
    ),
    Rule(
        "W102",
        "unused-waiver",
        "理由已经不起作用",
        "warning",
        "记下理由的那个问题已经没有了，或者单元格的值后来改过。值改过的，问题会重新报告，理由须重新确认。",
        _RECORD,
        "问题已经没有的，删去这一段 [[waiver]]；值改过的，重新核对后再用 waive 记下。",
        _WAIVED.format(6),
        _WAIVED.format(5),
    ),
    Rule(
        "W103",
        "not-waivable",
        "这类问题不能用理由销去",
        "error",
        "表内勾稽关系和文件写法的错误只能改正；要判断的问题（提醒、与上年的对照、文字与表格的对照）才可以记下理由。",
        "国家统一格式所印的勾稽关系",
        "改正数据，然后删去这一段 [[waiver]]。",
        _WAIVED.format(6),
        _WAIVED.format(6).replace("T201", "T301"),
    ),
)
