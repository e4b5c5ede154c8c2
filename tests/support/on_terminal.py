"""The program on the terminal that is its standard input, with a fault built in where asked.

    python -m tests.support.on_terminal [--fault PLACE] edit FILE

F9 sets the fault off. Its error has the text of the report in its message and in the
variables around it, as a real one may have.
"""

import asyncio
import os
import sys
import threading
from typing import Any

FAULTS = ("start", "handler", "render", "timer", "worker", "thread_worker", "thread", "task",
          "input")  # fmt: skip


def fail(session: Any) -> None:
    """Raise with the report's text in reach."""
    secret = "".join(session.report.texts.values())
    raise ValueError(f"cannot do this: {secret}")


def build_in(place: str) -> None:
    """Let the editor fail in this place when F9 is pressed."""
    from textual.drivers.linux_driver import LinuxDriver

    from tui.app.screens.main import MainScreen
    from tui.app.widgets.grid import Grid

    stock_paint, stock_message = Grid.paint, LinuxDriver.process_message
    broken = threading.Event()

    def paint(self: Any, columns: int, rows: int) -> Any:
        return fail(self.session) if broken.is_set() else stock_paint(self, columns, rows)

    def process_message(self: Any, message: Any) -> None:
        if "f9" in repr(message):
            fail(self._app.session)
        stock_message(self, message)

    async def soon(session: Any) -> None:
        await asyncio.sleep(0)
        fail(session)

    def action(self: Any) -> None:
        if place == "handler":
            fail(self.session)
        elif place == "render":
            broken.set()
            self.grid.update()
        elif place == "timer":
            self.set_timer(0.01, lambda: fail(self.session))
        elif place == "worker":
            self.run_worker(soon(self.session))
        elif place == "thread_worker":
            self.run_worker(lambda: fail(self.session), thread=True)
        elif place == "thread":
            threading.Thread(target=fail, args=(self.session,)).start()
        elif place == "task":
            asyncio.get_running_loop().create_task(soon(self.session))

    def compose(self: Any) -> Any:
        return fail(self.session)

    MainScreen.action_operands = action  # type: ignore[method-assign]
    if place == "render":
        Grid.paint = paint  # type: ignore[method-assign]
    if place == "input":
        LinuxDriver.process_message = process_message  # type: ignore[method-assign]
    if place == "start":
        MainScreen.compose = compose  # type: ignore[method-assign]


if __name__ == "__main__":
    # The first terminal that the leader of a session opens is its own: signals come from it.
    os.close(os.open(os.ttyname(0), os.O_RDWR))
    arguments = sys.argv[1:]
    if arguments[0] == "--fault":
        from tui.app.environment import prepare_environment

        prepare_environment()
        build_in(arguments[1])
        del arguments[:2]
    sys.argv[1:] = arguments
    from tui.__main__ import run

    run()
