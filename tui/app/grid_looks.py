"""How every figure of a table looks: the mark in front of it, its text, its style."""

from typing import NamedTuple

from rich.style import Style

from tui.app import palette
from tui.app.session import Session
from tui.display import width
from tui.report.model import Report
from tui.report.values import printed


class Look(NamedTuple):
    """``text`` is the figure with its remark, ``short`` the figure alone."""

    mark: str
    text: str
    short: str
    style: Style

    def fitted(self, columns: int) -> str:
        """What is shown in some columns: a remark without room becomes …"""
        return self.text if width(self.text) <= columns else f"{self.short}…"


def looks_of(session: Session, paths: list[str], shown: frozenset[str]) -> dict[str, Look]:
    """The looks of some figures; ``shown`` are the operands that were asked for.

    Where an identity fails, its right side (the total, the outcome) is the claim that
    fails, its left side what it is made of.
    """
    form, values = session.report.format, session.report.values
    claims = {i for n in session.balance.off_by for i in form.equations[n].right}
    identities = {identity.rule for identity in form.identities}

    def look(path: str) -> tuple[str, Style]:
        index = form.index[path]
        value = values[index]
        if path in shown:
            return "*", palette.OPERAND
        if path in session.suspected or value is None:
            return "✗", palette.SUSPECT
        errors = [f for f in session.by_path.get(path, ()) if f.rule.severity == "error"]
        if index in claims or any(f.rule.id not in identities for f in errors):
            return "!", palette.FAILING
        # A zero among twenty operands is seldom the culprit; F9 shows all the operands.
        if errors and value != 0:
            return "+", palette.INVOLVED
        if index in session.computed:
            return "=", palette.ZERO if value == 0 else palette.COMPUTED
        return " ", palette.ZERO if value == 0 else palette.FIGURE

    found = {}
    for path in paths:
        value = values[form.index[path]]
        text = short = "？"
        if value is not None:
            text, short = session.report.printed(path), printed(value)
        mark, style = look(path)
        found[path] = Look(mark, text, short, style)
    return found


def looks_of_last_year(session: Session, last: Report, paths: list[str]) -> dict[str, Look]:
    """The looks of last year's figures, those that differ from this year's marked."""
    found = {}
    for path in paths:
        if path not in last.format.index:
            found[path] = Look(" ", "无", "无", palette.FAINT)
            continue
        text, short = last.printed(path) or "空", printed(last.value(path)) or "空"
        if text == (session.report.printed(path) or "空"):
            found[path] = Look(" ", text, short, palette.ZERO if text == "0" else palette.FIGURE)
        else:
            found[path] = Look("*", text, short, palette.OPERAND)
    return found
