"""Verifies files by their Sigstore bundles as sigstore-python's `sigstore verify identity` does.

Reads from stdin a line {"root": path of a trusted root}, then a line for each case: {"bundle", "file"
(paths), "identity", "issuer"}. Writes {"accepted", "why"?} for each.
"""

import json
import sys
from pathlib import Path

from sigstore.models import Bundle, TrustedRoot
from sigstore.verify import Verifier
from sigstore.verify.policy import Identity


def verdict(case, verifier):
    try:
        verifier.verify_artifact(
            Path(case["file"]).read_bytes(),
            Bundle.from_json(Path(case["bundle"]).read_text()),
            Identity(identity=case["identity"], issuer=case["issuer"]),
        )
        return {"accepted": True}
    except Exception as error:
        return {"accepted": False, "why": f"{type(error).__name__}: {error}"}


def main():
    root = json.loads(sys.stdin.readline())["root"]
    verifier = Verifier(trusted_root=TrustedRoot.from_file(root))
    for line in sys.stdin:
        print(json.dumps(verdict(json.loads(line), verifier)))


main()
