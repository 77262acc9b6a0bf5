"""The judge that ours is compared with: pypi_attestations, as PyPI asks it.

Reads from stdin a line {"roots": {name: path of a trusted root}}, then a line for each case:
{"kind": "attestation" | "bundle", "root", "text", "distribution": {"name", "sha256"},
"publisher": {...}} or {"kind": "certificate", "pem", "publisher": {...}} for the publisher's
policy alone. Writes a line to stdout for each case: {"accepted": true, "predicateType"} or
{"accepted": false, "why"}.
"""

import json
import sys
from functools import cache

from cryptography import x509
from pydantic import TypeAdapter
from pypi_attestations import Attestation, Distribution, Publisher
from sigstore.models import Bundle, TrustedRoot
from sigstore.verify import Verifier, policy

PUBLISHER = TypeAdapter(Publisher)


def identity(publisher):
    if publisher["kind"] == "email":
        return policy.Identity(identity=publisher["email"], issuer=publisher["issuer"])
    return PUBLISHER.validate_python(publisher)


def judge(case, verifier_of):
    publisher = identity(case["publisher"])
    if case["kind"] == "certificate":
        certificate = x509.load_pem_x509_certificate(case["pem"].encode())
        publisher._as_policy().verify(certificate)
        return None
    if case["kind"] == "bundle":
        attestation = Attestation.from_bundle(Bundle.from_json(case["text"]))
    else:
        attestation = Attestation.model_validate_json(case["text"])
    distribution = Distribution(
        name=case["distribution"]["name"], digest=case["distribution"]["sha256"]
    )
    # The one thing that is not as on PyPI: whose signatures are trusted.
    Verifier.production = staticmethod(lambda *, offline=False: verifier_of(case["root"]))
    return attestation.verify(publisher, distribution)[0]


def verdict(case, verifier_of):
    try:
        kind = judge(case, verifier_of)
        return {"accepted": True} if kind is None else {"accepted": True, "predicateType": kind}
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
