"""The command `twine`, with a token of Trusted Publishing, which twine fetches itself for PyPI only."""

import os
import sys

from twine.__main__ import main
from twine.utils import make_requests_session

from token_exchange import upload_token

os.environ["TWINE_PASSWORD"] = upload_token(make_requests_session())
sys.exit(main())
