"""The browser's own tests and types, so that one command runs everything."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_scripts_pass_their_tests_and_their_types() -> None:
    done = subprocess.run(
        [sys.executable, "hatch_build.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
