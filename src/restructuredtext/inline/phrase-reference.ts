import { SIMPLE_NAME } from '../characters.ts';
import type { Document } from '../document.ts';
import { normalizeName, uriOf, withoutEscapes } from '../escapes.ts';

/** The end of a phrase whose brackets hold what it leads to. */
const OPEN_BRACKET = /(?:^|[ \n])<$/;
const ALIAS = new RegExp(`^${SIMPLE_NAME}_$`, 'v');
/** How a standalone URI begins: then a final underscore belongs to it. */
const URI = /^[a-zA-Z][a-zA-Z0-9.+-]*:./;

/**
 * `` `phrase`_ ``, `` `phrase <uri>`_ ``, `` `phrase <alias_>`_ ``, and the same with `__`.
 *
 * @returns The phrase as shown.
 */
export function phraseReference(
  document: Document,
  content: string,
  suffix: string,
  line: number,
): string {
  const embedded = embeddedLink(content);
  const isAnonymous = suffix.endsWith('__');
  if (embedded === undefined) {
    const name = normalizeName(withoutEscapes(content));
    (isAnonymous ? document.anonymousReferences : document.references).push({ name, line });
    return content;
  }
  const { phrase, link } = embedded;
  const alias = aliasOf(link);
  const uri = uriOf(link);
  const shown = phrase === '' ? (alias ?? uri) : phrase;
  if (alias !== undefined) document.references.push({ name: normalizeName(alias), line });
  if (!isAnonymous) {
    const target = alias === undefined ? { line, uri } : { line, refersTo: normalizeName(alias) };
    document.identified.push({ name: shown, line });
    document.names.addImplicit(normalizeName(withoutEscapes(shown)), target);
    if (alias !== undefined) {
      document.indirectTargets.push({ target, name: normalizeName(alias) });
    }
  }
  return shown;
}

function embeddedLink(content: string): { phrase: string; link: string } | undefined {
  if (!/[^\s\0]>$/.test(content)) return undefined;
  let open = content.length - 2;
  for (; open >= 0; open--) {
    const isEscaped = content.charAt(open - 1) === '\0';
    if (!isEscaped && /[<>]/.test(content.charAt(open))) break;
  }
  const link = content.slice(open + 1, -1);
  if (open < 0 || !OPEN_BRACKET.test(content.slice(Math.max(0, open - 1), open + 1))) {
    return undefined;
  }
  if (/^\s/.test(link)) return undefined;
  return { phrase: content.slice(0, open).replace(/(?<![ \n])[ \n]+$/, ''), link };
}

/** The name in `<name_>`; undefined for a URI. */
function aliasOf(link: string): string | undefined {
  const isName = link.endsWith('_') && !link.endsWith('\0_');
  if (!isName || (URI.test(link) && !ALIAS.test(link))) return undefined;
  return withoutEscapes(link.slice(0, -1));
}
