"""Prints, as a JSON object, the first Generator line of each wheel named in argv."""

import json
import sys
import zipfile
from email.parser import BytesParser
from pathlib import PurePath


def generator(path):
    with zipfile.ZipFile(path) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/WHEEL"))
        return BytesParser().parsebytes(archive.read(name))["Generator"]


json.dump({PurePath(path).name: generator(path) for path in sys.argv[1:]}, sys.stdout)
