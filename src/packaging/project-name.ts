/** The normal form of PEP 503: lower-case, runs of `-`, `_` and `.` become one `-`. */
export function normalizeProjectName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The names that PyPI accepts: ASCII letters, digits, `.`, `_`, `-`, with a letter or digit at both ends (PEP 508). */
export function isProjectName(name: string): boolean {
  return /^(?:[a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9])$/i.test(name);
}

/** Python 3.14's keywords; those that are keywords only in places are good names. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/**
 * Why a value of `Import-Name` or `Import-Namespace` (PEP 794) is none: it must be dotted
 * identifiers, with `; private` after them at most.
 * @returns undefined where it is one
 */
export function importNameDefect(text: string): string | undefined {
  const semicolon = text.indexOf(';');
  const name = semicolon === -1 ? text : text.slice(0, semicolon);
  // A blank in front makes it no identifier.
  for (const identifier of name.trimEnd().split('.')) {
    if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(identifier)) {
      return `${JSON.stringify(identifier)} is no Python identifier`;
    }
    if (KEYWORDS.has(identifier)) return `${identifier} is a Python keyword`;
  }
  if (semicolon !== -1 && text.slice(semicolon + 1).trimStart() !== 'private') {
    return 'only "private" may stand after ";"';
  }
  return undefined;
}
