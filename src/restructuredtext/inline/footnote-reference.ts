import { SIMPLE_NAME } from '../characters.ts';
import { normalizeName } from '../escapes.ts';
import type { Inline, InlineText } from './inline-text.ts';

const LABEL = new RegExp(`\\[(#(?:${SIMPLE_NAME})?|\\*|${SIMPLE_NAME})\\]_`, 'vy');

/** `[1]_`, `[#]_`, `[#label]_`, `[*]_`, `[citation]_`. */
export function citationOrFootnoteReference(input: InlineText, start: number): Inline | undefined {
  LABEL.lastIndex = start;
  const match = input.next(LABEL);
  if (match === null || !input.canStart(start) || !input.canEnd(LABEL.lastIndex)) return undefined;
  const [whole, label = ''] = match;
  const line = input.line(start);
  const { document } = input;
  const name = normalizeName(label.replace(/^#/, ''));
  document.identified.push({ name, line });
  if (label === '*') {
    document.symbolFootnoteReferences.push({ name, line });
  } else if (label.startsWith('#')) {
    document.autoFootnoteReferences.push({ name, line });
  } else {
    document.references.push({ name, line });
  }
  return { start, end: start + whole.length, plain: /^[#*]/.test(label) ? '' : label };
}
