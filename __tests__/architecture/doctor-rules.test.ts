import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { WORKFLOW_RULES } from '../../src/workflows/rules.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('the documentation of doctor lists every rule as it is', () => {
  const guide = readFileSync(join(ROOT, 'docs/doctor.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `([\w-]+)` \| (\w+)(?:, \w+)? \| (.+) \|$/gm)];
  const documented = rows.map(([, id, severity, title]) => ({ id, severity, title }));
  const rules = WORKFLOW_RULES.map(({ id, severity, title }) => ({ id, severity, title }));
  const unreadable = {
    id: 'unreadable-workflow',
    severity: 'error',
    title: 'A file that is no workflow',
  };
  expect(documented).toEqual([unreadable, ...rules]);
});

test('a rule is a file of its name', () => {
  const files = globSync('src/workflows/rules/*.ts', { cwd: ROOT }).map((path) =>
    path.replace(/^.*[\\/]|\.ts$/g, ''),
  );
  expect(files.toSorted()).toEqual(WORKFLOW_RULES.map(({ id }) => id).toSorted());
});
