import type { Document } from '../document.ts';
import { checkBibliographicFields } from './bibliographic-fields.ts';
import { checkClasses } from './classes.ts';
import { checkRendering } from './rendering.ts';
import { checkTransitions } from './transitions.ts';

/** Checks how the blocks of the document stand to each other. */
export function checkStructure(document: Document): void {
  checkClasses(document);
  checkBibliographicFields(document);
  checkTransitions(document);
  checkRendering(document);
}
