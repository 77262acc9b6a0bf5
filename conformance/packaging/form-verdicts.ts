import { resolve } from 'node:path';
import { makeDistribution } from '../../__tests__/unit/distributions.ts';
import { metadataValue, parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import type { Distribution } from '../../src/packaging/distribution.ts';
import { parseVersion } from '../../src/packaging/version.ts';
import { findings } from '../../src/preflight/preflight.ts';
import { uploadForm } from '../../src/pypi/upload/upload-form.ts';
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
  summaryText,
  urlText,
} from './field-cases.ts';

// What rules say of whole metadata files, judged by PyPI's checks of the form that is sent.

const JUDGE = resolve(import.meta.dirname, 'form-judge.py');

/** PyPI would refuse these too; only that its list may be newer makes them warnings. */
const REFUSED_BY_WARNING: readonly string[] = ['newer-metadata-version', 'unknown-classifier'];
/** PyPI gets what was made of such bytes, and cannot know. */
const STRICTER: readonly string[] = ['metadata-encoding'];
/** Not about single fields of the form: judged elsewhere. */
const ELSEWHERE: readonly string[] = ['description-renders', 'license-file-missing'];

export interface FormVerdicts {
  readonly checked: number;
  /** How many of them PyPI would take. */
  readonly taken: number;
  readonly disagreements: readonly string[];
}

/** @param real Bytes of the metadata of real distributions; mutants of them are compared too. */
export async function compareForms(
  python: string,
  chance: Chance,
  real: readonly Buffer[],
): Promise<FormVerdicts> {
  const texts = [
    ...Array.from({ length: 6_000 }, () => Buffer.from(metadataText(chance))),
    ...real,
    ...real.flatMap((bytes) => Array.from({ length: 60 }, () => mutant(chance, bytes))),
  ];
  const distributions = texts.map(distributionOf).filter((each) => each !== undefined);
  const forms = distributions.map((distribution) => uploadForm(distribution, []));
  const input = JSON.stringify(forms);
  const theirs: string[][] = JSON.parse(await mustRun(python, [JUDGE], { input }));
  const disagreements = distributions.flatMap((distribution, index) => {
    const ours = refusals(distribution);
    const fields = theirs[index] ?? [];
    if (ours === undefined || ours.length > 0 === fields.length > 0) return [];
    const headers = distribution.metadata.fields.map(({ name, value }) => `${name}: ${value}`);
    return [
      `${JSON.stringify(ours)} against ${JSON.stringify(fields)}: ${JSON.stringify(headers)}`,
    ];
  });
  const taken = theirs.filter((fields) => fields.length === 0).length;
  return { checked: forms.length, taken, disagreements };
}

/** Undefined where inspection refuses it, which comes before rules. */
function distributionOf(bytes: Buffer): Distribution | undefined {
  const metadata = parseCoreMetadata(bytes);
  const version = parseVersion(metadataValue(metadata, 'Version') ?? '');
  const count = (name: string) =>
    metadata.fields.filter((field) => field.name.toLowerCase() === name).length;
  const name = metadataValue(metadata, 'Name') ?? '';
  if (!version || count('name') !== 1 || count('version') !== 1) return undefined;
  if (!/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/i.test(name)) return undefined;
  const text = metadataValue(metadata, 'Version') ?? '';
  return makeDistribution('widget-1.0.tar.gz', { metadata, name, version: text });
}

/** Ids of the rules that refuse it; undefined where one does that is stricter than PyPI. */
function refusals(distribution: Distribution): readonly string[] | undefined {
  const found = findings(
    { distributions: [distribution], index: 'pypi' },
    { verifyMetadata: true },
  ).filter(({ rule }) => !ELSEWHERE.includes(rule));
  if (found.some(({ rule }) => STRICTER.includes(rule))) return undefined;
  return found
    .filter(({ rule, severity }) => severity === 'error' || REFUSED_BY_WARNING.includes(rule))
    .filter(({ rule }) => !['normalized-filename', 'one-sdist'].includes(rule))
    .map(({ rule }) => rule);
}

type Make = (chance: Chance) => string;

const FIELDS: readonly (readonly [name: string, good: Make, any: Make])[] = [
  ['Summary', () => 'a widget', summaryText],
  ['Author-email', () => 'Jane <jane@example.org>', emailText],
  ['Maintainer-email', () => 'jane@example.org', emailText],
  ['Home-page', () => 'https://example.org', urlText],
  ['Download-URL', () => 'https://example.org/x', urlText],
  [
    'Project-URL',
    ({ pick }) => `${pick(['A', 'B', 'C', ' D '])}, https://example.org`,
    (chance) =>
      `${chance.pick(['A', '', 'x'.repeat(32), 'x'.repeat(33)])}${chance.pick([',', ''])}${urlText(chance)}`,
  ],
  ['Requires-Dist', goodRequirementText, requirementText],
  ['Provides-Dist', goodRequirementText, requirementText],
  ['Requires-Python', () => '>=3.10', specifierText],
  ['Requires', () => 'anything', requirementText],
  ['Provides-Extra', () => 'x', ({ pick }) => pick(['a b', '-', 'x_y', ''])],
  ['License-Expression', () => 'MIT', licenseText],
  ['License', () => 'MIT', ({ pick }) => pick(['', 'UNKNOWN', 'x\n  y'])],
  ['License-File', () => 'LICENSE', licenseFileText],
  ['Import-Name', () => 'widget', importNameText],
  ['Import-Namespace', () => 'acme', importNameText],
  ['Dynamic', () => 'Classifier', dynamicText],
  ['Description-Content-Type', () => 'text/markdown', contentTypeText],
  ['Keywords', () => 'a, b', ({ pick }) => pick(['', ',,', 'a b'])],
  [
    'Classifier',
    () => 'Programming Language :: Python',
    ({ pick }) =>
      pick([
        'Private :: x',
        'A :: B',
        'Natural Language :: Ukranian',
        'UNKNOWN',
        '',
        'programming language :: python',
      ]),
  ],
  ['Platform', () => 'any', ({ pick }) => pick(['', 'UNKNOWN', 'x'])],
  ['X-Unknown', () => 'x', ({ pick }) => pick(['', 'UNKNOWN'])],
];

/** Headers that are mostly good; about half of the files have nothing wrong. */
function metadataText(chance: Chance): string {
  const { pick, some, integer } = chance;
  const mostlyNew = ['2.4', '2.5', '2.5', '2.5', '2.5', '2.1', '1.2', '2.0', '2.6', 'x'];
  const badness = pick([100, 100, 12]);
  const header = () => {
    const [name, good, any] = pick(FIELDS);
    const value = integer(badness) === 0 ? any(chance) : good(chance);
    return `${pick([name, name, name.toLowerCase()])}: ${value.replaceAll(/\r\n|[\r\n]/g, '\n  ')}\n`;
  };
  const names = new Set<string>();
  const single = new Set(['summary', 'keywords', 'license', 'requires-python']);
  const headers = some(8, header).filter((line) => {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    const isNew = !names.has(name) || !single.has(name) || integer(20) === 0;
    names.add(name);
    return isNew;
  });
  const version = pick(['1.0', '1.0', '1.0', '1.0', '1.0+x']);
  return `Metadata-Version: ${pick(mostlyNew)}\nName: widget\nVersion: ${version}\n${headers.join('')}`;
}

/** A real file with one line left out, doubled, or with a character changed. */
function mutant(chance: Chance, bytes: Buffer): Buffer {
  const { pick, integer } = chance;
  const text = bytes.toString('utf8');
  const end = text.search(/\r?\n\r?\n/);
  const lines = (end === -1 ? text : text.slice(0, end)).split('\n');
  const at = integer(lines.length);
  const line = lines[at] ?? '';
  const index = integer(line.length + 1);
  const changed =
    line.slice(0, index) +
    pick([...',:;@ []()<>=\t~.é+0'.split(''), '']) +
    line.slice(index + integer(2));
  lines.splice(at, 1, ...pick([[], [line, line], [changed], [changed], [changed]]));
  return Buffer.from(lines.join('\n'));
}
