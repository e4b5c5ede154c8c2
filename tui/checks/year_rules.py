"""Family Y: this year's report against last year's. The checks are in ``year_check``."""

from .rule import Rule

_CARRY = "两年报告的表三互相衔接；表内未印，为编报通例"
_STOCK = "《政府信息公开条例》第二十条；与上年衔接为常理，表内未印"

_CARRIED = (
    "[applications]\ngranted = [ 3, 0, 0, 0, 0, 0, 3 ]\nprocessed = [ 3, 0, 0, 0, 0, 0, 3 ]\n"
)

YEAR_RULES = (
    Rule(
        "Y101",
        "previous-file",
        "上年的报告不能用来对照",
        "warning",
        "写明了上年的报告文件，或者同一文件夹里有上年的文件，但是读不出来，或者不是上一年的报告，"
        "所以与上年有关的各条规则都没有核对。",
        "两年对照需要上年的报告文件",
        '改正文件开头的 previous = "文件"，或用 --previous 指明上年的报告文件。',
        'previous = "上年.toml"\n',
        'previous = "没有这个文件.toml"\n',
    ),
    Rule(
        "Y201",
        "in-force",
        "现行有效件数与上年不衔接",
        "warning",
        "现行有效件数一般等于上年的现行有效件数加本年制发、减本年废止。"
        "不等时可能是漏计，也可能有自然失效、机构改革、集中清理等原因。",
        _STOCK,
        "查明原因：有误的改正；确有原因的，在备注中写明，并用 waive 记下理由。",
        "[disclosure]\nnormative_documents = [ 2, 1, 9 ]\n",
        "[disclosure]\nnormative_documents = [ 2, 1, 7 ]\n",
        "[disclosure]\nnormative_documents = [ 0, 0, 8 ]\n",
    ),
    Rule(
        "Y202",
        "items",
        "上一年项目数量与上年报告不衔接",
        "warning",
        "2019 格式的表二：上一年项目数量应等于上年报告的“上一年项目数量”加“本年增/减”。",
        _STOCK,
        "对照上年的报告改正；项目清单另有调整的，用 waive 记下理由。",
        "# 2019 格式\n[disclosure]\nlicensing = [ 13, 0, 0 ]\n",
        "# 2019 格式\n[disclosure]\nlicensing = [ 10, 0, 0 ]\n",
        "[disclosure]\nlicensing = [ 10, 3, 0 ]\n",
    ),
    Rule(
        "Y203",
        "total-disclosed",
        "对外公开总数量与上年不衔接",
        "warning",
        "2019 格式的表二：对外公开总数量不会多于上年的总数量加本年新公开数量；因废止、失效可以少。",
        _STOCK,
        "核对本年新公开数量和总数量；补报往年漏报的，用 waive 记下理由。",
        "# 2019 格式\n[disclosure]\nnormative_documents = [ 2, 2, 10 ]\n",
        "# 2019 格式\n[disclosure]\nnormative_documents = [ 2, 2, 11 ]\n",
        "[disclosure]\nnormative_documents = [ 0, 0, 8 ]\n",
    ),
    Rule(
        "Y301",
        "carried-in",
        "上年结转与上年报告的结转下年度不符",
        "error",
        "表三每一栏：本年的“二、上年结转”应等于上年报告的“四、结转下年度继续办理”。",
        _CARRY,
        "对照上年已公布的报告改正；上年报告有误的，先查明再更正。",
        _CARRIED + "carried_in = [ 3, 0, 0, 0, 0, 0, 3 ]\n",
        _CARRIED + "received = [ 1, 0, 0, 0, 0, 0, 1 ]\ncarried_in = [ 2, 0, 0, 0, 0, 0, 2 ]\n",
        "[applications]\ncarried_out = [ 3, 0, 0, 0, 0, 0, 3 ]\n",
    ),
    Rule(
        "Y302",
        "carry-shift",
        "上年结转在各栏之间移动了",
        "warning",
        "上年结转的总计与上年报告相同，但各栏的件数不同：多半是申请人类型归错了栏。",
        _CARRY,
        "对照上年报告各栏改正；上年归错、今年改正的，用 waive 记下理由。",
        _CARRIED + "carried_in = [ 3, 0, 0, 0, 0, 0, 3 ]\n",
        "[applications]\ngranted = [ 2, 1, 0, 0, 0, 0, 3 ]\nprocessed = [ 2, 1, 0, 0, 0, 0, 3 ]\n"
        "carried_in = [ 2, 1, 0, 0, 0, 0, 3 ]\n",
        "[applications]\ncarried_out = [ 3, 0, 0, 0, 0, 0, 3 ]\n",
    ),
    Rule(
        "Y401",
        "pending-remedies",
        "上年尚未审结的复议诉讼没有计入",
        "warning",
        "上年报告里尚未审结的案件，本年无论审结与否都在表四之中，所以本年总计一般不少于上年尚未审结数。",
        "国家统一格式表四；上年案件是否再计未见全国统一口径",
        "核对本年案件是否漏计；本地口径不计上年案件的，用 waive 记下理由。",
        "[remedies]\nreconsideration = [ 2, 0, 0, 0, 2 ]\n",
        "[remedies]\nreconsideration = [ 1, 0, 0, 0, 1 ]\n",
        "[remedies]\nreconsideration = [ 0, 0, 0, 2, 2 ]\n",
    ),
    Rule(
        "Y501",
        "jump",
        "与上年相差悬殊",
        "warning",
        "数字比上年多出或少掉几倍，常常是错了一位、错了单位或错了口径。"
        "倍数和起点可以在 disclosure.toml 的 [thresholds] 里改，默认 5 倍、20 起。",
        "常理；阈值由本单位决定",
        "核对原始台账；确实如此的，用 waive 记下理由。",
        "[disclosure]\nlicensing = 120\n",
        "[disclosure]\nlicensing = 1200\n",
        "[disclosure]\nlicensing = 110\n",
    ),
    Rule(
        "Y601",
        "unrevised-prose",
        "沿用上年的文字还没有改写",
        "warning",
        "用 new --from 新建的报告以上年的文字为底稿，每段开头有“【沿用上年，待改写】”的记号。"
        "记号还在，就是还没有改写。",
        "国办公开办函〔2021〕30号：内容雷同、敷衍的要追究责任",
        "改写成本年的情况，然后删去这个记号。",
        '[other]\ntext = "本年度没有其他事项，未收取信息处理费。"\n',
        '[other]\ntext = "【沿用上年，待改写】未收取信息处理费。"\n',
    ),
)
