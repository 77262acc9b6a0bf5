import { type Document, report } from '../document.ts';

/** Anonymous references and targets belong together one by one. */
export function checkAnonymousLinks(document: Document): void {
  const { anonymousReferences: references, anonymousTargets: targets } = document;
  if (references.length === targets.length) return;
  const text = `Anonymous hyperlink mismatch: ${references.length} references but ${targets.length} targets.`;
  const line = references[targets.length]?.line ?? targets[references.length]?.line;
  report(document, 'anonymous-mismatch', line, text);
}
