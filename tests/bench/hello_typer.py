"""The smallest useful typer program: what a cold start is measured against."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def hello(name: str = "世界", times: int = 1) -> None:
    """Say hello."""
    for _ in range(times):
        print(f"你好 {name}")


@app.command()
def check(path: str, strict: bool = False) -> None:
    """Do nothing with a path."""
    print(path, strict)


if __name__ == "__main__":
    app()
