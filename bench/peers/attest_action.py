"""Signs the distributions that its arguments name, and writes a table of log entries.

Ends with an upload token, which `uv publish` fetches itself, but never from a loopback index.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from pypi_attestations import Attestation, Distribution
from sigstore.oidc import IdentityToken, detect_credential
from sigstore.sign import SigningContext

import trust_config
from token_exchange import upload_token

distributions = [(Path(name), Distribution.from_file(Path(name))) for name in sys.argv[1:]]
token = IdentityToken(detect_credential())
if any(Path(f"{path}.publish.attestation").exists() for path, _ in distributions):
    sys.exit("there are attestations already")

rows = ["| Distribution | Log index | Time |", "| --- | --- | --- |"]
context = SigningContext.from_trust_config(trust_config.from_file())
with context.signer(identity_token=token) as signer:
    for path, distribution in distributions:
        attestation = Attestation.sign(signer, distribution)
        Path(f"{path}.publish.attestation").write_text(attestation.model_dump_json())
        entry = attestation.verification_material.transparency_entries[0]
        time = datetime.fromtimestamp(int(entry["integratedTime"])).isoformat()
        rows.append(f"| {distribution.name} | {entry['logIndex']} | {time} |")
with open(os.environ["GITHUB_STEP_SUMMARY"], "a", encoding="utf-8") as summary:
    summary.write("\n".join(rows) + "\n")
print(upload_token())
