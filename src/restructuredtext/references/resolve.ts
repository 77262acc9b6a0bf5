import type { Document } from '../document.ts';
import { checkAnonymousLinks } from './anonymous-links.ts';
import { checkFootnotes } from './footnotes.ts';
import { checkIndirectTargets } from './indirect-targets.ts';
import { checkReferences } from './references.ts';
import { checkSubstitutions } from './substitutions.ts';

/** Checks what only the whole document tells, in the order in which docutils does. */
export function resolveReferences(document: Document): void {
  checkSubstitutions(document);
  checkAnonymousLinks(document);
  checkIndirectTargets(document);
  checkFootnotes(document);
  checkReferences(document);
}
