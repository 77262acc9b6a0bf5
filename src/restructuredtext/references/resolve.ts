import { type Document, report, type Substitution } from '../document.ts';
import type { LinkTarget } from './name-table.ts';

/** Checks what only the whole document tells, in the order in which docutils does. */
export function resolveReferences(document: Document): void {
  checkSubstitutions(document);
  checkAnonymousLinks(document);
  checkIndirectTargets(document);
  checkFootnotes(document);
  checkReferences(document);
}

/** Every name that is referred to needs one target. */
function checkReferences(document: Document): void {
  const { names, references } = document;
  for (const { name, line } of references) {
    if (names.get(name) !== undefined) continue;
    if (names.has(name)) {
      const text = `Duplicate target name, cannot be used as a unique reference: "${name}".`;
      report(document, 'duplicate-target', line, text);
    } else {
      report(document, 'unknown-target', line, `Unknown target name: "${name}".`);
    }
  }
}

/** `|name|` needs a definition, in any case if there is none in its own; and none may use itself. */
function checkSubstitutions(document: Document): void {
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

/** Anonymous references and targets belong together one by one. */
function checkAnonymousLinks(document: Document): void {
  const { anonymousReferences: references, anonymousTargets: targets } = document;
  if (references.length === targets.length) return;
  const text = `Anonymous hyperlink mismatch: ${references.length} references but ${targets.length} targets.`;
  const line = references[targets.length]?.line ?? targets[references.length]?.line;
  report(document, 'anonymous-mismatch', line, text);
}

/** A target that stands for another one needs that, and must not lead back to itself. */
function checkIndirectTargets(document: Document): void {
  for (const { target, name } of document.indirectTargets) {
    const problem = follow(document, target, name);
    if (problem === undefined) continue;
    const text = `Indirect hyperlink target refers to target "${name}", ${problem}.`;
    report(document, 'indirect-target', target.line, text);
  }
}

function follow({ names }: Document, start: LinkTarget, first: string): string | undefined {
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

/**
 * Gives numbers to footnotes that have none, and looks whether there are enough of them. A
 * reference with a label that no such footnote has takes one without a label.
 */
function checkFootnotes(document: Document): void {
  const { names, autoFootnotes, autoFootnoteReferences, symbolFootnotes } = document;
  let number = 1;
  for (const { name, line } of autoFootnotes) {
    while (names.has(String(number))) number++;
    if (name === '') names.addExplicit(String(number), { line });
    number++;
  }
  const labels = new Set(autoFootnotes.map(({ name }) => name));
  const available = autoFootnotes.filter(({ name }) => name === '').length;
  const takers = autoFootnoteReferences.filter(({ name }) => name === '' || !labels.has(name));
  const tooMany = takers[available];
  if (tooMany !== undefined) {
    const text = `Too many autonumbered footnote references: only ${available} corresponding footnotes available.`;
    report(document, 'footnote-count', tooMany.line, text);
  }
  const extra = document.symbolFootnoteReferences[symbolFootnotes.length];
  if (extra !== undefined) {
    const text = `Too many symbol footnote references: only ${symbolFootnotes.length} corresponding footnotes available.`;
    report(document, 'footnote-count', extra.line, text);
  }
}
