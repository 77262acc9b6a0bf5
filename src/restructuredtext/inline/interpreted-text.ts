import { isSpace } from '../../text/python-text.ts';
import { SIMPLE_NAME } from '../characters.ts';
import { report } from '../document.ts';
import type { Inline, InlineText } from './inline-text.ts';
import { phraseReference } from './phrase-reference.ts';
import { applyRole } from './role.ts';

const SUFFIX = new RegExp(`\`(:${SIMPLE_NAME}:)?(__?)?`, 'vy');

/** `` `text` ``, `` :role:`text` ``, `` `text`:role: ``, `` `phrase`_ ``. */
export function interpretedText(
  input: InlineText,
  start: number,
  candidate: string,
): Inline | undefined {
  const inside = start + candidate.length;
  if (!input.canStart(start) || !input.hasText(inside)) return undefined;
  const prefix = candidate.slice(1, -2);
  const asText = { start, end: inside, plain: candidate };
  if (prefix === '' && input.isQuoted(start, inside)) return asText;
  const found = findEnd(input, inside);
  const line = input.line(start);
  if (found === undefined) {
    const text = 'Inline interpreted text or phrase reference start-string without end-string.';
    report(input.document, 'unclosed-inline-markup', line, text);
    return asText;
  }
  const { at, end } = found;
  const content = input.text.slice(inside, at);
  const suffix = input.text.slice(at + 1, end);
  const problem = conflict(prefix, suffix);
  if (problem !== undefined) {
    report(input.document, 'role-and-reference', line, problem);
    return { start, end, plain: content };
  }
  if (suffix.endsWith('_')) {
    return { start, end, plain: phraseReference(input.document, content, suffix, line) };
  }
  const role = prefix || suffix.slice(1, -1);
  return { start, end, plain: applyRole(input.document, role, content, line) };
}

function conflict(prefix: string, suffix: string): string | undefined {
  if (prefix !== '' && suffix.startsWith(':')) {
    return 'Multiple roles in interpreted text (both prefix and suffix present; only one allowed).';
  }
  if (suffix.endsWith('_') && (prefix !== '' || suffix.startsWith(':'))) {
    const position = prefix === '' ? 'suffix' : 'prefix';
    return `Mismatch: both interpreted text role ${position} and reference suffix.`;
  }
  return undefined;
}

function findEnd(
  input: InlineText,
  inside: number,
): { readonly at: number; readonly end: number } | undefined {
  if (input.exhausted.has('`')) return undefined;
  for (let at = input.text.indexOf('`', inside); at !== -1; at = input.text.indexOf('`', at + 1)) {
    const end = isAfterSpace(input, at, inside) ? undefined : endAt(input, at);
    if (end !== undefined) return { at, end };
  }
  input.exhausted.add('`');
  return undefined;
}

/** White space that is escaped may stand before the end. */
function isAfterSpace({ text }: InlineText, at: number, inside: number): boolean {
  const before = text.charAt(at - 1);
  if (at <= inside || (before !== '\0' && !isSpace(before))) return false;
  return at - 2 < inside || text.charAt(at - 2) !== '\0';
}

/** The end of the longest suffix after which markup may end. */
function endAt(input: InlineText, at: number): number | undefined {
  SUFFIX.lastIndex = at;
  const [, role = '', underscores = ''] = input.next(SUFFIX) ?? [];
  const lengths = [2, 1, 0]
    .filter((count) => count <= underscores.length)
    .map((count) => 1 + role.length + count);
  const length = [...lengths, 1].find((each) => input.canEnd(at + each));
  return length === undefined ? undefined : at + length;
}
