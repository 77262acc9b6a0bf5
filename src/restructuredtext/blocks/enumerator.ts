/** A list item's number: `1.`, `(a)`, `iv)`, `#.`. */
export interface Enumerator {
  readonly format: '()' | ')' | '.';
  readonly sequence: Sequence;
  readonly ordinal: number;
  /** Characters of the marker with the spaces behind it. */
  readonly length: number;
}

type Sequence = '#' | 'arabic' | 'loweralpha' | 'upperalpha' | 'lowerroman' | 'upperroman';

const MARKER = /^(\(?)([0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|#)([).])(?: +|$)/;
const ROMAN = /^(M{0,4})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;
const ROMAN_DIGITS: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** Tried in this order. */
const SEQUENCES: readonly (readonly [Sequence, RegExp])[] = [
  ['arabic', /^[0-9]+$/],
  ['loweralpha', /^[a-z]$/],
  ['upperalpha', /^[A-Z]$/],
  ['lowerroman', /^[ivxlcdm]+$/],
  ['upperroman', /^[IVXLCDM]+$/],
];

/**
 * Reads the marker at the start of a line. A letter alone may be a Roman numeral as well: in a
 * list of Roman numerals (`expected`) it is one, and so is a first `i`.
 */
export function parseEnumerator(line: string, expected?: Sequence): Enumerator | undefined {
  const match = MARKER.exec(line);
  if (match === null) return undefined;
  const [marker, open, text = '', close] = match;
  if (open === '(' && close !== ')') return undefined;
  const format = open === '(' ? '()' : close === ')' ? ')' : '.';
  const sequence = sequenceOf(text, expected);
  const ordinal = sequence === undefined ? undefined : ordinalOf(text, sequence);
  if (sequence === undefined || ordinal === undefined) return undefined;
  return { format, sequence, ordinal, length: marker.length };
}

/** How the item after this one would begin: with its number, or with `#`. */
export function isFollowedBy({ format, sequence, ordinal }: Enumerator, line: string): boolean {
  const next = sequence === '#' ? '#' : textOf(ordinal + 1, sequence);
  if (next === undefined) return false;
  const [open, close] = format === '()' ? ['(', ')'] : ['', format];
  return line.startsWith(`${open}${next}${close} `) || line.startsWith(`${open}#${close} `);
}

function sequenceOf(text: string, expected: Sequence | undefined): Sequence | undefined {
  if (text === '#') return '#';
  const pattern = SEQUENCES.find(([sequence]) => sequence === expected)?.[1];
  if (pattern?.test(text)) return expected;
  if (expected === undefined && text === 'i') return 'lowerroman';
  if (expected === undefined && text === 'I') return 'upperroman';
  return SEQUENCES.find(([, each]) => each.test(text))?.[0];
}

function ordinalOf(text: string, sequence: Sequence): number | undefined {
  if (sequence === '#') return 1;
  if (sequence === 'arabic') return Number(text);
  if (sequence.endsWith('alpha')) return text.toLowerCase().charCodeAt(0) - 0x60;
  let rest = text.toUpperCase();
  if (!ROMAN.test(rest)) return undefined;
  let ordinal = 0;
  for (const [value, digit] of ROMAN_DIGITS) {
    for (; rest.startsWith(digit); rest = rest.slice(digit.length)) ordinal += value;
  }
  return ordinal;
}

function textOf(ordinal: number, sequence: Sequence): string | undefined {
  if (sequence === 'arabic') return String(ordinal);
  const isLower = sequence.startsWith('lower');
  if (sequence.endsWith('alpha')) {
    return ordinal > 26 ? undefined : String.fromCharCode(ordinal + (isLower ? 0x60 : 0x40));
  }
  if (ordinal > 4999) return undefined;
  let text = '';
  let rest = ordinal;
  for (const [value, digit] of ROMAN_DIGITS) {
    for (; rest >= value; rest -= value) text += digit;
  }
  return isLower ? text.toLowerCase() : text;
}
