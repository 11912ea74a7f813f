"""Fail if anything that `pip install retranslation-drift` installs is under the GPL or the AGPL.

Run: python .ci/licences.py
Goes through the installed packages that the program depends on, directly or by way of others. Of a choice of licences
("MPL-1.1 OR GPL-2.0-only") the free one counts; the LGPL is allowed, since the program only imports.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import requires

from packaging.requirements import Requirement

ROOT = "retranslation-drift"
FORBIDDEN = re.compile(r"\bA?GPL|GNU (Affero )?General Public License")
ALLOWED: dict[str, str] = {}  # package -> why it may stay though its licence is not free enough


def closure(root: str) -> set[str]:
    """The names of all packages that `root` needs, with the extras that are asked for, `root` included."""
    seen: set[tuple[str, str]] = set()
    todo = [(root, "")]
    while todo:
        package = todo.pop()
        if package in seen:
            continue
        seen.add(package)
        for needed in map(Requirement, requires(package[0]) or []):
            if not needed.marker or needed.marker.evaluate({"extra": package[1]}):
                todo += [(needed.name, extra) for extra in ("", *needed.extras)]
    return {name for name, _ in seen}


def is_free(licence: str) -> bool:
    return any(not FORBIDDEN.search(choice) for choice in re.split(r"\s+OR\s+", licence))


def main() -> None:
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages", *closure(ROOT)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    bad = [f"{p['Name']}: {p['License']}" for p in found if not is_free(p["License"]) and p["Name"] not in ALLOWED]
    print(f"licences: {len(found)} packages, {len(bad)} under the GPL or AGPL", *bad, sep="\n  ")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
