// npm run check:lockfile: exit code 1 and a line each if package-lock.json weakens what is shipped.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lockfileDefects } from './lockfile-defects.ts';

const ROOT = resolve(import.meta.dirname, '..');
const [lockfile, manifest] = await Promise.all(
  ['package-lock.json', 'package.json'].map((name) => readFile(resolve(ROOT, name), 'utf8')),
);
const defects = lockfileDefects(lockfile ?? '', JSON.parse(manifest ?? '').allowScripts ?? {});
for (const defect of defects) {
  console.error(defect);
}
if (defects.length > 0) {
  process.exitCode = 1;
} else {
  console.log('package-lock.json holds every package to a hash, and only Node runs code');
}
