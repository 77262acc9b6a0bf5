"""Prints, as JSON, the lists that PyPI checks metadata against, from the packages it takes them from."""

import json
import sys
from importlib.metadata import version

from packaging.licenses import _spdx
from trove_classifiers import classifiers, deprecated_classifiers

json.dump(
    {
        "trove": version("trove-classifiers"),
        "classifiers": sorted(classifiers),
        "deprecated": {name: list(by) for name, by in sorted(deprecated_classifiers.items())},
        "packaging": version("packaging"),
        "spdx": _spdx.VERSION,
        "licenses": [each["id"] for each in _spdx.LICENSES.values()],
        "exceptions": [each["id"] for each in _spdx.EXCEPTIONS.values()],
    },
    sys.stdout,
)
