"""Two reports for the goldens of the exports: published figures, prose of our own."""

from tests.support.reports import published, report_of
from tui.report.model import Report

SUQIAN_PROSE = {
    "overview.proactive": "全年发布政府信息 4.2 万条，其中*重点领域*信息占 61%。\n"
    "市政府网站（www.suqian.gov.cn/xxgk_2023）设有公开专栏，群众可按 [主题] 或 <部门> 查阅。",
    "overview.on_request": "新收申请3511件，上年结转96件，办结3486件，结转下年度121件。",
    "overview.management": "- 修订目录3个\n1. 清理规范性文件489件\n# 备案597件\n公式：A|B = C\\D",
    "overview.platform": "\u3000\u3000新媒体账号由38个整合为12个。",
    "improvement.text": "一是答复说理不够充分。\n\n二是部分栏目更新不及时。",
    "other.text": "收取信息处理费2950元。",
}
SUQIAN_NOTES = {
    "disclosure.normative_documents.issued": "其中修订16件",
    "disclosure.normative_documents.repealed": "含自然失效29件",
    "applications.other_rest.natural": "含撤回157件",
}

PINGTAN_PROSE = {
    "overview.proactive": "全区主动公开政府信息1.1万条。",
    "overview.on_request": "收到申请23件，全部办结。",
    "other.text": "没有收取信息处理费。",
}
PINGTAN_NOTES = {"disclosure.procurement.amount": "元"}


def suqian_2023() -> Report:
    """The format of 2021: large figures, a decimal, remarks in cells, prose full of markup."""
    report = _published("宿迁市", 2023)
    report.texts.update(SUQIAN_PROSE)
    report.notes.update(SUQIAN_NOTES)
    return report


def pingtan_2019() -> Report:
    """The format of 2019: blank cells, one that does not apply, prose not written yet."""
    report = _published("平潭综合实验区", 2019)
    report.texts.update(PINGTAN_PROSE)
    report.notes.update(PINGTAN_NOTES)
    for path, value in {
        "applications.carried_out.natural": "",
        "applications.carried_out.total": "",
        "remedies.litigation_after_reconsideration.total": "/",
    }.items():
        report.values[report.format.index[path]] = value
    return report


def _published(agency: str, year: int) -> Report:
    (case,) = [c for c in published() if (c["agency"], c["year"]) == (agency, year)]
    return report_of(case)
