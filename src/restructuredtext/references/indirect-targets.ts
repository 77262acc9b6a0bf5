import { type Document, report } from '../document.ts';
import type { Target } from './name-table.ts';

/** A target that stands for another one needs that, and must not lead back to itself. */
export function checkIndirectTargets(document: Document): void {
  for (const { target, name } of document.indirectTargets) {
    const problem = follow(document, target, name);
    if (problem === undefined) continue;
    const text = `Indirect hyperlink target refers to target "${name}", ${problem}.`;
    report(document, 'indirect-target', target.line, text);
  }
}

function follow({ names }: Document, start: Target, first: string): string | undefined {
  const seen = new Set([start]);
  for (let name: string | undefined = first; name !== undefined; ) {
    const target = names.get(name);
    if (target === undefined) {
      return names.has(name)
        ? 'which is a duplicate, and cannot be used as a unique reference'
        : 'which does not exist';
    }
    if (seen.has(target)) return 'forming a circular reference';
    // Each link of a chain is a target of its own, and is followed on its own.
    if (seen.size > 100) return undefined;
    seen.add(target);
    name = target.refersTo;
  }
  return undefined;
}
