/**
 * Whether a glob of download-artifact's `pattern` may match an artifact's name, whose
 * expressions (`${{ … }}`) may stand for anything.
 */
export function evaluateGlob(pattern: string, name: string): boolean {
  if (/[[\]{}!()|]|\$\{\{/.test(pattern)) return true;
  const [start = '', ...rest] = name.split(/\$\{\{.{0,300}?\}\}/);
  if (rest.length === 0) return globMatches(pattern, name);
  const literal = pattern.split(/[*?]/)[0] ?? '';
  return literal.startsWith(start) || start.startsWith(literal);
}

/** `*` and `?`, with one place to go back to: linear in practice, at worst the product of both. */
function globMatches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let from = 0;
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at;
      from = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      index = from;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
