// As actions/upload-artifact 7 does it: a name is there once, and the folder that is given, or the
// one that holds what a glob finds, is the root of the artifact; of several paths, the workspace is.
import { cpSync, existsSync, globSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const input = (name: string) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const target = join(process.env['ARTIFACT_STORE'] ?? '', input('name'));
if (existsSync(target)) throw new Error(`there is an artifact ${input('name')} already`);
const patterns = input('path').split('\n').filter(Boolean);
const found = patterns.flatMap((pattern) => globSync(pattern.replace(/\/$/, '')));
if (found.length === 0 && input('if-no-files-found') === 'error') {
  throw new Error(`no files were found: ${patterns.join(', ')}`);
}
mkdirSync(target, { recursive: true });
for (const path of found) {
  const isFolder = statSync(path).isDirectory();
  const own = patterns.length > 1 ? path : isFolder ? '' : basename(path);
  cpSync(path, join(target, own), { recursive: true });
}
