import { isSpace } from '../../text/python-text.ts';
import { addExplicitTarget, report } from '../document.ts';
import { normalizeName, normalizeSpace, withoutEscapes } from '../escapes.ts';
import type { Inline, InlineText } from './inline-text.ts';

/** Start-strings: what ends each, and what docutils calls it. */
const DELIMITERS: Readonly<Record<string, { readonly end: string; readonly name: string }>> = {
  '*': { end: '*', name: 'emphasis' },
  '**': { end: '**', name: 'strong' },
  '``': { end: '``', name: 'literal' },
  '_`': { end: '`', name: 'target' },
  '|': { end: '|', name: 'substitution_reference' },
};

/** `*emphasis*`, `**strong**`, ``literal``, _`target`, |substitution|. */
export function delimitedText(
  input: InlineText,
  start: number,
  candidate: string,
): Inline | undefined {
  const delimiter = DELIMITERS[candidate];
  const inside = start + candidate.length;
  if (delimiter === undefined || !input.canStart(start) || !input.hasText(inside)) return undefined;
  if (candidate === '|' && input.text.charAt(inside) === '|') return undefined;
  const asText = { start, end: inside, plain: candidate };
  if (input.isQuoted(start, inside)) return asText;
  const found = findEnd(input, candidate, delimiter.end, inside);
  if (found === undefined) {
    const text = `Inline ${delimiter.name} start-string without end-string.`;
    report(input.document, 'unclosed-inline-markup', input.line(start), text);
    return asText;
  }
  const { at, end } = found;
  const content = input.text.slice(inside, at);
  if (candidate === '``') return { start, end, plain: content.replaceAll('\0', '\\') };
  note(input, candidate, start, withoutEscapes(content), input.text.slice(at + 1, end));
  return { start, end, plain: content };
}

function note(input: InlineText, candidate: string, start: number, text: string, suffix: string) {
  const { document } = input;
  const line = input.line(start);
  if (candidate === '_`') {
    document.identified.push({ name: text, line });
    addExplicitTarget(document, normalizeName(text), { line });
  } else if (candidate === '|') {
    document.substitutionReferences.push({ name: normalizeSpace(text), line });
    if (suffix === '__') {
      document.anonymousReferences.push({ name: text, line });
    } else if (suffix === '_') {
      document.references.push({ name: normalizeName(text), line });
    }
  }
}

/** The first place that can end it; none if that leaves nothing inside. */
function findEnd(
  input: InlineText,
  candidate: string,
  endString: string,
  inside: number,
): { readonly at: number; readonly end: number } | undefined {
  if (input.exhausted.has(candidate)) return undefined;
  for (let at = input.text.indexOf(endString, inside); at !== -1; ) {
    const end = endAt(input, candidate, at, endString.length, inside);
    if (end !== undefined) return at === inside ? undefined : { at, end };
    at = input.text.indexOf(endString, at + 1);
  }
  input.exhausted.add(candidate);
  return undefined;
}

/** Where an end-string at an index ends, with the underscores of `|name|_`. */
function endAt(
  input: InlineText,
  candidate: string,
  at: number,
  length: number,
  inside: number,
): number | undefined {
  const before = input.text.charAt(at - 1);
  const isBlocked = at > inside && (isSpace(before) || (before === '\0' && candidate !== '``'));
  if (isBlocked) return undefined;
  const underscores = candidate === '|' ? /^_{0,2}/.exec(input.text.slice(at + 1, at + 3)) : null;
  for (let more = underscores?.[0].length ?? 0; more >= 0; more--) {
    if (input.canEnd(at + length + more)) return at + length + more;
  }
  return undefined;
}
