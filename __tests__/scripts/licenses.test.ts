import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { licenses } from '../../scripts/licenses.ts';

describe('licenses', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'licenses-'));
    await write('rolldown', { name: 'rolldown', version: '1.0.0', license: 'MIT' });
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function write(
    folder: string,
    manifest: object,
    files: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const all = { ...files, 'package.json': JSON.stringify(manifest) };
    for (const [name, text] of Object.entries(all)) {
      const path = join(root, 'node_modules', folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }

  const inPackage = (folder: string) => join(root, 'node_modules', folder, 'lib', 'a.js');

  test('each package once, by name, with the texts it brings', async () => {
    await write(
      'zeta',
      { name: 'zeta', version: '2.0.0', license: 'MIT' },
      { LICENSE: 'Zeta text\r\nsecond line\n', 'README.md': 'no licence' },
    );
    await write(
      '@scope/alpha',
      { name: '@scope/alpha', version: '1.0.0', license: 'Apache-2.0' },
      { 'LICENSE.md': 'Alpha text', NOTICE: 'Alpha notice' },
    );
    const modules = [
      inPackage('zeta'),
      inPackage('@scope/alpha'),
      join(root, 'node_modules', 'zeta', 'index.js'),
      join(root, 'src', 'own.ts'),
    ];
    expect(await licenses(modules, root)).toBe(
      [
        '@scope/alpha 1.0.0 (Apache-2.0)',
        '===============================',
        '',
        'Alpha text',
        '',
        'Alpha notice',
        '',
        'zeta 2.0.0 (MIT)',
        '================',
        '',
        'Zeta text',
        'second line',
        '',
      ].join('\n'),
    );
  });

  test('two versions of a package are both named', async () => {
    await write('a', { name: 'a', version: '2.0.0', license: 'MIT' });
    await write('b/node_modules/a', { name: 'a', version: '1.0.0', license: 'MIT' });
    const text = await licenses([inPackage('a'), inPackage('b/node_modules/a')], root);
    expect(text.match(/^a .*$/gm)).toEqual(['a 1.0.0 (MIT)', 'a 2.0.0 (MIT)']);
  });

  test("the bundler's own code has the bundler's licence", async () => {
    expect(await licenses(['\0rolldown/runtime.js'], root)).toMatch(/^rolldown 1\.0\.0 \(MIT\)/);
  });

  test('a package that does not name its licence is refused', async () => {
    await write('a', { name: 'a', version: '2.0.0' });
    await expect(licenses([inPackage('a')], root)).rejects.toThrow(/does not say/);
  });
});
