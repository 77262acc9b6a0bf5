"""gh-action-pypi-publish collects the names of the projects for its links."""

import sys
from pathlib import Path

from packaging.utils import parse_sdist_filename, parse_wheel_filename

names = set()
for path in Path(sys.argv[1]).iterdir():
    if path.name.endswith(".whl"):
        names.add(parse_wheel_filename(path.name)[0])
    elif path.name.endswith(".tar.gz"):
        names.add(parse_sdist_filename(path.name)[0])
print("\n".join(sorted(names)))
