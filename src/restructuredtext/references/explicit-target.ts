import { type Document, report } from '../document.ts';
import type { Target } from './name-table.ts';

/**
 * Gives a name to a target that the author named, which no other may have.
 *
 * @returns Whether the name was free.
 */
export function addExplicitTarget(
  document: Document,
  name: string,
  target: Target,
): 'free' | 'taken' | 'duplicate' {
  const outcome = document.names.addExplicit(name, target);
  if (outcome === 'duplicate') {
    const text = `Duplicate explicit target name: "${name}".`;
    report(document, 'duplicate-target', target.line, text);
  }
  return outcome;
}
