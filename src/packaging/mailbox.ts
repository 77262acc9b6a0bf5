import { TextScanner } from './text-scanner.ts';

const BLANK = /[ \t\r\n]+/y;
const ATOM = /[^()<>@,:;."[\] \t\r\n]+/y;
/** Dots may stand in a display name. */
const PHRASE_WORD = /[^()<>@,:;"[\] \t\r\n]+/y;
const QUOTED = /"(?:[^"\\\r]|\\[\s\S])*(?:["\r]|\\?$)/y;
const DOMAIN_LITERAL = /\[(?:[^\]\\\r]|\\[\s\S])*(?:[\]\r]|\\?$)/y;

/** Deeper comments and groups exist only to exhaust a reader's stack. */
const MOST_NESTED = 50;

/**
 * The address of `Author-email` or `Maintainer-email` that PyPI validates: what Python's
 * `email.utils.parseaddr` finds (3.14, strict): nothing where there are several addresses or
 * unbalanced brackets. What is no address at all comes out as its first word.
 * @returns an empty text where PyPI validates nothing
 */
export function soleAddress(text: string): string {
  if (!hasBalancedComments(text)) return '';
  const scanner = new TextScanner(text);
  const addresses: string[] = [];
  // Two are several.
  while (!scanner.isAtEnd && addresses.length < 2) {
    const found = scanAddress(scanner);
    addresses.push(...(found.length > 0 ? found : ['']));
  }
  const [address = ''] = addresses;
  return addresses.length > 1 || address.includes('[') ? '' : address;
}

function hasBalancedComments(text: string): boolean {
  let depth = 0;
  for (const [mark] of withoutQuoted(text).matchAll(/\\[\s\S]|[()]/g)) {
    if (mark === '(') depth += 1;
    if (mark === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Without its quoted parts. Behind a quote that nothing closes no other is closed either. */
function withoutQuoted(text: string): string {
  let plain = '';
  let from = 0;
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', from)) {
    const end = closingQuote(text, start);
    if (end === -1) break;
    plain += text.slice(from, start);
    from = end + 1;
  }
  return plain + text.slice(from);
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** One address, or the members of a group. */
function scanAddress(scanner: TextScanner, depth = 0): string[] {
  skipComments(scanner);
  const start = scanner.position;
  const words = scanPhrase(scanner);
  skipComments(scanner);
  let found = words.slice(0, 1);
  const next = scanner.text[scanner.position];
  if (next === '.' || next === '@') {
    scanner.position = start;
    found = [scanAddrSpec(scanner)];
  } else if (next === ':') {
    found = scanGroup(scanner, depth + 1);
  } else if (next === '<') {
    found = [scanRoute(scanner)];
  } else if (words.length === 0 && !scanner.isAtEnd) {
    scanner.position += 1;
  }
  skipComments(scanner);
  scanner.skip(/,/y);
  return found;
}

function scanGroup(scanner: TextScanner, depth: number): string[] {
  const members: string[] = [];
  scanner.position = depth > MOST_NESTED ? scanner.text.length : scanner.position + 1;
  while (!scanner.isAtEnd && members.length < 2) {
    skipComments(scanner);
    if (scanner.skip(/;/y)) break;
    members.push(...scanAddress(scanner, depth));
  }
  return members;
}

/** `<…>`; what stands before the address proper (a route) counts for nothing. */
function scanRoute(scanner: TextScanner): string {
  scanner.position += 1;
  skipComments(scanner);
  while (!scanner.isAtEnd) {
    if (scanner.skip(/>/y)) return '';
    if (scanner.skip(/@/y)) scanDomain(scanner);
    else if (!scanner.skip(/:/y)) {
      const address = scanAddrSpec(scanner);
      scanner.position += 1;
      return address;
    }
    skipComments(scanner);
  }
  return '';
}

function scanAddrSpec(scanner: TextScanner): string {
  let local = '';
  for (;;) {
    const blank = skipComments(scanner);
    const dot = scanner.take(/\./y);
    const word = dot ?? scanner.take(QUOTED) ?? scanner.take(ATOM);
    // Blanks around dots, and at the end, are dropped; others stay.
    if (word === undefined) break;
    local += dot !== undefined || local === '' || local.endsWith('.') ? word : blank + word;
  }
  if (!scanner.skip(/@/y)) return local;
  skipComments(scanner);
  const domain = scanDomain(scanner);
  return domain === '' ? '' : `${local}@${domain}`;
}

function scanDomain(scanner: TextScanner): string {
  let domain = '';
  for (;;) {
    skipComments(scanner);
    if (scanner.text[scanner.position] === '@') return '';
    const part = scanner.take(/\./y) ?? scanner.take(DOMAIN_LITERAL) ?? scanner.take(ATOM);
    if (part === undefined) return domain;
    domain += part;
  }
}

function scanPhrase(scanner: TextScanner): string[] {
  const words: string[] = [];
  for (;;) {
    skipComments(scanner);
    const quoted = scanner.take(QUOTED);
    const word = quoted?.slice(1, -1) ?? scanner.take(PHRASE_WORD);
    if (word === undefined) return words;
    words.push(word);
  }
}

/** Skips white space and comments; returns the blanks among it, without line ends. */
function skipComments(scanner: TextScanner): string {
  let blanks = '';
  for (;;) {
    const blank = scanner.take(BLANK);
    if (blank !== undefined) blanks += blank.replaceAll(/[\r\n]/g, '');
    else if (!skipComment(scanner, 0)) return blanks;
  }
}

function skipComment(scanner: TextScanner, depth: number): boolean {
  if (!scanner.skip(/\(/y)) return false;
  while (!scanner.isAtEnd && !scanner.skip(/[)\r]/y)) {
    if (depth < MOST_NESTED && skipComment(scanner, depth + 1)) continue;
    scanner.take(/\\[\s\S]|[\s\S]/y);
  }
  return true;
}
