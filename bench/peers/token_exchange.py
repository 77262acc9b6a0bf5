"""An upload token for the ambient credential, as PyPI's documentation describes the exchange."""

import os
from urllib.parse import urljoin

import requests
from id import detect_credential


def upload_token(session=requests) -> str:
    index = os.environ["BENCH_UPLOAD_URL"]
    audience = session.get(urljoin(index, "/_/oidc/audience"), timeout=30)
    audience.raise_for_status()
    credential = detect_credential(audience.json()["audience"])
    minted = session.post(
        urljoin(index, "/_/oidc/mint-token"), json={"token": credential}, timeout=30
    )
    minted.raise_for_status()
    return minted.json()["token"]


if __name__ == "__main__":
    print(upload_token())
