"""The judge of descriptions: readme_renderer, which PyPI and twine render with.

Reads from stdin a JSON array of texts. Writes {"docutils", "readme_renderer": versions, "verdicts":
[...]} to stdout; a verdict is null for a text that renders, else {"line", "level", "text"} of the
system message that docutils stopped at; "line" is null where it names none, and "level" is null
where readme_renderer itself had nothing to show or docutils fell over.
"""

import io
import json
import re
import signal
import sys
from importlib.metadata import version

from docutils.parsers.rst import roles
from readme_renderer import rst

MESSAGE = re.compile(r"<string>:(\d+|None)?: \((\w+/\d)\) (.*)", re.DOTALL)
SECONDS = 20


class TooSlow(BaseException):
    pass


def too_slow(*_):
    raise TooSlow


signal.signal(signal.SIGALRM, too_slow)


def verdict(text):
    # docutils keeps the roles that a text defines for the texts after it.
    roles._roles.clear()
    stream = io.StringIO()
    signal.alarm(SECONDS)
    try:
        rendered = rst.render(text, stream=stream)
    except (Exception, TooSlow) as error:
        return {"line": None, "level": None, "text": f"{type(error).__name__}: {error}"[:200]}
    finally:
        signal.alarm(0)
    if rendered is not None:
        return None
    said = stream.getvalue().strip()
    match = MESSAGE.match(said)
    if match is None:
        return {"line": None, "level": None, "text": said[:200]}
    line, level, message = match.groups()
    # What follows a blank line quotes the source.
    message = " ".join(message.split("\n\n")[0].split())
    return {"line": int(line) if line not in (None, "None") else None, "level": level, "text": message[:200]}


json.dump(
    {
        "docutils": version("docutils"),
        "readme_renderer": version("readme_renderer"),
        "verdicts": [verdict(text) for text in json.load(sys.stdin)],
    },
    sys.stdout,
)
