// npm run docs: makes the tables of inputs and outputs in the documents from each action.yml, and
// the tables of rules, of preflight, of faults and of decisions from their sources.
// With --check it writes nothing, and its exit code is 1 if one is not up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withTables } from './action-tables.ts';
import { withDecisions } from './decision-table.ts';
import { withFaults } from './fault-table.ts';
import { firstDifference } from './first-difference.ts';
import { withPreflight } from './preflight-table.ts';
import { withRules } from './rule-table.ts';

interface Document {
  readonly path: string;
  /** What its tables are made from, for the messages. */
  readonly source: string;
  readonly make: (text: string) => string | Promise<string>;
}

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
});
const root = values.root ?? resolve(import.meta.dirname, '..');

/** A document about an action, with its inputs and outputs and, where it has a place, the rules. */
const aboutAction = (path: string, action: string): Document => ({
  path,
  source: `the inputs and outputs of ${action}`,
  make: async (text) => {
    const tables = withTables(text, await readFile(resolve(root, action), 'utf8'), path);
    return tables.includes('<!-- rules -->') ? withRules(tables, path) : tables;
  },
});

const DOCUMENTS: readonly Document[] = [
  aboutAction('docs/inputs.md', 'action.yml'),
  aboutAction('docs/attest.md', 'attest/action.yml'),
  aboutAction('docs/verify.md', 'verify/action.yml'),
  {
    path: 'docs/preflight.md',
    source: 'the rules of preflight and their examples',
    make: (text) => withPreflight(text, 'docs/preflight.md'),
  },
  {
    path: 'docs/faults.md',
    source: 'the fault matrix of the tests',
    make: (text) => withFaults(text, 'docs/faults.md'),
  },
  {
    path: 'docs/decisions/README.md',
    source: 'the titles of the records',
    make: (text) => withDecisions(text, resolve(root, 'docs/decisions')),
  },
];

for (const { path: name, source, make } of DOCUMENTS) {
  const path = resolve(root, name);
  const text = await readFile(path, 'utf8');
  const made = await make(text);
  if (text === made) {
    console.log(`${name} has ${source}`);
  } else if (values.check) {
    console.error(`${name} differs from ${source} ${firstDifference(text, made)}`);
    console.error(`Run "npm run docs" and commit ${name}.`);
    process.exitCode = 1;
  } else {
    await writeFile(path, made);
    console.log(`${name} written`);
  }
}
