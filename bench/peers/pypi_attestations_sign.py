"""The command `pypi-attestations`, with another Sigstore."""

from pypi_attestations import _cli
from sigstore.models import ClientTrustConfig

import trust_config

ClientTrustConfig.production = staticmethod(trust_config.from_file)
_cli.main()
