// npm run check:dist: is dist/ what these sources build? Exit code 1 and the first difference if not.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from './build.ts';
import { firstDifference } from './first-difference.ts';

const DIST = resolve(import.meta.dirname, '..', 'dist');

/** What is wrong with `dist`, one line a file; empty when it is what the sources build. */
async function differences(dist: string, expected: string): Promise<string[]> {
  const names = new Set([...(await list(dist)), ...(await list(expected))]);
  const found: string[] = [];
  for (const name of [...names].sort()) {
    const [is, should] = await Promise.all([read(join(dist, name)), read(join(expected, name))]);
    if (is === undefined) {
      found.push(`dist/${name} is missing`);
    } else if (should === undefined) {
      found.push(`dist/${name} is built from nothing`);
    } else if (is !== should) {
      found.push(`dist/${name} differs ${firstDifference(is, should)}`);
    }
  }
  return found;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function read(path: string): Promise<string | undefined> {
  // Latin-1 keeps every byte apart.
  return readFile(path, 'latin1').catch(() => undefined);
}

const expected = await mkdtemp(join(tmpdir(), 'dist-'));
try {
  await build(expected);
  const found = await differences(DIST, expected);
  for (const line of found) {
    console.error(line);
  }
  if (found.length > 0) {
    console.error('Run "npm run build" and commit dist/.');
    process.exitCode = 1;
  } else {
    console.log('dist/ is what the sources build');
  }
} finally {
  await rm(expected, { recursive: true, force: true });
}
