"""gh-action-pypi-publish asks Python for each of its inputs, spelt with `-` or with `_`."""

import os
import sys

variable = f"INPUT_{sys.argv[1].upper()}"
print(os.environ.get(variable) or os.environ.get(variable.replace("-", "_"), ""), end="")
