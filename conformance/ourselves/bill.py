"""Judges bills of materials on standard input, one JSON text a line, by CycloneDX' own schema.

Prints one JSON list: for each what is wrong with it, or null.
"""

import json
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

validator = JsonStrictValidator(SchemaVersion.V1_6)


def verdict(text: str) -> str | None:
    error = validator.validate_str(text)
    return None if error is None else str(error)


print(json.dumps([verdict(line) for line in sys.stdin.read().splitlines()]))
