import { splitAtSpace } from '../../text/python-text.ts';

/** What is wrong with the value of an option, null where it has none; undefined for a good one. */
export type OptionCheck = (value: string | null) => string | undefined;

const MISSING = 'argument required but none supplied';
const UNITS = [
  'em',
  'ex',
  'ch',
  'rem',
  'vw',
  'vh',
  'vmin',
  'vmax',
  'cm',
  'mm',
  'Q',
  'in',
  'pt',
  'pc',
  'px',
];

export const anything: OptionCheck = () => undefined;

export const required: OptionCheck = (value) => (value === null ? MISSING : undefined);

export const flag: OptionCheck = (value) =>
  value === null || splitAtSpace(value).length === 0
    ? undefined
    : `no argument is allowed; "${value}" supplied`;

/** Words of which each has a letter, for that is what a class name begins with. */
export const classNames: OptionCheck = (value) => {
  if (value === null) return MISSING;
  const bad = splitAtSpace(value).find(
    (word) => !/[a-zßæœøđħıłŧƈɗǥɠɦƙƞɵƥʠɍʂƭʉʋƴƶȼɇɉɋɏ]/.test(decomposed(word)),
  );
  return bad === undefined ? undefined : `cannot make "${bad}" into a class name`;
};

function decomposed(word: string): string {
  return word.toLowerCase().normalize('NFKD');
}

/** A whole number as Python's `int` reads it, of at least `least`. */
export function integer(least: number): OptionCheck {
  return (value) => {
    if (value === null) return MISSING;
    const digits = value.trim();
    if (!/^[+-]?[0-9]+(?:_[0-9]+)*$/.test(digits)) {
      return `invalid literal for int() with base 10: '${value}'`;
    }
    if (Number(digits.replaceAll('_', '')) >= least) return undefined;
    return least === 0
      ? 'negative value; must be positive or zero'
      : 'negative or zero value; must be positive';
  };
}

export const percentage: OptionCheck = (value) =>
  integer(0)(value === null ? null : value.replace(/(?<![ %])[ %]+$/, ''));

/** A number alone, or with one of CSS's units. */
export const length: OptionCheck = measure(UNITS);

export const lengthOrPercentage: OptionCheck = measure([...UNITS, '%']);

function measure(units: readonly string[]): OptionCheck {
  return (value) => {
    if (value === null) return MISSING;
    const match = /^(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)) *([a-zA-Zµ]*|%?)$/.exec(value);
    if (match === null) return `"${value}" is no valid measure.`;
    const [, number = '', unit = ''] = match;
    if (Number(number) >= 0 && (unit === '' || units.includes(unit))) return undefined;
    return 'not a positive number or measure of a known unit';
  };
}

/** One of some words, in upper or lower case. */
export function choice(...values: readonly string[]): OptionCheck {
  return (value) => {
    if (value === null) return 'must supply an argument';
    if (values.includes(value.toLowerCase().trim())) return undefined;
    return `"${value}" unknown; choose from ${values.join(', ')}`;
  };
}

/** One of some words, or what another check takes. */
export function wordOr(values: readonly (string | null)[], other: OptionCheck): OptionCheck {
  return (value) => (values.includes(value) ? undefined : other(value));
}

/** Positive numbers, with commas or spaces between them. */
export const positiveIntegers: OptionCheck = (value) =>
  value === null
    ? MISSING
    : numberTexts(value)
        .map(integer(1))
        .find((problem) => problem !== undefined);

/** The parts of such a list. */
export function numberTexts(value: string): string[] {
  return value.includes(',') ? value.split(',') : splitAtSpace(value);
}

const UNICODE = /^(?:(?:0x|x|\\x|U\+?|\\u)([0-9a-f]+)|&#x([0-9a-f]+);)$/i;

/** A character, or its code: decimal, hexadecimal, or as XML writes it. */
export function decodeCharacter(text: string): string | undefined {
  const match = UNICODE.exec(text);
  const hex = match?.[1] ?? match?.[2];
  const code = /^[0-9]+$/.test(text) ? Number(text) : Number.parseInt(hex ?? '', 16);
  if (Number.isNaN(code)) return text;
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

export const character: OptionCheck = (value) => {
  if (value === null) return MISSING;
  const decoded = decodeCharacter(value);
  if (decoded !== undefined && Array.from(decoded).length <= 1) return undefined;
  return `'${value}' invalid; must be a single character or a Unicode code`;
};
