"""Runs the measure alone: ``python -m benchmarks.planner``."""

import sys

from benchmarks.planner.measure import main

if __name__ == "__main__":
    sys.exit(main())
