"""What is wrong with a schema file."""

from tui.display import visible


class SchemaError(Exception):
    """A schema that cannot be used. Names the file and, where one is to blame, the key."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        self.file = file
        self.key = key
        self.problem = problem
        where = f"{file}：{key}：" if key else f"{file}："
        super().__init__(f"格式文件有误。{visible(where + problem)}")
