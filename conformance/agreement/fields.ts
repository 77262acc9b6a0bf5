import type { Chance } from '../packaging/chance.ts';
import type { Case, Evidence } from './case.ts';
import { arrayCases } from './field/arrays.ts';
import { base64Cases } from './field/base64.ts';
import { checkpointCases } from './field/checkpoints.ts';
import { memberCases } from './field/members.ts';
import { numberCases } from './field/numbers.ts';
import { type Path, pathText, replaced, valueAt, values } from './json-path.ts';

/** A real attestation or an own one, that both judges accept as it is. */
export interface Base extends Evidence {
  readonly name: string;
}

/** Members whose text is base64. */
const BASE64 = new Set([
  'certificate',
  'keyId',
  'signedEntryTimestamp',
  'rootHash',
  'canonicalizedBody',
  'statement',
  'signature',
]);
const NUMBERS = new Set(['logIndex', 'treeSize', 'integratedTime']);

/** Every member dropped, retyped, re-encoded, doubled and taken from one of the others. */
export function* fieldCases(
  bases: readonly Base[],
  others: readonly Base[],
  chance: Chance,
): Generator<Case> {
  for (const base of bases) {
    const document: unknown = JSON.parse(base.text);
    const other = others.find(({ root, text }) => root === base.root && text !== base.text);
    const make = (group: string, what: string, value: unknown): Case => ({
      ...base,
      group,
      name: `${base.name}: ${what}`,
      text: typeof value === 'string' && value.startsWith('{') ? value : JSON.stringify(value),
    });
    for (const [path, value] of values(document)) {
      if (path.length > 0) {
        yield* memberCases(document, path, value, make);
      }
      if (Array.isArray(value)) {
        yield* arrayCases(document, path, value, make);
      } else if (typeof value === 'object' && value !== null) {
        const extra = { ...value, extra: 'member' };
        const group = path.includes('transparency_entries') ? 'entry' : 'outer object';
        yield make(`extra member, ${group}`, pathText(path), replaced(document, path, extra));
      }
      if (other !== undefined && path.length > 0) {
        const theirs = valueAt(JSON.parse(other.text), path);
        if (theirs !== undefined && JSON.stringify(theirs) !== JSON.stringify(value)) {
          const swapped = replaced(document, path, theirs);
          yield make("another attestation's member", pathText(path), swapped);
        }
      }
      if (typeof value === 'string') {
        const name = nameOf(path);
        if (BASE64.has(name)) {
          yield* base64Cases(document, path, value, make, chance);
        } else if (NUMBERS.has(name)) {
          yield* numberCases(document, path, value, make);
        } else if (name === 'envelope') {
          yield* checkpointCases(document, path, value, make);
        } else {
          for (const text of ['', value.toUpperCase(), `${value} `, ` ${value}`, `${value}\0`]) {
            if (text !== value) {
              yield make('text member', pathText(path), replaced(document, path, text));
            }
          }
        }
      }
    }
    for (const kind of ['dsse', 'intoto', 'hashedrekord', 'rekord', '']) {
      for (const version of ['0.0.1', '0.0.2', '0.0.3', '']) {
        if (kind !== 'dsse' || version !== '0.0.1') {
          const path = ['verification_material', 'transparency_entries', 0, 'kindVersion'];
          const text = replaced(document, path, { kind, version });
          yield make('kind of entry', `${kind} ${version}`, text);
        }
      }
    }
  }
}

/** The member that a value belongs to; that of the array for its items. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  return last === 0 || typeof last === 'number'
    ? path.at(-2) === 'hashes'
      ? 'keyId'
      : ''
    : `${last}`;
}
