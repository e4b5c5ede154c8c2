"""What a conversion or a website left in the text and no author wrote."""

import re

_PATTERNS = (
    re.compile(r"\[bookmark:[^\]\n]{0,80}\]", re.I),
    re.compile(r"\[OLE_LINK\d*\]", re.I),
    re.compile(r"<!--\[if[^\]<]{0,80}\]>.{0,4000}?<!\[endif\]-->", re.S | re.I),
    re.compile(r"<!--\s*(?:StartFragment|EndFragment)\s*-->", re.I),
    re.compile(r"<!\[(?:if[^\]<]{0,80}|endif)\]>", re.I),
    re.compile(r"<!--\[if[^\]<]{0,80}\]>|<!\[endif\]-->", re.I),
    re.compile(r"\[if [!a-z][^\]\n]{0,40}\]>?|\[endif\](?:--)?>?", re.I),
    re.compile(r"/\*\s*Style Definitions\s*\*/", re.I),
    re.compile(
        r"\bNormal\s+0(?:\s+[\d.]+\s*(?:磅|pt))?(?:\s+\d+){0,2}(?:\s+(?:false|true)){2,}"
        r"(?:\s+(?:[A-Z]{2}-[A-Z]{2}|ZH-CN|X-NONE|MicrosoftInternetExplorer4)){0,5}",
        re.I,
    ),
    re.compile(r"\bMicrosoftInternetExplorer4\b"),
    re.compile(r"\bDocumentNotSpecified\b(?:\s+[\d.]+\s*(?:磅|pt))?(?:\s+Normal\s+0)?"),
    re.compile(r'\b(?:HYPERLINK|INCLUDEPICTURE)\s+(?:\\[a-z]\s+)*"[^"\n]*"(?:\s+\\[*\w]+)*'),
    re.compile(
        r"\b(?:PAGE|NUMPAGES|TOC|EMBED|PAGEREF)\s+(?:\\[*\w]+|\"[^\"]*\")[^\n\u4e00-\u9fff]*"
    ),
    re.compile(r"\{\s*(?:PAGE|TOC)[^}\n]*\}"),
)
LONGEST = 50_000

_RULES = re.compile(r"\{[^{}]{0,4000}\}")
_SELECTOR = re.compile(
    r"(?:@[\w-]+(?: [\w:.-]+)?|(?:[a-z][a-z0-9]{0,9})?(?:[.#][\w-]{1,60})+"
    r"|table|td|th|tr|p|span|div|h[1-6]|li|ol|ul|body|[vow]\\:\*)[\s,>]*\Z",
    re.I,
)

_HINT = re.compile(r"[\[{<@]|Normal|HYPERLINK|PAGE|TOC|EMBED|Microsoft|INCLUDEPICTURE|DocumentNot")

_FURNITURE = re.compile(
    r"[【\[（(]?\s*(?:打印本?(?:页|文)?|关闭(?:窗口|本页)?|分享(?:到|至)?|扫一扫|收藏|纠错|返回(?:顶部|首页|列表)?|"
    r"上一(?:篇|条)|下一(?:篇|条)|相关(?:链接|附件|文章|阅读|信息|稿件)|附件下载|责任编辑|编辑|责编|"
    r"(?:信息|文章|稿件)?来源|作者|发布(?:时间|日期|机构|单位)|发文(?:日期|单位|机关)|成文日期|生成日期|公开日期|"
    r"浏览(?:次数|量)|点击(?:数|量|次数)|阅读(?:次数|量)?|访问量|字(?:体|号)|当前位置|您(?:的|所在的|现在的)?位置|"
    r"首页|索\s*引\s*号|信息索引号|主题词|主题分类|文\s*号|发文字号|有\s*效\s*性|信息名称|信息分类|公开(?:方式|范围|时限|形式)|"
    r"版权所有|主办(?:单位)?|承办(?:单位)?|技术支持|网站(?:标识码|地图|声明)|联系我们|政府网站|"
    r"[\u4e00-\u9fff]?ICP备|[\u4e00-\u9fff]公网安备|微信扫|用手机|视力保护色|无障碍|繁體|简体|长者|适老|"
    r"页面功能|责任编辑|初审|复审|终审|审核|Copyright|©)", re.I
)  # fmt: skip
_SENTENCE = re.compile(r"[。；！？]")
_PAGE_NUMBER = re.compile(
    r"[-—–－\s·第]*\d{1,3}\s*(?:/\s*\d{1,3}|页|[-—–－\s·])*\s*(?:共\s*\d+\s*页)?"
)
_RULE = re.compile(r"[-=_*~·—.…]{3,}")


def cleaned(text: str, removed: list[str]) -> str:
    """The text without conversion leftovers; what was taken out is added to ``removed``."""
    if len(text) > LONGEST or not _HINT.search(text):
        return text
    text = _without_styles(text, removed)
    for pattern in _PATTERNS:
        found = [m[0] for m in pattern.finditer(text)]
        if found:
            removed += [_short(f) for f in found]
            text = pattern.sub("", text)
    return text


def _without_styles(text: str, removed: list[str]) -> str:
    """Without style sheets that became text: selectors and the braces behind them."""
    kept: list[str] = []
    at = 0
    for match in _RULES.finditer(text):
        if ":" not in match[0] and match[0].strip("{} \n"):
            continue
        before = text[at : match.start()]
        head = before
        while found := _SELECTOR.search(head[-90:]):
            head = head[: len(head) - (len(head[-90:]) - found.start())]
        if head == before:
            continue
        removed.append(_short(before[len(head) :] + match[0]))
        kept.append(head)
        at = match.end()
    return "".join([*kept, text[at:]])


def is_furniture(line: str) -> bool:
    """Whether a line is a button, a source line, a page number or the like."""
    line = line.strip()
    if not line or len(line) > 120:
        return False
    if _RULE.fullmatch(line):
        return True
    if _PAGE_NUMBER.fullmatch(line) and not line.isdigit():
        return True
    return _FURNITURE.match(line) is not None and not _SENTENCE.search(line)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"
