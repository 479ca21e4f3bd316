from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys, threading
from narration import publishing
assert "mutagen" not in sys.modules
publishing.prepare()
for thread in threading.enumerate()[1:]:
    thread.join()
print("mutagen" in sys.modules, "narration.publishing.id3" in sys.modules)
"""


def test_what_writes_tags_is_there_before_it_is_needed_but_not_before_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)

    assert done.stdout == "True True\n"
