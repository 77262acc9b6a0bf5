"""The one thing that is not as on a runner: the Sigstore instance comes from a file, not by TUF."""

import os
from pathlib import Path

from sigstore.models import ClientTrustConfig


def from_file(*, offline: bool = False) -> ClientTrustConfig:
    return ClientTrustConfig.from_json(Path(os.environ["BENCH_TRUST_CONFIG"]).read_text())
