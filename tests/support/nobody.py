"""The program as a user without any rights: ``python -m tests.support.nobody COMMAND FILE …``.

Prints status and errors as JSON. The command is run once before the rights are given up, on a
copy of an example, so that all it imports is there even where that user may not read our Python.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from tests.support.program import EXAMPLES, run

NOBODY = 65534


def main() -> None:
    """Warm up, give up the rights, run."""
    name, file, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "x.toml"
        copy.write_bytes((EXAMPLES / "suqian/2023.toml").read_bytes())
        run(name, copy, *rest)
        run(name, copy.with_name("none.toml"), *rest)
    os.setuid(NOBODY)
    if not os.access(EXAMPLES.parent / "schemas/2021.toml", os.R_OK):
        print(json.dumps([-1, "that user may not read the schemas either"]))
        return
    status, _, err = run(name, file, *rest)
    print(json.dumps([status, err]))


if __name__ == "__main__":
    main()
