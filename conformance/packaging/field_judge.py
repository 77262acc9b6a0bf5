"""The judge of metadata fields: what PyPI takes for each, as of 2026-08.

packaging, email-validator, rfc3986 and trove-classifiers are what PyPI calls; what it adds is
written here anew from its behaviour. Reads from stdin {kind: [text]} and writes an object of the
same keys to stdout: for each text what is read of it, null where PyPI would not take it.
"""

import email.utils
import json
import re
import sys
from email._parseaddr import AddressList

import email_validator
import rfc3986
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.metadata import InvalidMetadata, Metadata
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from rfc3986.exceptions import ValidationError
from rfc3986.validators import Validator

URL = Validator().allow_schemes("http", "https").require_presence_of("scheme")
URL.check_validity_of("scheme", "host", "port", "path", "query")


def marker(tree):
    """A marker as nested lists of [left, operator, right] and "and", "or"."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, tuple):
        left, operator, right = tree
        return [operand(left), str(operator), operand(right)]
    return [marker(each) for each in tree]


def operand(node):
    return {type(node).__name__.lower(): str(node)}


def requirement(text):
    try:
        read = Requirement(text)
    except (InvalidRequirement, RecursionError):
        return None
    tree = None if read.marker is None else marker(read.marker._markers)
    return [read.name, sorted(read.extras), sorted(map(str, read.specifier)), read.url, tree]


def specifiers(text):
    try:
        return sorted(map(str, SpecifierSet(text)))
    except InvalidSpecifier:
        return None


def license_expression(text):
    try:
        return canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return None


def url(text):
    try:
        URL.validate(rfc3986.uri_reference(text).normalize())
    except ValidationError:
        return None
    return True


def has_balanced_comments(text):
    """What email.utils of Python 3.13 and later demands before it parses."""
    text = re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.DOTALL)
    depth = 0
    for mark in re.findall(r"\\.|[()]", text, flags=re.DOTALL):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if depth < 0:
            return False
    return depth == 0


def author_email(text):
    """The strict email.utils.parseaddr of Python 3.14, which PyPI runs on."""
    found = AddressList(text).addresslist if has_balanced_comments(text) else []
    address = found[0][1] if len(found) == 1 and "[" not in found[0][1] else ""
    if not address:
        return ""
    try:
        email_validator.validate_email(address, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return None
    return address


def field(name):
    def judge(text):
        raw = {"metadata_version": "2.5", "name": "x", "version": "1", name: text}
        try:
            getattr(Metadata.from_raw(raw, validate=False), name)
        except InvalidMetadata:
            return None
        return True

    return judge


def list_field(name):
    judge = field(name)
    return lambda text: judge([text])


def dynamic(text):
    """packaging would let Dynamic itself pass; PyPI's own list does not have it."""
    return None if text.lower() == "dynamic" else list_field("dynamic")(text)


JUDGES = {
    "requirements": requirement,
    "specifiers": specifiers,
    "licenses": license_expression,
    "urls": url,
    "emails": author_email,
    "contentTypes": field("description_content_type"),
    "summaries": field("summary"),
    "importNames": list_field("import_names"),
    "licenseFiles": list_field("license_files"),
    "extras": list_field("provides_extra"),
    "dynamic": dynamic,
}

if __name__ == "__main__":
    asked = json.load(sys.stdin)
    answers = {kind: [JUDGES[kind](text) for text in texts] for kind, texts in asked.items()}
    json.dump(answers, sys.stdout)
