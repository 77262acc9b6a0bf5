// npm run docs: makes the tables of inputs and outputs in the documents from each action.yml, and
// the table of rules from the rules themselves.
// With --check it writes nothing, and its exit code is 1 if one is not up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withTables } from './action-tables.ts';
import { firstDifference } from './first-difference.ts';
import { withRules } from './rule-table.ts';

/** Each document and the action that it is about. */
const DOCUMENTS = [
  ['README.md', 'action.yml'],
  ['docs/attest.md', 'attest/action.yml'],
  ['docs/verify.md', 'verify/action.yml'],
] as const;

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
});
const root = values.root ?? resolve(import.meta.dirname, '..');
for (const [document, action] of DOCUMENTS) {
  const path = resolve(root, document);
  const text = await readFile(path, 'utf8');
  const tables = withTables(text, await readFile(resolve(root, action), 'utf8'), document);
  const made = tables.includes('<!-- rules -->') ? withRules(tables, document) : tables;
  if (text === made) {
    console.log(`${document} has the inputs and outputs of ${action}`);
  } else if (values.check) {
    console.error(`${document} differs from ${action} ${firstDifference(text, made)}`);
    console.error(`Run "npm run docs" and commit ${document}.`);
    process.exitCode = 1;
  } else {
    await writeFile(path, made);
    console.log(`${document} written`);
  }
}
