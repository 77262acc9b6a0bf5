import { type Document, report, type Substitution } from '../document.ts';

/** `|name|` needs a definition, in any case if there is none in its own; and none may use itself. */
export function checkSubstitutions(document: Document): void {
  const { substitutions } = document;
  const byLowerCase = new Map<string, Substitution>();
  for (const [name, substitution] of substitutions) {
    byLowerCase.set(name.toLowerCase(), substitution);
  }
  const find = (name: string) => substitutions.get(name) ?? byLowerCase.get(name.toLowerCase());
  for (const { name, line } of document.substitutionReferences) {
    if (find(name) !== undefined) continue;
    const text = `Undefined substitution referenced: "${name}".`;
    report(document, 'undefined-substitution', line, text);
  }
  const finished = new Set<Substitution>();
  for (const substitution of substitutions.values()) {
    if (!isCircular(substitution, find, new Set(), finished)) continue;
    const text = `Circular substitution definition referenced: "${substitution.name}".`;
    report(document, 'substitution-definition', substitution.line, text);
  }
}

/** Whether a definition uses itself, over others or not; as deep as docutils could go at most. */
function isCircular(
  substitution: Substitution,
  find: (name: string) => Substitution | undefined,
  path: Set<Substitution>,
  finished: Set<Substitution>,
): boolean {
  if (path.has(substitution)) return true;
  if (finished.has(substitution) || path.size > 100) return false;
  path.add(substitution);
  const used = substitution.uses.map(find).filter((each) => each !== undefined);
  const circular = used.some((each) => isCircular(each, find, path, finished));
  path.delete(substitution);
  finished.add(substitution);
  return circular;
}
