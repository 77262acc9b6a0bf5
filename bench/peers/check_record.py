"""Holds the members of wheels against RECORD and hashes the files, with the standard library."""

import base64
import csv
import hashlib
import io
import sys
import zipfile

BLOCK = 1024 * 1024


def check(path):
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with zipfile.ZipFile(path) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
        text = archive.read(record).decode()
        wanted = {row[0]: row[1] for row in csv.reader(io.StringIO(text))}
        for name in archive.namelist():
            if name == record:
                continue
            hashed = hashlib.sha256()
            with archive.open(name) as member:
                while block := member.read(BLOCK):
                    hashed.update(block)
            found = base64.urlsafe_b64encode(hashed.digest()).rstrip(b"=").decode()
            if wanted[name] != f"sha256={found}":
                raise SystemExit(f"{path}: {name} is changed")
    print(digest, path)


for argument in sys.argv[1:]:
    check(argument)
