"""The judge of attestations: pypi_attestations, the library that PyPI itself verifies with.

Reads from stdin {"trustedRoot": path, "cases": [{"repository", "workflow", "distribution": path,
and either "attestation" or "provenance": JSON text}]}. Writes a JSON array to stdout with an item
for each case: null if all verifies, else the reason for the refusal.
"""

import json
import sys
from pathlib import Path

from pypi_attestations import Attestation, Distribution, GitHubPublisher, Provenance
from sigstore.models import TrustedRoot
from sigstore.verify import Verifier


def judge(case):
    publisher = GitHubPublisher(repository=case["repository"], workflow=case["workflow"])
    distribution = Distribution.from_file(Path(case["distribution"]))
    if "attestation" in case:
        attestations = [Attestation.model_validate_json(case["attestation"])]
    else:
        bundles = Provenance.model_validate_json(case["provenance"]).attestation_bundles
        attestations = [one for bundle in bundles for one in bundle.attestations]
    if not attestations:
        return "no attestation"
    for attestation in attestations:
        kind, predicate = attestation.verify(publisher, distribution)
        if kind != "https://docs.pypi.org/attestations/publish/v1" or predicate:
            return f"predicate {kind}: {predicate}"
    return None


def refusal(case):
    try:
        return judge(case)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


asked = json.load(sys.stdin)
# The one thing that is not as on PyPI: whose signatures are trusted.
verifier = Verifier(trusted_root=TrustedRoot.from_file(asked["trustedRoot"]))
Verifier.production = staticmethod(lambda *, offline=False: verifier)
json.dump([refusal(case) for case in asked["cases"]], sys.stdout)
