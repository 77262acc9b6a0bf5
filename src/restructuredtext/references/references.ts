import { duplicateTarget } from '../defects/duplicate-target.ts';
import { unknownTarget } from '../defects/unknown-target.ts';
import { type Document, report } from '../document.ts';

/** Every name that is referred to needs one target. */
export function checkReferences(document: Document): void {
  const { names, references } = document;
  for (const { name, line } of references) {
    if (names.get(name) !== undefined) continue;
    if (names.has(name)) {
      const text = `Duplicate target name, cannot be used as a unique reference: "${name}".`;
      report(document, duplicateTarget, line, text);
    } else {
      report(document, unknownTarget, line, `Unknown target name: "${name}".`);
    }
  }
}
