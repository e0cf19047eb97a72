"""Writes .ci/locked.txt: every pin of constraints.txt with the SHA-256 of each of its wheels, asked from the index.

python .ci/lock.py
"""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
INDEX = "https://pypi.org/simple/{name}/"
ACCEPT = "application/vnd.pypi.simple.v1+json"


def pins() -> list[tuple[str, str]]:
    """Name and version of each line of the constraints."""
    lines = (HERE.parent / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.strip().split("==")) for line in lines if "==" in line]  # type: ignore[misc]


def hashes(name: str, version: str) -> list[str]:
    """The SHA-256 of every wheel of a release, sorted; of its source archive where it has no wheel."""
    normal = name.lower().replace("_", "-").replace(".", "-")
    asked = urllib.request.Request(INDEX.format(name=normal), headers={"Accept": ACCEPT})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        files = json.load(answer)["files"]
    stems = {f"{part}-{version}" for part in (name, normal, normal.replace("-", "_"), name.replace("-", "_"))}
    mine = [one for one in files if any(one["filename"].lower().startswith(f"{stem}-".lower()) for stem in stems)]
    wheels = [one for one in mine if one["filename"].endswith(".whl")]
    if not wheels:
        wheels = [one for one in files if any(one["filename"].startswith(f"{stem}.tar") for stem in stems)]
    return sorted(one["hashes"]["sha256"] for one in wheels)


def main() -> None:
    lines = ["# The pins of constraints.txt with the hashes of their wheels; written by .ci/lock.py"]
    for name, version in pins():
        found = hashes(name, version)
        if not found:
            raise SystemExit(f"{name} {version} has no files")
        marks = " \\\n".join(f"    --hash=sha256:{one}" for one in found)
        lines.append(f"{name}=={version} \\\n{marks}")
    (HERE / "locked.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
