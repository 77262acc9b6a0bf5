"""The judge of versions, names, file names and core metadata: packaging, which PyPI and pip use.

Reads from stdin {"versions": [text], "pairs": [[index, index]] of valid versions, "names": [text],
"filenames": [text], "metadata": [base64], "distributions": [path]}. Writes an object of the same
keys to stdout, with an answer for each item; null stands for "not valid".
"""

import base64
import json
import sys
import tarfile
import zipfile
from pathlib import Path

from packaging.metadata import _EMAIL_TO_RAW_MAPPING, parse_email
from packaging.utils import (
    InvalidName,
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

HEADERS = {raw: header for header, raw in _EMAIL_TO_RAW_MAPPING.items()}


def version(text):
    try:
        return Version(text)
    except InvalidVersion:
        return None


def name(text):
    try:
        return canonicalize_name(text, validate=True)
    except InvalidName:
        return None


def filename(text):
    try:
        if text.endswith(".whl"):
            project, parsed, build, tags = parse_wheel_filename(text)
            digits, rest = build or (None, None)
            number = None if digits is None else str(digits)
            return [project, str(parsed), number, rest, sorted(map(str, tags))]
        return [*map(str, parse_sdist_filename(text))]
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None


def metadata(data):
    """What parse_email reads, by the header's lower-case name; bytes stand for what is no text."""
    raw, unparsed = parse_email(data)
    read = {HEADERS[key]: value for key, value in raw.items()}
    for header, values in unparsed.items():
        texts = [v if isinstance(v, str) else {"undecodable": True} for v in values]
        # A description can be in both: readable in the header, not in the body.
        before = [read[header]] if header in read else []
        read[header] = {"unparsed": before + texts}
    return read


def distribution(path):
    """The metadata of a wheel or an sdist, found with Python's own archive readers."""
    path = Path(path)
    if path.suffix == ".whl":
        folder = "-".join(path.name.split("-")[:2]) + ".dist-info"
        with zipfile.ZipFile(path) as archive:
            return metadata(archive.read(f"{folder}/METADATA"))
    with tarfile.open(path) as archive:
        top = archive.getnames()[0].split("/")[0]
        return metadata(archive.extractfile(f"{top}/PKG-INFO").read())


asked = json.load(sys.stdin)
versions = [version(text) for text in asked["versions"]]
json.dump(
    {
        "versions": [None if v is None else str(v) for v in versions],
        "pairs": [
            (versions[i] > versions[j]) - (versions[i] < versions[j]) for i, j in asked["pairs"]
        ],
        "names": [name(text) for text in asked["names"]],
        "filenames": [filename(text) for text in asked["filenames"]],
        "metadata": [metadata(base64.b64decode(data)) for data in asked["metadata"]],
        "distributions": [distribution(path) for path in asked["distributions"]],
    },
    sys.stdout,
)
