"""Verifies provenance objects as the command `pypi-attestations verify pypi` does: every attestation
of every bundle, by the policy of the bundle's own publisher.

Reads from stdin a line {"roots": {name: path of a trusted root}}, then a line for each case: {"root",
"text", "distribution": {"name", "sha256"}}. Writes {"accepted", "why"?} for each.
"""

import json
import sys
from functools import cache

from pypi_attestations import Distribution, Provenance
from sigstore.models import TrustedRoot
from sigstore.verify import Verifier


def judge(case, verifier_of):
    Verifier.production = staticmethod(lambda *, offline=False: verifier_of(case["root"]))
    provenance = Provenance.model_validate_json(case["text"])
    distribution = Distribution(
        name=case["distribution"]["name"], digest=case["distribution"]["sha256"]
    )
    for bundle in provenance.attestation_bundles:
        for attestation in bundle.attestations:
            attestation.verify(bundle.publisher, distribution, offline=True)


def verdict(case, verifier_of):
    try:
        judge(case, verifier_of)
        return {"accepted": True}
    except Exception as error:
        return {"accepted": False, "why": f"{type(error).__name__}: {error}"}


def main():
    roots = json.loads(sys.stdin.readline())["roots"]

    @cache
    def verifier_of(root):
        return Verifier(trusted_root=TrustedRoot.from_file(roots[root]))

    for line in sys.stdin:
        print(json.dumps(verdict(json.loads(line), verifier_of)))


main()
