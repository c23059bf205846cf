"""Runs the measure alone: ``python -m benchmarks.similar``."""

import sys

from benchmarks.similar.measure import main

if __name__ == "__main__":
    sys.exit(main())
