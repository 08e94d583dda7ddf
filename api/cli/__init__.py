"""The command line: one file a group of commands. Nothing heavy is imported until a command runs."""

from __future__ import annotations

import os

# Read once, when the linear algebra library is loaded: two of its threads wait for each other as soon as a second
# process works, and a batch takes four times as long. Processes are what uses more cores here.
os.environ.setdefault("OMP_NUM_THREADS", "1")
