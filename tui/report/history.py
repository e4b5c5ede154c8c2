"""Undo and redo, without limit, over everything that can be edited."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Key = tuple[str, str | int]
"""What was changed: ("cell", index), ("text", path), ("note", path), ("computed", index),
("waivers", "waivers")."""


class Change(NamedTuple):
    """One thing that was changed, with its value before and after."""

    key: Key
    old: Any
    new: Any


class Step(NamedTuple):
    """What one action of the user changed, and what the undo message calls it."""

    name: str
    changes: tuple[Change, ...]


@dataclass(slots=True)
class History:
    """The steps done and undone. A new step forgets the undone ones."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Remember a step that was just done."""
        self.done.append(step)
        self.undone.clear()

    def extend(self, step: Step) -> None:
        """Join a step with the last one, as when typing goes on in one text."""
        last = self.done.pop()
        old = {c.key: c.old for c in last.changes}
        new = {c.key: c.new for c in last.changes}
        for change in step.changes:
            old.setdefault(change.key, change.old)
            new[change.key] = change.new
        joined = tuple(Change(key, old[key], new[key]) for key in old)
        self.done.append(Step(last.name, joined))
        self.undone.clear()

    def undo(self) -> Step | None:
        """The step to take back, or None."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def redo(self) -> Step | None:
        """The step to do again, or None."""
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self.done[-1]
