"""What the tools themselves read in their files, as JSON on standard output.

judge.py pylock FILE        packaging.pylock
judge.py poetry FILE        Poetry's own Locker
judge.py requirements       pip's reader of requirements files, of the texts on standard input
"""

import json
import sys
import tempfile
from pathlib import Path


def pylock(path):
    import tomllib

    from packaging.pylock import Pylock

    lock = Pylock.from_dict(tomllib.loads(Path(path).read_text()))
    lock.validate()
    return [
        {
            "name": package.name,
            "version": str(package.version or ""),
            "identities": [dict(each) for each in package.attestation_identities or []],
            "files": [
                [file.filename, file.hashes["sha256"]]
                for file in [package.sdist, *(package.wheels or [])]
                if file is not None
            ],
        }
        for package in lock.packages
    ]


def poetry(path):
    from poetry.packages.locker import Locker

    locker = Locker(Path(path), {})
    return [
        {
            "name": package.name,
            "version": str(package.version),
            "files": [[file["file"], file["hash"].removeprefix("sha256:")] for file in package.files],
        }
        for package in locker.locked_repository().packages
    ]


def requirements():
    from pip._internal.exceptions import InstallationError
    from pip._internal.network.session import PipSession
    from pip._internal.req.constructors import install_req_from_parsed_requirement
    from pip._internal.req.req_file import parse_requirements

    def read(text):
        path.write_bytes(text.encode())
        found = []
        try:
            for parsed in parse_requirements(str(path), session):
                requirement = install_req_from_parsed_requirement(parsed)
                line = int(parsed.line_source.split()[1])
                hashes = sorted(requirement.hash_options.get("sha256", []))
                specifiers = list(requirement.req.specifier) if requirement.req else []
                version = [
                    each.version
                    for each in specifiers
                    if len(specifiers) == 1 and each.operator in ("==", "===")
                ]
                found.append([line, requirement.name, version, hashes])
        except (InstallationError, ValueError):
            return None
        return found

    session = PipSession()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        return [read(text) for text in json.load(sys.stdin)]


kind, *arguments = sys.argv[1:]
json.dump({"pylock": pylock, "poetry": poetry, "requirements": requirements}[kind](*arguments), sys.stdout)
