"""Downloads distributions by file name through pip's own index client, so that its
configuration (index, proxy, certificates, retries) holds. Unlike `pip download`, nothing of an
sdist is ever run, and wheels of any platform can be had.

Reads a JSON array of {"filename", "project", "sha256"} from stdin; argv[1] is the folder, and
what follows are options of `pip download`, such as --index-url.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

from pip._internal.commands import create_command
from pip._internal.index.collector import LinkCollector, parse_links
from pip._internal.models.link import Link


def links(collector, project):
    for location in collector.search_scope.get_index_urls_locations(project):
        page = collector.fetch_response(Link(location))
        for link in parse_links(page) if page is not None else ():
            yield link.filename, link


def main(folder, *pip_options):
    wanted = json.load(sys.stdin)
    command = create_command("download")
    options, _ = command.parse_args(list(pip_options))
    with command.main_context():
        session = command.get_default_session(options)
        collector = LinkCollector.create(session, options=options)
        listed = {}
        for entry in wanted:
            if entry["project"] not in listed:
                listed[entry["project"]] = dict(links(collector, entry["project"]))
            link = listed[entry["project"]].get(entry["filename"])
            if link is None:
                raise SystemExit(f"{entry['filename']} is not on the index that pip is configured with")
            answer = session.get(link.url_without_fragment, headers={"Accept-Encoding": "identity"})
            answer.raise_for_status()
            digest = hashlib.sha256(answer.content).hexdigest()
            if digest != entry["sha256"]:
                raise SystemExit(f"{entry['filename']} has other bytes: SHA-256 {digest}")
            # Whole or not at all: another suite may be looking for the same file.
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as written:
                written.write(answer.content)
            Path(written.name).rename(Path(folder, entry["filename"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
