// npm run bundle-contents: what is in each file of dist/, in KiB by package, the largest first.
import { resolve } from 'node:path';
import { ENTRIES } from './build.ts';
import { bundle } from './bundle.ts';
import { packageOf } from './forbidden-modules.ts';

const ROOT = resolve(import.meta.dirname, '..');
const OWN = '(this project)';

const kib = (length: number) => (length / 1024).toFixed(1);

const columns: ReadonlyMap<string, number>[] = [];
for (const { source } of ENTRIES) {
  const { code, lengths } = await bundle(source, ROOT);
  const packages = new Map<string, number>();
  for (const [module, length] of lengths) {
    const name = module.startsWith('\0') ? 'rolldown' : (packageOf(module) ?? OWN);
    packages.set(name, (packages.get(name) ?? 0) + length);
  }
  columns.push(packages.set('whole file', code.length));
}
const total = (name: string) => columns.reduce((sum, column) => sum + (column.get(name) ?? 0), 0);
const names = [...new Set(columns.flatMap((column) => [...column.keys()]))].toSorted(
  (a, b) => total(b) - total(a),
);
console.log(`| KiB | ${ENTRIES.map(({ output }) => output).join(' | ')} |`);
console.log(`|---|${'--:|'.repeat(ENTRIES.length)}`);
for (const name of names) {
  const cells = columns.map((column) => (column.has(name) ? kib(column.get(name) ?? 0) : ''));
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
