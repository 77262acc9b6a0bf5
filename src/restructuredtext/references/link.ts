import { stripSpace } from '../../text/python-text.ts';
import { SIMPLE_NAME } from '../characters.ts';
import { normalizeName, normalizeSpace, uriOf, withoutEscapes } from '../escapes.ts';

const REFERENCE = new RegExp(`^(?:(${SIMPLE_NAME})_|\`(?! )(.+?)(?<![\\s\\0])\`_)$`, 'v');

/** What a target leads to: another name, or a URI, which is empty for a place in the text. */
export interface Link {
  readonly refersTo?: string;
  readonly uri?: string;
}

/** Reads the lines behind a target's name, their escapes marked. */
export function linkOf(lines: readonly string[]): Link {
  if (lines.at(-1)?.endsWith('_')) {
    const match = REFERENCE.exec(normalizeSpace(lines.join(' ')));
    const name = match?.[1] ?? match?.[2];
    if (name !== undefined) return { refersTo: normalizeName(withoutEscapes(name)) };
  }
  return { uri: stripSpace(uriOf(lines.join(' '))) };
}
