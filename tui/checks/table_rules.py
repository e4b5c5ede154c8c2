"""Family T: the printed 勾稽关系. Which cells they tie together is data in ``schemas/``."""

from collections.abc import Mapping

from tui.schema.model import Format, Identity

from .rule import Rule

_SHEET = "国家统一格式表三所印的勾稽关系和合计栏"

TABLE_RULES = (
    Rule(
        "T301",
        "row-total",
        "一行的总计不等于各栏之和",
        "error",
        "表三每一行：自然人与五类法人或其他组织之和，应等于这一行的总计。",
        _SHEET,
        "核对这一行各栏与总计；只改原始数字有误的一格，不要为了凑数改别的格。",
        "[applications]\nreceived = [ 5, 0, 0, 0, 0, 1, 6 ]\n"
        "processed = [ 5, 0, 0, 0, 0, 1, 6 ]\ngranted = [ 5, 0, 0, 0, 0, 1, 6 ]\n",
        "[applications]\nreceived = [ 5, 0, 0, 0, 0, 1, 5 ]\n"
        "processed = [ 5, 0, 0, 0, 0, 1, 6 ]\ngranted = [ 5, 0, 0, 0, 0, 1, 6 ]\n",
    ),
    Rule(
        "T302",
        "outcome-total",
        "办理结果的总计不等于各项之和",
        "error",
        "表三每一栏：（一）予以公开到（六）其他处理各行之和，应等于（七）总计。"
        "区分处理的只计入（二）部分公开，不重复计入其他情形。",
        _SHEET,
        "对照办理台账，找出漏计、多计或填错行的一件。",
        "[applications]\nreceived = [ 3, 0, 0, 0, 0, 0, 3 ]\n"
        "granted = [ 2, 0, 0, 0, 0, 0, 2 ]\npartly_granted = [ 1, 0, 0, 0, 0, 0, 1 ]\n"
        "processed = [ 3, 0, 0, 0, 0, 0, 3 ]\n",
        "[applications]\nreceived = [ 3, 0, 0, 0, 0, 0, 3 ]\n"
        "granted = [ 2, 0, 0, 0, 0, 0, 2 ]\npartly_granted = [ 0, 0, 0, 0, 0, 0, 0 ]\n"
        "processed = [ 3, 0, 0, 0, 0, 0, 3 ]\n",
    ),
    Rule(
        "T303",
        "balance",
        "收到的件数与办理的件数不平衡",
        "error",
        "表三每一栏：一、本年新收加二、上年结转，应等于三（七）办理结果总计加四、结转下年度。",
        "表三左上角所印：第一项加第二项之和，等于第三项加第四项之和",
        "核对收件登记与办理台账：未办结的计入结转下年度，上年结转的应与上年报告第四项相同。",
        "[applications]\nreceived = [ 5, 0, 0, 0, 0, 0, 5 ]\ncarried_in = [ 1, 0, 0, 0, 0, 0, 1 ]\n"
        "granted = [ 5, 0, 0, 0, 0, 0, 5 ]\nprocessed = [ 5, 0, 0, 0, 0, 0, 5 ]\n"
        "carried_out = [ 1, 0, 0, 0, 0, 0, 1 ]\n",
        "[applications]\nreceived = [ 5, 0, 0, 0, 0, 0, 5 ]\ncarried_in = [ 1, 0, 0, 0, 0, 0, 1 ]\n"
        "granted = [ 5, 0, 0, 0, 0, 0, 5 ]\nprocessed = [ 4, 0, 0, 0, 0, 0, 4 ]\n"
        "carried_out = [ 1, 0, 0, 0, 0, 0, 1 ]\n",
    ),
    Rule(
        "T401",
        "remedy-total",
        "复议诉讼的总计不等于各项之和",
        "error",
        "表四每一组：结果维持、结果纠正、其他结果、尚未审结之和，应等于这一组的总计。",
        "国家统一格式表四的总计栏",
        "核对这一组四项与总计；两类行政诉讼各有自己的总计。",
        "[remedies]\nreconsideration = [ 1, 0, 0, 2, 3 ]\n",
        "[remedies]\nreconsideration = [ 1, 0, 0, 2, 2 ]\n",
    ),
)

_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in TABLE_RULES}


def rule_of(identity: Identity) -> Rule:
    """The rule that reports an identity; a user's own identity gets one made from its text."""
    known = _BY_ID.get(identity.rule)
    if known:
        return known
    return Rule(
        id=identity.rule,
        name="custom-identity",
        title="不符合格式文件中的勾稽关系",
        severity="error",
        meaning=identity.statement,
        basis="格式文件中的 [[identity]]",
        remedy="核对等式两边的各格。",
        passing="",
        failing="",
    )


def rules_of(form: Format) -> list[Rule]:
    """The rules of all identities of a format, each once."""
    return list({i.rule: rule_of(i) for i in form.identities}.values())
