import { resolve as resolvePath } from 'node:path';
import { descriptionContentTypeDefect } from '../../src/packaging/description-content-type.ts';
import { emailAddressDefect } from '../../src/packaging/email-address.ts';
import { readLicenseExpression } from '../../src/packaging/license-expression.ts';
import { soleAddress } from '../../src/packaging/mailbox.ts';
import type { Marker, MarkerComparison, MarkerOperand } from '../../src/packaging/marker.ts';
import {
  importNameDefect,
  isProjectName,
  normalizeProjectName,
} from '../../src/packaging/project-name.ts';
import { parseRequirement } from '../../src/packaging/requirement.ts';
import {
  parseVersionSpecifiers,
  type VersionSpecifier,
} from '../../src/packaging/version-specifier.ts';
import { webUrlDefect } from '../../src/packaging/web-url.ts';
import { isDynamicField } from '../../src/preflight/rules/metadata/dynamic-field.ts';
import { licenseFileDefect } from '../../src/preflight/rules/metadata/license-file-path.ts';
import { isOneLine } from '../../src/preflight/rules/metadata/summary.ts';
import { mustRun } from '../process.ts';
import type { Chance } from './chance.ts';
import {
  contentTypeText,
  dynamicText,
  emailText,
  goodRequirementText,
  importNameText,
  licenseFileText,
  licenseText,
  requirementText,
  specifierText,
  spoiledText,
  summaryText,
  urlText,
} from './field-cases.ts';

// What is read of single metadata fields, judged by the packages that PyPI calls.

const JUDGE = resolvePath(import.meta.dirname, 'field_judge.py');

interface Kind {
  readonly cases: (chance: Chance) => string;
  readonly count: number;
  /** What we read of it, as the judge would write it; null where PyPI would not take it. */
  readonly ours: (text: string) => unknown;
  /** As `ours`, of what the judge says; itself unless given. */
  readonly theirs?: (answer: unknown) => unknown;
  /** Values of real distributions that are of this kind. */
  readonly field?: string;
}

const yes = (defect: string | undefined): true | null => (defect === undefined ? true : null);

/** packaging 26.4 refuses a `===` without a version, which 26.3 accepts; the stricter counts. */
const withoutEmptyIdentity =
  (clauses: (answer: unknown) => unknown) =>
  (answer: unknown): unknown => {
    const read = clauses(answer);
    return Array.isArray(read) && read.includes('===') ? null : answer;
  };

const KINDS: Readonly<Record<string, Kind>> = {
  requirements: {
    cases: (chance) => {
      const isGood = chance.integer(2) === 0;
      const text = isGood ? goodRequirementText(chance) : requirementText(chance);
      return chance.integer(3) === 0 ? spoiledText(chance, text) : text;
    },
    count: 12_000,
    ours: requirementView,
    theirs: withoutEmptyIdentity((answer) => (Array.isArray(answer) ? answer[2] : null)),
    field: 'Requires-Dist',
  },
  specifiers: {
    cases: specifierText,
    count: 6_000,
    ours: (text) => specifiersView(parseVersionSpecifiers(text)),
    theirs: withoutEmptyIdentity((answer) => answer),
    field: 'Requires-Python',
  },
  licenses: {
    cases: licenseText,
    count: 6_000,
    // packaging writes two spellings of one LicenseRef- as one of them.
    ours: (text) => readLicenseExpression(text).expression?.toLowerCase() ?? null,
    theirs: (answer) => (typeof answer === 'string' ? answer.toLowerCase() : answer),
    field: 'License-Expression',
  },
  urls: {
    cases: urlText,
    count: 6_000,
    ours: (text) => yes(webUrlDefect(text)),
    field: 'Home-page',
  },
  emails: { cases: emailText, count: 8_000, ours: emailView, field: 'Author-email' },
  contentTypes: {
    cases: contentTypeText,
    count: 4_000,
    ours: (text) => yes(descriptionContentTypeDefect(text)),
    field: 'Description-Content-Type',
  },
  summaries: {
    cases: summaryText,
    count: 2_000,
    ours: (text) => (isOneLine(text) ? true : null),
    field: 'Summary',
  },
  importNames: { cases: importNameText, count: 3_000, ours: (text) => yes(importNameDefect(text)) },
  licenseFiles: {
    cases: licenseFileText,
    count: 3_000,
    ours: (text) => yes(licenseFileDefect(text)),
    field: 'License-File',
  },
  extras: {
    cases: ({ pick, some }) =>
      some(4, () => pick(['a', 'B', '-', '_', '.', '7', 'é', ' '])).join(''),
    count: 1_000,
    ours: (text) => (isProjectName(text) ? true : null),
    field: 'Provides-Extra',
  },
  dynamic: {
    cases: dynamicText,
    count: 500,
    ours: (text) => (isDynamicField(text) ? true : null),
    field: 'Dynamic',
  },
};

export interface FieldVerdicts {
  /** Cases of each kind, and how many of them are taken. */
  readonly counts: ReadonlyMap<string, { readonly checked: number; readonly taken: number }>;
  readonly disagreements: readonly string[];
}

/**
 * @param real Values of real distributions by field name.
 */
export async function compareFields(
  python: string,
  chance: Chance,
  real: ReadonlyMap<string, readonly string[]>,
): Promise<FieldVerdicts> {
  const asked = new Map<string, readonly string[]>();
  for (const [kind, { cases, count, field }] of Object.entries(KINDS)) {
    const made = Array.from({ length: count }, () => cases(chance));
    asked.set(kind, [...new Set([...made, ...(real.get(field ?? '') ?? [])])]);
  }
  const input = JSON.stringify(Object.fromEntries(asked));
  const answers: Record<string, unknown[]> = JSON.parse(await mustRun(python, [JUDGE], { input }));
  const counts = new Map<string, { checked: number; taken: number }>();
  const disagreements: string[] = [];
  for (const [kind, { ours, theirs = (answer: unknown) => answer }] of Object.entries(KINDS)) {
    const texts = asked.get(kind) ?? [];
    let taken = 0;
    for (const [index, text] of texts.entries()) {
      const [a, b] = [JSON.stringify(ours(text)), JSON.stringify(theirs(answers[kind]?.[index]))];
      if (b !== 'null') taken += 1;
      if (a !== b) disagreements.push(`${kind} ${JSON.stringify(text)}: ${a} against ${b}`);
    }
    counts.set(kind, { checked: texts.length, taken });
  }
  return { counts, disagreements };
}

function requirementView(text: string): unknown {
  const read = parseRequirement(text);
  if (read === undefined) return null;
  const marker = read.marker === undefined ? null : markerView(read.marker);
  return [read.name, read.extras, specifiersView(read.specifiers), read.url ?? null, marker];
}

function specifiersView(specifiers: readonly VersionSpecifier[] | undefined): unknown {
  const texts = specifiers?.map(({ operator, version }) => operator + version);
  return texts === undefined ? null : texts.sort();
}

function markerView(marker: Marker): unknown {
  return marker.map((term) => (isNested(term) ? markerView(term) : comparisonView(term)));
}

function isNested(term: Marker[number]): term is Marker {
  return Array.isArray(term);
}

/** packaging has extras in their normal form, where they are compared. */
function comparisonView(term: MarkerComparison | 'and' | 'or'): unknown {
  if (typeof term === 'string') return term;
  const [left, right] = [operandView(term.left), operandView(term.right)];
  return [withNormalExtra(left, right), term.operator, withNormalExtra(right, left)];
}

function withNormalExtra(operand: MarkerOperand, other: MarkerOperand): MarkerOperand {
  const isName =
    'variable' in other && ['extra', 'extras', 'dependency_groups'].includes(other.variable);
  return isName && 'value' in operand ? { value: normalizeProjectName(operand.value) } : operand;
}

/** With the escapes of a Python literal resolved, as far as cases have them. */
function operandView(operand: MarkerOperand): MarkerOperand {
  if (!('value' in operand)) return operand;
  const escapes =
    /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|([\s\S]))/g;
  return {
    value: operand.value.replaceAll(escapes, (_, x, u, long, octal, other) => {
      const code = Number.parseInt(x ?? u ?? long ?? octal, octal === undefined ? 16 : 8);
      return other === undefined ? String.fromCodePoint(code) : escaped(other);
    }),
  };
}

function escaped(character: string): string {
  const known = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\n': '' };
  const quotes = { "'": "'", '"': '"', '\\': '\\' };
  return new Map(Object.entries({ ...known, ...quotes })).get(character) ?? `\\${character}`;
}

function emailView(text: string): unknown {
  const address = soleAddress(text);
  return address === '' || emailAddressDefect(address) === undefined ? address : null;
}
