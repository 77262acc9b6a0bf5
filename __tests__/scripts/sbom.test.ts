import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sbom } from '../../scripts/sbom.ts';

describe('sbom', () => {
  let root: string;
  const alpha = { name: '@scope/alpha', version: '1.0.0', license: 'MIT' };
  const zeta = { name: 'zeta', version: '2.0.0', license: 'BSD-3-Clause' };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sbom-'));
    await write('package.json', { name: 'whole', version: '0.1.0', license: 'Apache-2.0' });
    await write('node_modules/@scope/alpha/package.json', alpha);
    await write('node_modules/zeta/package.json', zeta);
    await write('package-lock.json', {
      packages: {
        'node_modules/@scope/alpha': {
          integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}`,
        },
        'node_modules/zeta': { integrity: `sha512-${Buffer.alloc(64, 2).toString('base64')}` },
      },
    });
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function write(name: string, content: object): Promise<void> {
    const path = join(root, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify(content));
  }

  const bundles = () => [
    { output: 'a.js', code: 'one', modules: [inPackage('zeta'), inPackage('@scope/alpha')] },
    { output: 'b.js', code: 'two', modules: [inPackage('zeta'), join(root, 'src', 'own.ts')] },
  ];
  const inPackage = (folder: string) => join(root, 'node_modules', folder, 'lib', 'a.js');

  test('names each package once, with licence and the hash of the lockfile', async () => {
    const { components } = JSON.parse(await sbom(bundles(), root));
    expect(components).toEqual([
      {
        type: 'library',
        'bom-ref': 'pkg:npm/%40scope/alpha@1.0.0',
        name: '@scope/alpha',
        version: '1.0.0',
        purl: 'pkg:npm/%40scope/alpha@1.0.0',
        licenses: [{ expression: 'MIT' }],
        hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      },
      expect.objectContaining({ purl: 'pkg:npm/zeta@2.0.0' }),
    ]);
  });

  test('says which bundle holds which package, and the SHA-256 of each bundle', async () => {
    const { metadata, dependencies } = JSON.parse(await sbom(bundles(), root));
    const content = createHash('sha256').update('one').digest('hex');
    expect(metadata.component.components[0]).toMatchObject({
      name: 'dist/a.js',
      hashes: [{ alg: 'SHA-256', content }],
    });
    expect(dependencies).toEqual([
      { ref: 'whole', dependsOn: ['dist/a.js', 'dist/b.js'] },
      { ref: 'dist/a.js', dependsOn: ['pkg:npm/%40scope/alpha@1.0.0', 'pkg:npm/zeta@2.0.0'] },
      { ref: 'dist/b.js', dependsOn: ['pkg:npm/zeta@2.0.0'] },
    ]);
  });

  test('a package that the lockfile does not hold to a hash is refused', async () => {
    await write('package-lock.json', { packages: {} });
    await expect(sbom(bundles(), root)).rejects.toThrow(/not in package-lock\.json/);
  });
});
