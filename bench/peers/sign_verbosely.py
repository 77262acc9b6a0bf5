"""Signs every distribution of a folder with one certificate, with sigstore's log at DEBUG."""

import logging
import sys
from pathlib import Path

from pypi_attestations import Attestation, Distribution
from sigstore.oidc import IdentityToken, detect_credential
from sigstore.sign import SigningContext

import trust_config

log = logging.getLogger("sigstore")
log.setLevel(logging.DEBUG)
log.addHandler(logging.StreamHandler())

token = IdentityToken(detect_credential())
folder = Path(sys.argv[1])
paths = [*folder.glob("*.tar.gz"), *folder.glob("*.whl")]
targets = {path: Path(f"{path}.publish.attestation") for path in paths}
if any(target.exists() for target in targets.values()):
    sys.exit("there are attestations already")

context = SigningContext.from_trust_config(trust_config.from_file())
with context.signer(token, cache=True) as signer:
    for path, target in targets.items():
        attestation = Attestation.sign(signer, Distribution.from_file(path))
        target.write_text(attestation.model_dump_json(), encoding="utf-8")
        print(f"::debug::{target}", file=sys.stderr)
