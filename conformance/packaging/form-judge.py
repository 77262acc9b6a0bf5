"""The judge of whole upload forms: the metadata checks of PyPI's upload view, as of 2026-08.

`packaging.metadata.Metadata.from_raw` and what PyPI adds to it, written here anew from its
behaviour. Reads from stdin a JSON array of forms, each an array of [name, value]; writes for each
a sorted array of the metadata fields (header names, lower-case) that it would be refused for.
"""

import json
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path

from packaging import metadata as core
from packaging.requirements import InvalidRequirement, Requirement
from trove_classifiers import all_classifiers, deprecated_classifiers

sys.path.insert(0, str(Path(__file__).parent))
fields = import_module("field_judge")

VERSIONS = {"1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5"}
HEADERS = {raw: header for header, raw in core._EMAIL_TO_RAW_MAPPING.items()}
SINGULAR = ("platforms", "supported_platforms", "license_files", "import_names", "import_namespaces")
FORM_TO_RAW = {(raw[:-1] if raw in SINGULAR else raw): raw for raw in HEADERS}


def cleaned(form):
    """Values by form name; what is UNKNOWN is dropped, NUL is escaped."""
    values = defaultdict(list)
    for name, value in form:
        values[name].append(value)
    for name in list(values):
        last = values[name][-1]
        if last.strip() == "UNKNOWN":
            del values[name]
        elif "\0" in last:
            values[name] = [last.replace("\0", "\\x00")]
    return values


def raw_metadata(values, refused):
    raw = {}
    for name, given in values.items():
        key = FORM_TO_RAW.get(name)
        if key is None or given == [""]:
            continue
        if key in core._LIST_FIELDS:
            raw[key] = given
        elif key == "project_urls":
            try:
                raw[key] = core._parse_project_urls(given)
            except KeyError:
                refused.add(HEADERS[key])
        elif len(given) != 1:
            refused.add(HEADERS[key])
        elif key == "keywords":
            raw[key] = core._parse_keywords(given[0])
        else:
            raw[key] = given[0]
    return raw


def refusals(form):
    refused = set()
    raw = raw_metadata(cleaned(form), refused)
    # PyPI stops at repeated fields; going on shows what else there is.
    try:
        core.Metadata.from_raw(dict(raw))
    except core.ExceptionGroup as group:
        refused |= {error.field for error in group.exceptions}
    if raw.get("metadata_version") not in VERSIONS:
        refused.add("metadata-version")
    if "+" in raw.get("version", ""):
        refused.add("version")
    if len(raw.get("summary", "")) > 512:
        refused.add("summary")
    for key in ("author_email", "maintainer_email"):
        if fields.author_email(raw.get(key, "")) is None:
            refused.add(HEADERS[key])
    classifiers = set(raw.get("classifiers", ()))
    if classifiers - set(all_classifiers) or classifiers & set(deprecated_classifiers):
        refused.add("classifier")
    for key in ("home_page", "download_url"):
        if key in raw and not fields.url(raw[key]):
            refused.add(HEADERS[key])
    for label, url in raw.get("project_urls", {}).items():
        if not 1 <= len(label) <= 32 or not url or not fields.url(url):
            refused.add("project-url")
    for key in ("requires_dist", "provides_dist", "obsoletes_dist"):
        for text in raw.get(key, ()):
            try:
                if Requirement(text).url is not None:
                    refused.add(HEADERS[key])
            except InvalidRequirement:
                refused.add(HEADERS[key])
    if "dynamic" in map(str.lower, raw.get("dynamic", ())):
        refused.add("dynamic")
    if raw.get("license") and raw.get("license_expression"):
        refused.add("license")
    return sorted(refused)


json.dump([refusals(form) for form in json.load(sys.stdin)], sys.stdout)
