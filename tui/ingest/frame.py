"""What of a page is the report, and what is the frame of the website around it."""

import re
from typing import TYPE_CHECKING

from .document import Block, Document, Grid, Paragraph
from .labels import squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_DEPTH = 2_000

_NUMBERS = "一二三四五六七("
_ANCHOR = re.compile(
    r"^(?:[一二三四五六七][、.]|\(?[一二三四五六]\)?)?(?:总体情况|概述|主动公开政府信息(?:工作)?情况|"
    r"收到和处理政府信息公开申请(?:的)?情况|.{0,16}行政复议.{0,3}提?起?行政诉讼(?:的)?情况|"
    r".{0,12}存在的?(?:主要)?问题.{0,8}|其[他它]需要报告的?(?:事项|情况))$"
)


def _is_anchor(block: Block) -> bool:
    """Whether a paragraph is the heading of a section, by its words alone."""
    if isinstance(block, Grid) or block.link or len(block.text) > 60:
        return False
    return _ANCHOR.match(squeezed(block.text)) is not None


def mark_outside(document: Document, owners: "list[LexborNode]") -> None:
    """Mark what stands outside of the innermost element that holds all headings and tables."""
    chains: list[list[int]] = []
    keys: set[str] = set()
    numbered = sum(
        isinstance(b, Paragraph) and _is_anchor(b) and squeezed(b.text)[0] in _NUMBERS
        for b in document.blocks
    )
    for block, owner in zip(document.blocks, owners, strict=True):
        if isinstance(block, Grid):
            text = "".join(c.text for row in block.rows[:4] for c in row[:4])
            if "第二十条" not in text and "申请人情况" not in text and "行政复议" not in text:
                continue
        else:
            if not _is_anchor(block):
                continue
            text = squeezed(block.text)
            # Where headings are numbered, the same words without a number stand in a menu.
            if numbered > 2 and text[0] not in _NUMBERS:
                continue
            keys.add(text[-6:])
        chains.append(_chain(owner))
    if len(keys) < 3:
        return
    shared = chains[0]
    for chain in chains[1:]:
        length = min(len(shared), len(chain))
        same = next((i for i in range(length) if shared[i] != chain[i]), length)
        shared = shared[:same]
    if not shared:
        return
    depth, root = len(shared), shared[-1]
    known: dict[int, bool] = {}
    for block, owner in zip(document.blocks, owners, strict=True):
        if owner.mem_id not in known:
            chain = _chain(owner)
            known[owner.mem_id] = len(chain) >= depth and chain[depth - 1] == root
        block.outside = not known[owner.mem_id]


def _chain(node: "LexborNode") -> list[int]:
    """The elements around a node, outermost first."""
    found: list[int] = []
    current: LexborNode | None = node
    while current is not None and len(found) < MAX_DEPTH:
        found.append(current.mem_id)
        current = current.parent
    return found[::-1]
