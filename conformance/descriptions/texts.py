"""Prints, as a JSON array, the reStructuredText of the sdists named in argv: the description of
each, and every file that ends in .rst. An item is {"sdist": file name, "member": path, "text"}.
Nothing of an sdist is run.
"""

import email
import json
import sys
import tarfile
from pathlib import PurePath

LARGEST = 200_000


def description(data):
    message = email.message_from_bytes(data)
    if "markdown" in (message["Description-Content-Type"] or ""):
        return ""
    body = data.partition(b"\n\n")[2] or message["Description"]
    return body.decode() if isinstance(body, bytes) else ""


def texts(path):
    with tarfile.open(path) as archive:
        for member in archive:
            if not member.isfile() or member.size > LARGEST:
                continue
            is_metadata = member.name.count("/") == 1 and member.name.endswith("/PKG-INFO")
            if not is_metadata and not member.name.endswith(".rst"):
                continue
            data = archive.extractfile(member).read()
            try:
                text = description(data) if is_metadata else data.decode()
            except UnicodeDecodeError:
                continue
            if text.strip():
                yield {"sdist": PurePath(path).name, "member": member.name, "text": text}


json.dump([item for path in sys.argv[1:] for item in texts(path)], sys.stdout)
