"""The command line: one module per command, each imported only when it runs."""


class CommandError(Exception):
    """The command cannot run. The message, in Chinese, is all that the user gets to see."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
