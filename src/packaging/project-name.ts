/** The normal form of PEP 503: lower-case, runs of `-`, `_` and `.` become one `-`. */
export function normalizeProjectName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** The names that PyPI takes: ASCII letters, digits, `.`, `_`, `-`, with a letter or digit at both ends (PEP 508). */
export function isProjectName(name: string): boolean {
  return /^(?:[a-z0-9]|[a-z0-9][a-z0-9._-]*[a-z0-9])$/i.test(name);
}
