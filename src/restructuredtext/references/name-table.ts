import { stripSpace } from '../../text/python-text.ts';
import { SIMPLE_NAME } from '../characters.ts';
import { normalizeName, normalizeSpace, uriOf, withoutEscapes } from '../escapes.ts';

/** What a name stands for: a link target, a section, a footnote. */
export interface LinkTarget {
  readonly line: number;
  /** Where it leads outside of the document. */
  readonly uri?: string;
  /** The name of the target that it stands for. */
  readonly refersTo?: string;
}

interface Entry {
  isExplicit: boolean;
  /** Undefined where two of equal rank claim the name. */
  target: LinkTarget | undefined;
}

/**
 * Reference names and what they stand for. Explicit targets (`.. _name:`, footnotes) go before
 * implicit ones (section titles, links with an embedded URI); two of a rank make a name useless
 * unless they lead to the same place.
 */
export class NameTable {
  readonly #entries = new Map<string, Entry>();

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The target; undefined for a name that is taken twice, or not at all (see `has`). */
  get(name: string): LinkTarget | undefined {
    return this.#entries.get(name)?.target;
  }

  /** @returns Whether it was free; docutils has a message (INFO/1) where it was not. */
  addImplicit(name: string, target: LinkTarget): 'free' | 'taken' {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      this.#entries.set(name, { isExplicit: false, target });
      return 'free';
    }
    if (!entry.isExplicit && !leadsToSamePlace(entry.target, target)) entry.target = undefined;
    return 'taken';
  }

  /** @returns 'duplicate' if it belongs to another explicit target. */
  addExplicit(name: string, target: LinkTarget): 'free' | 'taken' | 'duplicate' {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      this.#entries.set(name, { isExplicit: true, target });
      return 'free';
    }
    const { isExplicit: wasExplicit, target: old } = entry;
    entry.isExplicit = true;
    if (leadsToSamePlace(old, target)) return 'taken';
    entry.target = wasExplicit ? undefined : target;
    if (wasExplicit) return 'duplicate';
    return old === undefined ? 'free' : 'taken';
  }
}

function leadsToSamePlace(old: LinkTarget | undefined, target: LinkTarget): boolean {
  if (old === undefined) return false;
  return (
    (target.uri !== undefined && target.uri === old.uri) ||
    (target.refersTo !== undefined && target.refersTo === old.refersTo)
  );
}

const REFERENCE = new RegExp(`^(?:(${SIMPLE_NAME})_|\`(?! )(.+?)(?<![\\s\\0])\`_)$`, 'v');

/** What a target leads to: another name, or a URI, which is empty for a place in the text. */
interface Link {
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
