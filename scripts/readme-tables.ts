// npm run docs: makes README.md's tables of inputs and outputs from action.yml.
// With --check it writes nothing, and its exit code is 1 if they are not up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withTables } from './action-tables.ts';
import { firstDifference } from './first-difference.ts';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, root: { type: 'string' } },
});
const root = values.root ?? resolve(import.meta.dirname, '..');
const path = resolve(root, 'README.md');
const readme = await readFile(path, 'utf8');
const made = withTables(readme, await readFile(resolve(root, 'action.yml'), 'utf8'));

if (readme === made) {
  console.log('README.md has the inputs and outputs of action.yml');
} else if (values.check) {
  console.error(`README.md differs from action.yml ${firstDifference(readme, made)}`);
  console.error('Run "npm run docs" and commit README.md.');
  process.exitCode = 1;
} else {
  await writeFile(path, made);
  console.log('README.md written');
}
