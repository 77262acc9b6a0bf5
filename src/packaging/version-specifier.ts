import { PYTHON_SPACE, stripSpace } from '../text/python-text.ts';

/** One clause of a version specifier (PEP 440). */
export interface VersionSpecifier {
  readonly operator: string;
  /** As written; any text after `===`. */
  readonly version: string;
}

/** In characters: a pattern takes stack for each part of a version. */
const LONGEST_SPECIFIERS = 32 * 1024;

const RELEASE = 'v?(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)';
const PRE = '(?:[-_.]?(?:alpha|beta|preview|pre|a|b|c|rc)[-_.]?[0-9]*)?';
const POST = '(?:-[0-9]+|[-_.]?(?:post|rev|r)[-_.]?[0-9]*)?';
const DEV = '(?:[-_.]?dev[-_.]?[0-9]*)?';
const LOCAL = '(?:\\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?';
const SPACE = `[${PYTHON_SPACE}]*`;

/**
 * A clause as `packaging` reads it, the longest that fits: what follows may be anything. Needs
 * the flag `i`. Every quantifier is followed by something it cannot match: no blow-up.
 */
export const SPECIFIER_PATTERN = [
  `===${SPACE}[^${PYTHON_SPACE};)]+`,
  `(?:==|!=)${SPACE}${RELEASE}*(?:\\.\\*|${PRE}${POST}${DEV}${LOCAL})`,
  `~=${SPACE}${RELEASE}+${PRE}${POST}${DEV}`,
  `(?:<=|>=|<|>)${SPACE}${RELEASE}*${PRE}${POST}${DEV}`,
]
  .map((clause) => `(?:${clause})`)
  .join('|');

const CLAUSE = new RegExp(`^(?:${SPECIFIER_PATTERN})$`, 'i');

/**
 * Reads a comma-separated set of clauses with the verdicts of `packaging.specifiers.SpecifierSet`
 * 26.3; empty parts count for nothing. A `===` without a version is refused, as by 26.4.
 * @returns undefined where one of the clauses is none
 */
export function parseVersionSpecifiers(text: string): VersionSpecifier[] | undefined {
  if (text.length > LONGEST_SPECIFIERS) return undefined;
  const clauses = text
    .split(',')
    .map(stripSpace)
    .filter((clause) => clause !== '');
  if (!clauses.every((clause) => CLAUSE.test(clause))) return undefined;
  return clauses.map((clause) => {
    const operator = /^(?:===|[~=!<>]=|[<>])/.exec(clause)?.[0] ?? '';
    return { operator, version: stripSpace(clause.slice(operator.length)) };
  });
}
