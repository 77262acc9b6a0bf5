"""What `twine check` says of distributions, in one process.

Reads a JSON array of paths from stdin. Writes a JSON array: null for a file that passes, otherwise
why it fails.
"""

import json
import sys

from twine.commands import check
from twine.exceptions import TwineException


def judge(path):
    stream = check._WarningStream()
    try:
        _, passes = check._check_file(path, stream)
    except (TwineException, ValueError, OSError, EOFError) as error:
        return f"{type(error).__name__}: {error}"
    return None if passes else f"does not render: {stream}"


json.dump([judge(path) for path in json.load(sys.stdin)], sys.stdout)
