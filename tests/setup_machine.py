"""Installs the Debian packages that the tests need, where they are missing and root allows.

Runs before anything is installed, so it uses the standard library alone.
"""

import glob
import os
import shutil
import subprocess
import sys

# Package → the command, or a pattern of the file, that shows it is there.
SIGNS = {
    "chromium": "chromium",
    "chromium-headless-shell": "chromium-headless-shell",
    "firefox-esr": "firefox-esr",
    "redis-server": "redis-server",
    "poppler-utils": "pdftotext",
    "iproute2": "ip",
    "python3-venv": "",
    "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "libvoikko1": "/usr/lib/*/libvoikko.so.1",
    "voikko-fi": "/usr/*/voikko/*/mor-standard/index.txt",
    "hunspell": "hunspell",
    "hunspell-sv": "/usr/share/hunspell/sv_FI.dic",
}


def is_there(package: str) -> bool:
    """Tell whether what *package* brings is on this machine."""
    sign = SIGNS[package]
    return bool(glob.glob(sign)) if sign.startswith("/") else shutil.which(sign) is not None


def main(packages: list[str]) -> int:
    """Return 0 when all *packages* are there, 1 when one is missing and cannot be installed."""
    missing = [package for package in packages if not is_there(package)]
    if not missing:
        return 0
    if not shutil.which("apt-get") or os.geteuid() != 0:
        names = " ".join(missing)
        print(f"These Debian packages are missing: {names}. Install them with: sudo apt-get install {names}")
        return 1
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        done = subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            print(f"apt-get {' '.join(command)} failed; install {' '.join(missing)} by hand and try again.")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
