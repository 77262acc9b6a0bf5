import type { TextScanner } from './text-scanner.ts';

/** A side of a comparison: an environment variable of PEP 508, or a quoted text. */
export type MarkerOperand = { readonly variable: string } | { readonly value: string };

/** One comparison of a marker. */
export interface MarkerComparison {
  readonly left: MarkerOperand;
  /** One of PEP 508's, `in` and `not in` among them. */
  readonly operator: string;
  readonly right: MarkerOperand;
}

/** An environment marker: terms with `and` and `or` between them, as written; brackets nest. */
export type Marker = readonly (MarkerComparison | 'and' | 'or' | Marker)[];

const SPACE = /[ \t]*/y;
const VARIABLE =
  /(?<![\p{L}\p{N}_])(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_(?:release|system)|platform[._](?:version|machine|python_implementation)|python_implementation|implementation_(?:name|version)|extras?|dependency_groups)(?![\p{L}\p{N}_])/uy;
const CONJUNCTION = /(?<![\p{L}\p{N}_])(?:and|or)(?![\p{L}\p{N}_])/uy;
const IN = /(?<![\p{L}\p{N}_])in(?![\p{L}\p{N}_])/uy;
const NOT_IN = /(?<![\p{L}\p{N}_])not[ \t]+in(?![\p{L}\p{N}_])/uy;
const COMPARISON = /===|[=~!<>]=|[<>]/y;
/** `packaging` has the text read as a Python literal: escapes must be whole, a line end must be escaped. */
const QUOTED =
  /'(?:[^'\\\n\r]|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}|[^'xuUN]))*'|"(?:[^"\\\n\r]|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}|[^"xuUN]))*"/y;

/** Deeper ones exist only to exhaust a reader's stack. */
const MOST_NESTED = 100;

/**
 * Reads a marker (PEP 508) from where the scanner stands, with the verdicts of
 * `packaging.markers` 26.3.
 * @returns undefined where there is none
 */
export function scanMarker(scanner: TextScanner, depth = 0): Marker | undefined {
  const marker: (MarkerComparison | 'and' | 'or' | Marker)[] = [];
  for (;;) {
    const term = depth < MOST_NESTED ? scanTerm(scanner, depth) : undefined;
    if (term === undefined) return undefined;
    marker.push(term);
    scanner.skip(SPACE);
    const conjunction = scanner.take(CONJUNCTION);
    if (conjunction === undefined) return marker;
    marker.push(conjunction === 'and' ? 'and' : 'or');
  }
}

function scanTerm(scanner: TextScanner, depth: number): MarkerComparison | Marker | undefined {
  scanner.skip(SPACE);
  if (scanner.skip(/\(/y)) {
    const inner = scanMarker(scanner, depth + 1);
    scanner.skip(SPACE);
    return scanner.skip(/\)/y) ? inner : undefined;
  }
  const left = scanOperand(scanner);
  scanner.skip(SPACE);
  const operator = left && scanOperator(scanner);
  scanner.skip(SPACE);
  const right = operator && scanOperand(scanner);
  return left && operator && right ? { left, operator, right } : undefined;
}

function scanOperator(scanner: TextScanner): string | undefined {
  if (scanner.skip(IN)) return 'in';
  return scanner.skip(NOT_IN) ? 'not in' : scanner.take(COMPARISON);
}

function scanOperand(scanner: TextScanner): MarkerOperand | undefined {
  const variable = scanner.take(VARIABLE)?.replace('.', '_');
  if (variable !== undefined) {
    const isOldName = variable === 'python_implementation';
    return { variable: isOldName ? 'platform_python_implementation' : variable };
  }
  const quoted = scanner.take(QUOTED);
  return quoted === undefined ? undefined : { value: quoted.slice(1, -1) };
}
