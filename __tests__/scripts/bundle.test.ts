import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle } from '../../scripts/bundle.ts';

/** In a process of its own: the bundler's native part does not know the objects of jest's realm. */
async function bundle(entry: string, root: string): Promise<Bundle> {
  const module = new URL('../../scripts/bundle.ts', import.meta.url);
  const script = `import { bundle } from '${module.href}';
    const made = bundle(...process.argv.slice(1));
    console.log(JSON.stringify(await made.catch((error) => ({ error: error.message }))));`;
  const args = ['--input-type=module', '--eval', script, entry, root];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const answer: Bundle | { readonly error: string } = JSON.parse(stdout);
  if ('error' in answer) {
    throw new Error(answer.error);
  }
  return answer;
}

describe('bundle', () => {
  let root: string;

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'bundle-')));
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
  }

  test('one file, with dynamic imports, CommonJS and JSON in it, and every name kept', async () => {
    await write({
      'src/entry.ts':
        "import { data } from 'cjs'; class LongName extends Error {}\n" +
        "console.log(data, new LongName(), await import('./later.ts'));",
      'src/later.ts': 'export const later: number = 1;',
      'node_modules/cjs/index.js': "exports.data = require('./seeds.json');",
      'node_modules/cjs/seeds.json': '{"seed": "value of the seed"}',
    });
    const { code, modules } = await bundle('src/entry.ts', root);
    expect(code).toContain('LongName = class extends Error');
    expect(code).toContain('value of the seed');
    expect(code).toContain('later: () => 1');
    expect(code).not.toContain(root);
    expect(modules).toContain(join(root, 'node_modules', 'cjs', 'seeds.json'));
  });

  test('the same sources elsewhere give the same bytes', async () => {
    const files = {
      'src/entry.ts': "import cjs from 'cjs'; console.log(cjs);",
      'node_modules/cjs/index.js': "module.exports = require('node:os').EOL;",
    };
    await write(files);
    const here = await bundle('src/entry.ts', root);
    const first = root;
    root = await realpath(await mkdtemp(join(tmpdir(), 'bundle-other-')));
    await write(files);
    const there = await bundle('src/entry.ts', root);
    await rm(first, { recursive: true, force: true });
    expect(there.code).toBe(here.code);
  });

  test('a forbidden package is refused, with the way it got in', async () => {
    await write({
      'src/entry.ts': "import './signer.ts';",
      'src/signer.ts': "import 'sign';",
      'node_modules/sign/index.js': "require('make-fetch-happen')();",
      'node_modules/make-fetch-happen/index.js': 'module.exports = () => 1;',
    });
    await expect(bundle('src/entry.ts', root)).rejects.toThrow(
      [
        'src/entry.ts must not be bundled with:',
        ...['src/entry.ts', '→ src/signer.ts', '→ node_modules/sign/index.js'],
        '→ node_modules/make-fetch-happen/index.js (a second HTTP client',
      ].join('\n'),
    );
  });

  test('a native module is refused', async () => {
    await write({
      'src/entry.ts': "import { add } from 'fast'; console.log(add);",
      'node_modules/fast/index.js': "module.exports = require('./build/fast.node');",
      'node_modules/fast/build/fast.node': '\u007fELF',
    });
    await expect(bundle('src/entry.ts', root)).rejects.toThrow(/fast\.node \(native code/);
  });

  test('a package that is not installed is refused', async () => {
    await write({ 'src/entry.ts': "import 'nowhere';" });
    await expect(bundle('src/entry.ts', root)).rejects.toThrow(/Could not resolve 'nowhere'/);
  });
});
