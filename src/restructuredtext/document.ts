import type { Defect, DefectId } from './defects.ts';
import type { Node } from './node.ts';
import { type LinkTarget, NameTable } from './references/name-table.ts';

/** `name_`, `[1]_`, `[citation]_`: what must be defined somewhere. */
interface Reference {
  readonly name: string;
  readonly line: number;
}

/** `|name|`, `.. |name| …`. */
export interface Substitution extends Reference {
  /** The definitions that its text refers to. */
  readonly uses: readonly string[];
}

/** What is known of a description once it was read; references are resolved afterwards. */
export interface Document {
  readonly root: Node;
  readonly defects: Defect[];
  /** What was read: lines and characters, each as often as a reader went over it. */
  readonly effort: { lines: number; characters: number };
  readonly names: NameTable;
  readonly references: Reference[];
  /** Inline elements with a name or an ID of their own, which no substitution may hold. */
  readonly identified: Reference[];
  readonly substitutionReferences: Reference[];
  readonly substitutions: Map<string, Substitution>;
  /** Roles that `.. role::` defined, in lower case; each with the role it is based on. */
  readonly roles: Map<string, string>;
  /** Targets that point to another target, each with the name it points to. */
  readonly indirectTargets: { readonly target: LinkTarget; readonly name: string }[];
  readonly anonymousReferences: Reference[];
  readonly anonymousTargets: Reference[];
  /** `[#]_`, `[#label]_`; the name is empty where there is no label. */
  readonly autoFootnoteReferences: Reference[];
  readonly autoFootnotes: Reference[];
  readonly symbolFootnoteReferences: Reference[];
  readonly symbolFootnotes: Reference[];
}

/** A document that nothing was read into yet. */
export function emptyDocument(): Document {
  return {
    root: { kind: 'document', line: 1, children: [] },
    defects: [],
    effort: { lines: 0, characters: 0 },
    names: new NameTable(),
    references: [],
    identified: [],
    substitutionReferences: [],
    substitutions: new Map(),
    roles: new Map(),
    indirectTargets: [],
    anonymousReferences: [],
    anonymousTargets: [],
    autoFootnoteReferences: [],
    autoFootnotes: [],
    symbolFootnoteReferences: [],
    symbolFootnotes: [],
  };
}

/** More defects than a reader would look at are not kept. */
const MOST_DEFECTS = 1000;

/** Notes a place where docutils would stop. */
export function report(
  document: Document,
  id: DefectId,
  line: number | undefined,
  text: string,
): void {
  if (document.defects.length < MOST_DEFECTS) {
    document.defects.push({ id, line, text });
  }
}

/**
 * Gives a name to a target that the author named, which no other may have.
 *
 * @returns Whether the name was free.
 */
export function addExplicitTarget(
  document: Document,
  name: string,
  target: LinkTarget,
): 'free' | 'taken' | 'duplicate' {
  const outcome = document.names.addExplicit(name, target);
  if (outcome === 'duplicate') {
    const text = `Duplicate explicit target name: "${name}".`;
    report(document, 'duplicate-target', target.line, text);
  }
  return outcome;
}
