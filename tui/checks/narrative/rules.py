"""Family N: what the prose says, against the tables and against itself."""

from collections.abc import Mapping

from ..rule import Rule

_REVIEW = "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号要求内容准确、全面，不得敷衍、雷同"
_FORM = "国家统一的报告格式：第一部分为总体情况，各表另附"
_REFERENCE = "本程序的写法：文中用 {{路径}} 引用表中的数"
_FEES = "国办函〔2020〕109号：信息处理费管理办法；国家统一格式第六部分的填写说明"

_RECEIVED = (
    "[applications]\nreceived = [ 5, 0, 0, 0, 0, 0, 5 ]\ngranted = [ 4, 0, 0, 0, 0, 0, 4 ]\n"
    "processed = [ 4, 0, 0, 0, 0, 0, 4 ]\ncarried_out = [ 1, 0, 0, 0, 0, 0, 1 ]\n"
)


def _on_request(text: str) -> str:
    return f'[overview]\non_request = "{text}"\n{_RECEIVED}'


NARRATIVE_RULES = (
    Rule(
        "N001",
        "reference-syntax",
        "引用的写法有误",
        "error",
        "文中的 {{…}} 是对表中数字的引用，可以是一个单元格、几个单元格相加减，或者百分比，"
        "如 {{a / b : %1}}。"
        "写法有误的引用在导出时印成【引用有误】。",
        _REFERENCE,
        "照提示改正；要写出 {{ 本身，请写 {{{{。",
        '[overview]\non_request = "全年办结{{applications.processed.total}}件。"\n',
        '[overview]\non_request = "全年办结{{applications.processed.total + }}件。"\n',
    ),
    Rule(
        "N002",
        "reference-path",
        "引用的单元格不存在",
        "error",
        "引用里的路径不是表中的任何单元格，导出时印成【引用有误】。",
        _REFERENCE,
        "改成正确的路径；在编辑器的文字里按 Ctrl+L 可以从表中选一格。",
        '[overview]\non_request = "全年新收申请{{received}}件。"\n',
        '[overview]\non_request = "全年新收申请{{recieved}}件。"\n',
    ),
    Rule(
        "N003",
        "reference-value",
        "引用的单元格没有数",
        "warning",
        "引用的单元格是空白或 /，或者没有上年的报告、分母是 0。导出时这里印成【未填】一类的记号。",
        _REFERENCE,
        "先把单元格填上；上年的数要有上年的报告文件。",
        '[overview]\nproactive = "许可{{disclosure.licensing}}件。"\n[disclosure]\nlicensing = 0\n',
        '[overview]\nproactive = "许可{{disclosure.licensing}}件。"\n'
        '[disclosure]\nlicensing = "/"\n',
    ),
    Rule(
        "N101",
        "figure-mismatch",
        "文中的数与表不一致",
        "warning",
        "文中说的件数应与所说的单元格相同。受理、办理可以是本年新收，也可以连同上年结转；"
        "增减、计划、累计、分季度、其他单位的数不比。",
        _REVIEW,
        "核对台账，改正文字或表；也可以把文中的数写成引用，从此与表一致。",
        _on_request("全年新收政府信息公开申请5件，办结4件，结转下年度1件。"),
        _on_request("全年新收政府信息公开申请6件，办结4件，结转下年度1件。"),
    ),
    Rule(
        "N102",
        "parts-mismatch",
        "文中的总数不等于各项之和",
        "warning",
        "“共25件，其中甲20件、乙5件”：所列的各项应当加起来等于总数。用“等”字表示没有列全的不算。",
        _REVIEW,
        "核对各项和总数；没有列全的，在末尾写“等”。",
        '[overview]\nproactive = "发布信息25条，其中动态20条、公告3条、其他2条。"\n',
        '[overview]\nproactive = "发布信息25条，其中动态20条、公告3条、其他4条。"\n',
    ),
    Rule(
        "N103",
        "claim-contradicted",
        "文中的说法与表相反",
        "warning",
        "写了“全部办结”而表中有结转，或者写了“未收到申请”“未发生行政复议”而表中不是 0。",
        _REVIEW,
        "核对台账，改正文字或表。",
        _on_request("收到申请5件，办结4件，1件结转下年度。"),
        _on_request("收到申请5件，均已办结。"),
    ),
    Rule(
        "N104",
        "percentage",
        "百分比有误",
        "warning",
        "占比和比率不会超过 100%，一个整体的各项占比之和应是 100%，占比应与件数相符。",
        _REVIEW,
        "重新计算；写成引用（如 {{granted / processed : %1}}）就不会算错。",
        '[overview]\nproactive = "动态类占60%，公告类占40%。"\n',
        '[overview]\nproactive = "动态类占60%，公告类占50%。"\n',
    ),
    Rule(
        "N105",
        "fee-amount",
        "信息处理费金额可疑",
        "warning",
        "信息处理费按件或按量分档计收，每一档都是 10 元的整数倍，收到的总额也是。",
        _FEES,
        "核对票据；金额若含其他收费，请分开写。",
        '[other]\ntext = "全年收取信息处理费2950元。"\n',
        '[other]\ntext = "全年收取信息处理费2953元。"\n',
    ),
    Rule(
        "N201",
        "aspect-missing",
        "总体情况缺少一个方面",
        "warning",
        "第一部分要写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面，"
        "缺一不可。这是已公布的年报里最多的一种毛病。",
        "国办公开办函〔2021〕30号：总体情况主要包括五个方面",
        "补写这一方面；没有特别的情况，也要写明怎么做的。",
        '[overview]\nmanagement = "对公文逐件标注公开属性。"\n',
        '[overview]\nmanagement = ""\n',
    ),
    Rule(
        "N202",
        "perfunctory",
        "内容过于简单",
        "warning",
        "只写“无”“正常”或者寥寥几个字，等于没有报告。第五部分要写出真实存在的问题和改进办法。",
        _REVIEW,
        "写出具体情况：问题是什么、怎么改、改到什么程度。",
        '[improvement]\ntext = "目录更新不够及时，已明确专人每月核对。"\n',
        '[improvement]\ntext = "无"\n',
    ),
    Rule(
        "N203",
        "template-leftover",
        "遗留的模板文字",
        "warning",
        "文中留有模板的填写说明、没有替换的 XX、没有填数字的空当。",
        _REVIEW,
        "删去说明文字，填上实际内容。",
        '[overview]\nplatform = "专栏运行正常。"\n',
        '[overview]\nplatform = "（文字描述）专栏运行正常。"\n',
    ),
    Rule(
        "N204",
        "fee-unsaid",
        "没有说明信息处理费",
        "warning",
        "2021 格式的第六部分必须说明收取信息处理费的情况，没有收取的也要写明。",
        _FEES,
        "加上一句，如：本年度未收取信息处理费。",
        '[other]\ntext = "本年度未收取信息处理费，无其他需要报告的事项。"\n',
        '[other]\ntext = "本年度无其他需要报告的事项。"\n',
    ),
    Rule(
        "N205",
        "wrong-notice",
        "引用的格式文件不是本年度的",
        "warning",
        "2021 年度起的报告依据国办公开办函〔2021〕30号，2019、2020 年度依据〔2019〕60号。"
        "引错文号多半是照抄了旧的报告。",
        "国办公开办函〔2019〕60号；国办公开办函〔2021〕30号",
        "改成本年度适用的文号。",
        '[overview]\noversight = "按照国办公开办函〔2021〕30号的格式编制。"\n',
        '[overview]\noversight = "按照国办公开办函〔2019〕60号的格式编制。"\n',
    ),
    Rule(
        "N206",
        "other-year",
        "文中是别的年份",
        "warning",
        "叙述本年情况的文字里写着别的年份，多半是照抄上年报告时漏改。对比、结转、计划和文件名不算。",
        _REVIEW,
        "改成本年度；确是说别的年份的，写成“较某年”“某年以来”。",
        '[overview]\nproactive = "2023年，主动公开信息5条，较2022年增加2条。"\n',
        '[overview]\nproactive = "2022年，我局共主动公开信息5条。"\n',
    ),
    Rule(
        "N207",
        "other-agency",
        "文中是别的单位",
        "warning",
        "以本单位的口气写着另一个单位的名称，多半是照抄了别人的报告。",
        _REVIEW,
        "改成本单位的名称，或写“本机关”。",
        '[overview]\nproactive = "某某县司法局主动公开信息5条。"\n',
        '[overview]\nproactive = "某某县财政局高度重视，全年主动公开信息5条。"\n',
    ),
    Rule(
        "N208",
        "numbering",
        "序号不连续或不统一",
        "warning",
        "同一层的序号应当从一起连续编，用一种写法：（一）（二）（三），不写（1）（二），也不跳号。",
        "公文层次序数的通行写法",
        "改正序号。",
        '[improvement]\ntext = "（一）目录更新慢，已加快。\\n（二）解读形式少，已增加。"\n',
        '[improvement]\ntext = "（1）目录更新慢，已加快。\\n（二）解读形式少，已增加。"\n',
    ),
    Rule(
        "N209",
        "copied-last-year",
        "与上年的文字雷同",
        "warning",
        "这段文字与上年报告几乎相同，只换了数字。相似度按去掉数字后相同的文字所占的比例计算，"
        "达到界限（通常 90%）的才提醒。",
        "国办公开办函〔2021〕30号：内容雷同、敷衍塞责的，依照《条例》第四十七条处理",
        "写本年的新情况；相同的段落见提示。",
        '[overview]\nmanagement = "本年修订了公文属性认定办法，组织清理存量信息，更正目录分类。"\n',
        '[overview]\nmanagement = "健全公文属性源头认定机制，拟文时同步明确公开属性，'
        '严格落实保密审查制度，定期评估不予公开的信息。"\n',
        '[overview]\nmanagement = "健全公文属性源头认定机制，拟文时同步明确公开属性，'
        '严格落实保密审查制度，定期评估不予公开的信息。"\n',
    ),
    Rule(
        "N210",
        "conversion-leftover",
        "转换格式留下的痕迹",
        "warning",
        "文中有从网页或 Word 转换时留下的代码、书签、域代码、乱码。",
        _FORM,
        "删去这些字符；乱码处对照原文补上。",
        '[overview]\nplatform = "专栏运行正常。"\n',
        '[overview]\nplatform = "专栏运行&nbsp;正常。"\n',
    ),
)

RULE: Mapping[str, Rule] = {rule.id: rule for rule in NARRATIVE_RULES}
