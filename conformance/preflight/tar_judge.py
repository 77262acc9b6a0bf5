"""What PyPI makes of sdists: its checks of the archive, on Python's own tarfile.

Reads a JSON array of Base64 texts, a .tar.gz each, from stdin. Writes a JSON array: null for one
that is refused, otherwise the names of its members and the SHA-256 of PKG-INFO.
"""

import base64
import hashlib
import io
import json
import os.path
import sys
import tarfile


def judge(data):
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
            members = archive.getmembers()
            names = [member.name for member in members]
            top = os.path.commonprefix(names)
            tops = {name.split("/", 1)[0] for name in names}
            if len(tops) != 1 or top in ("", ".", "./") or any(m.issparse() for m in members):
                return None
            info = archive.extractfile(os.path.join(top, "PKG-INFO"))
            if info is None:
                return None
            digest = hashlib.sha256(info.read()).hexdigest()
    except (tarfile.TarError, KeyError, OSError, EOFError, ValueError, OverflowError, MemoryError):
        return None
    except Exception as error:  # noqa: BLE001: whatever it is, PyPI does not take the file
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return None
    return {"names": [shown(name) for name in names], "info": digest}


def shown(name):
    # Bytes that are not UTF-8 have no place in JSON.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


json.dump([judge(base64.b64decode(text)) for text in json.load(sys.stdin)], sys.stdout)
