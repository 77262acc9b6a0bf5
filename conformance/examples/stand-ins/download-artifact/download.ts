// As actions/download-artifact 8 does it: one artifact goes to the path itself, several get a
// folder each unless they are merged.
import { cpSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const input = (name: string) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const store = process.env['ARTIFACT_STORE'] ?? '';
const names = input('name') ? [input('name')] : globSync(input('pattern') || '*', { cwd: store });
const isFlat = names.length === 1 || input('merge-multiple') === 'true';
for (const name of names) {
  if (!existsSync(join(store, name))) throw new Error(`there is no artifact ${name}`);
  const target = isFlat ? input('path') : join(input('path'), name);
  mkdirSync(target, { recursive: true });
  cpSync(join(store, name), target, { recursive: true });
}
