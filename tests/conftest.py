"""The same cases in every run: a failure can be had again, and a change is judged by itself.

``RANDOM_CASES=1 pytest`` looks for new ones.
"""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None)
settings.load_profile("random" if os.environ.get("RANDOM_CASES") else "same")
