import { type Marker, scanMarker } from './marker.ts';
import { TextScanner } from './text-scanner.ts';
import {
  parseVersionSpecifiers,
  SPECIFIER_PATTERN,
  type VersionSpecifier,
} from './version-specifier.ts';

/** A dependency specifier (PEP 508), such as a value of `Requires-Dist`. */
export interface Requirement {
  /** As written. */
  readonly name: string;
  /** As written, sorted, each once. */
  readonly extras: readonly string[];
  readonly specifiers: readonly VersionSpecifier[];
  /** Of a direct reference, `name @ url`. */
  readonly url: string | undefined;
  readonly marker: Marker | undefined;
}

/** In characters: a pattern takes stack for each character of a quoted text. */
const LONGEST_REQUIREMENT = 32 * 1024;

const SPACE = /[ \t]*/y;
const IDENTIFIER =
  /(?<![\p{L}\p{N}_])[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?(?![\p{L}\p{N}_])/uy;
const SPECIFIER = new RegExp(SPECIFIER_PATTERN, 'iy');
/** After a clause: what makes a wild card or a local version of one that must not have it. */
const WRONG_TRAIL = /\.\*|\+[a-z0-9]/y;

/**
 * Reads a requirement with the verdicts of `packaging.requirements.Requirement` 26.3, which
 * takes more than PEP 508: a trailing comma, empty brackets.
 * @returns undefined where it is none
 */
export function parseRequirement(text: string): Requirement | undefined {
  if (text.length > LONGEST_REQUIREMENT) return undefined;
  const scanner = new TextScanner(text);
  scanner.skip(SPACE);
  const name = scanner.take(IDENTIFIER);
  scanner.skip(SPACE);
  const extras = name === undefined ? undefined : scanExtras(scanner);
  scanner.skip(SPACE);
  if (name === undefined || extras === undefined) return undefined;
  const version = scanner.skip(/@/y) ? scanUrl(scanner) : scanSpecifiers(scanner);
  if (version === undefined) return undefined;
  let marker: Marker | undefined;
  if (!scanner.isAtEnd) {
    marker = scanner.skip(/;/y) ? scanMarker(scanner) : undefined;
    scanner.skip(SPACE);
    if (marker === undefined || !scanner.isAtEnd) return undefined;
  }
  return { name, extras, ...version, marker };
}

type Version = Pick<Requirement, 'specifiers' | 'url'>;

function scanExtras(scanner: TextScanner): string[] | undefined {
  if (!scanner.skip(/\[[ \t]*/y)) return [];
  const extras = new Set<string>();
  let extra = scanner.take(IDENTIFIER);
  while (extra !== undefined) {
    extras.add(extra);
    scanner.skip(SPACE);
    if (!scanner.skip(/,[ \t]*/y)) break;
    extra = scanner.take(IDENTIFIER);
    if (extra === undefined) return undefined;
  }
  scanner.skip(SPACE);
  return scanner.skip(/\]/y) ? [...extras].sort() : undefined;
}

/** A URL ends at white space; a marker needs some before its semicolon. */
function scanUrl(scanner: TextScanner): Version | undefined {
  scanner.skip(SPACE);
  const url = scanner.take(/[^ \t]+/y);
  scanner.skip(SPACE);
  return url === undefined ? undefined : { specifiers: [], url };
}

function scanSpecifiers(scanner: TextScanner): Version | undefined {
  const isBracketed = scanner.skip(/\(/y);
  scanner.skip(SPACE);
  let text = '';
  for (;;) {
    const clause = scanner.take(SPECIFIER);
    if (clause === undefined) break;
    text += clause;
    if (scanner.skip(WRONG_TRAIL)) return undefined;
    scanner.skip(SPACE);
    if (!scanner.skip(/,[ \t]*/y)) break;
    text += ',';
  }
  scanner.skip(SPACE);
  if (isBracketed && !scanner.skip(/\)/y)) return undefined;
  scanner.skip(SPACE);
  // `===` takes commas too, so that only the whole text tells where its clauses end.
  const specifiers = parseVersionSpecifiers(text);
  return specifiers && { specifiers, url: undefined };
}
