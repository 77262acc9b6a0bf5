import { stripSpace } from '../../text/python-text.ts';
import { type Document, report } from '../document.ts';
import { withoutEscapes } from '../escapes.ts';

/** Roles that mark text up, in every spelling that docutils accepts. */
const TEXT_ROLES =
  'abbreviation ab acronym ac code emphasis literal math strong subscript sub superscript sup title-reference title t';
/** Roles that docutils knows and does nothing with. */
const UNIMPLEMENTED =
  'index i anonymous-reference citation-reference footnote-reference named-reference substitution-reference uri-reference uri url target restructuredtext-unimplemented-role';

const BUILT_IN = new Map<string, string>([
  ...TEXT_ROLES.split(' ').map((name) => [name, 'text'] as const),
  ...UNIMPLEMENTED.split(' ').map((name) => [name, 'unimplemented'] as const),
  ['pep', 'pep'],
  ['pep-reference', 'pep'],
  ['rfc', 'rfc'],
  ['rfc-reference', 'rfc'],
  ['raw', 'raw'],
]);

/** The name of the role that `.. default-role::` set stands under. */
export const DEFAULT_ROLE = '';

/** What a role is based on; undefined for one that is not defined. */
export function findRole(document: Document, name: string): string | undefined {
  const normal = name.toLowerCase();
  const found = document.roles.get(normal) ?? BUILT_IN.get(normal);
  return found ?? (name === DEFAULT_ROLE ? 'text' : undefined);
}

/**
 * Checks interpreted text by its role.
 *
 * @returns The text as shown.
 */
export function applyRole(document: Document, name: string, content: string, line: number): string {
  const text = withoutEscapes(content);
  switch (findRole(document, name)) {
    case undefined:
      report(document, 'unknown-role', line, `Unknown interpreted text role "${name}".`);
      return content;
    case 'unimplemented':
      report(document, 'unknown-role', line, `Interpreted text role "${name}" not implemented.`);
      return content;
    case 'raw':
      report(document, 'disabled-role', line, 'raw (and derived) roles disabled');
      return content;
    case 'pep':
      if (!isNumber(text, 0, 9999)) {
        const problem = `PEP number must be a number from 0 to 9999; "${text}" is invalid.`;
        report(document, 'bad-number', line, problem);
      }
      return `PEP ${content}`;
    case 'rfc':
      if (!isNumber(text.replace(/#[\s\S]*$/, ''), 1, Number.POSITIVE_INFINITY)) {
        const problem = `RFC number must be a number greater than or equal to 1; "${text}" is invalid.`;
        report(document, 'bad-number', line, problem);
      }
      return `RFC ${content}`;
    default:
      return content;
  }
}

/** Python's `int` of a text, in a range. */
function isNumber(text: string, least: number, most: number): boolean {
  const digits = stripSpace(text).replaceAll('_', '');
  return /^[+-]?\p{Nd}+$/u.test(digits) && Number(digits) >= least && Number(digits) <= most;
}
