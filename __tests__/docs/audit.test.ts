import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from './documents.ts';

const GUIDE = readFileSync(join(ROOT, 'docs/audit.md'), 'utf8');

test('the audit guide gives a reason for each dependency, and for no other package', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, listed = ''] = /<!-- dependencies -->([\s\S]*)<!-- \/dependencies -->/.exec(GUIDE) ?? [];
  const named = [...listed.matchAll(/^\| `([^`]+)` \| (\S.*) \|$/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(dependencies));
});

test.each(['index', 'attest', 'verify'])('the audit guide has the size of dist/%s.js', (name) => {
  const [, size] = new RegExp(`\`dist/${name}\\.js\` \\| ([\\d.]+) MiB`).exec(GUIDE) ?? [];
  const bytes = statSync(join(ROOT, `dist/${name}.js`)).size;
  expect(Math.abs(Number(size) - bytes / 2 ** 20)).toBeLessThan(0.3);
});
