"""Prints, as JSON, the lists that PyPI checks metadata against, from the packages it takes them from."""

import json
import sys
from importlib.metadata import version

import stdlib_list
from packaging.licenses import _spdx
from packaging.utils import canonicalize_name
from trove_classifiers import classifiers, deprecated_classifiers


def standard_library():
    """Normal names of the modules of every Python, and of the packages that they are in."""
    for each in stdlib_list.short_versions:
        for module in stdlib_list.stdlib_list(each):
            parts = module.split(".")
            for end in range(1, len(parts) + 1):
                yield canonicalize_name(".".join(parts[:end]).strip("-_."))


json.dump(
    {
        "trove": version("trove-classifiers"),
        "classifiers": sorted(classifiers),
        "deprecated": {name: list(by) for name, by in sorted(deprecated_classifiers.items())},
        "stdlib": version("stdlib-list"),
        "modules": sorted(set(standard_library())),
        "packaging": version("packaging"),
        "spdx": _spdx.VERSION,
        "licenses": [each["id"] for each in _spdx.LICENSES.values()],
        "exceptions": [each["id"] for each in _spdx.EXCEPTIONS.values()],
    },
    sys.stdout,
)
