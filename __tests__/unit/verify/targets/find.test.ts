import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import { findTargets, releaseTarget } from '../../../../src/verify/targets/find.ts';
import { signedTargets } from '../../../../src/verify/targets/signed-targets.ts';

const FILES = [
  'uv.lock',
  'pylock.prod.toml',
  'requirements-dev.txt',
  'notes.md',
  'dist/widget-1.0-py3-none-any.whl',
  'dist/widget-1.0.tar.gz',
  'dist/widget-1.0.tar.gz.publish.attestation',
  'dist/[odd].txt',
  '.venv/pyvenv.cfg',
  'site-packages/widget-1.0.dist-info/METADATA',
  'tool.tar.xz',
  'tool.tar.xz.sigstore.json',
  'sums/SHA256SUMS.txt',
  'sums/SHA256SUMS.txt.sigstore',
  'sums/sbom.json',
  'sums/sbom.json.sigstore.json',
  'sums/uv.lock',
  'sums/uv.lock.sigstore',
  'odd/evil.whl',
  'odd/tool-linux-amd64.tar.gz',
  'cpython/python-3.14.1-embed-amd64.zip',
  'empty/README',
];

let workspace: string;
beforeAll(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), 'targets-')));
  for (const path of FILES) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), '');
  }
});

const HINTS = { policy: DEFAULT_POLICY, hasBundle: false };

/** Kinds and paths, from the workspace. */
async function found(texts: readonly string[], hints: Partial<typeof HINTS> = {}) {
  const { targets, problems } = await findTargets(texts, workspace, false);
  const signed = await signedTargets(targets, { workspace, ...HINTS, ...hints });
  const shown = signed.map((target) => {
    if (target.kind === 'release') return `release ${target.project}==${target.version}`;
    if (target.kind === 'digest') return `digest ${target.sha256}`;
    return `${target.kind} ${target.path.replace(`${workspace}/`, '')}`;
  });
  return { shown, problems };
}

describe('what a text stands for', () => {
  test.each([
    ['uv.lock', ['lock uv.lock']],
    ['requests==2.32.5', ['release requests==2.32.5']],
    ['Zope.Interface[test]==6.0', ['release zope-interface==6.0']],
    ['dist/widget-1.0.tar.gz', ['distribution dist/widget-1.0.tar.gz']],
    [
      'dist',
      ['distribution dist/widget-1.0-py3-none-any.whl', 'distribution dist/widget-1.0.tar.gz'],
    ],
    ['dist/*.whl', ['distribution dist/widget-1.0-py3-none-any.whl']],
    [
      'dist/widget*',
      ['distribution dist/widget-1.0-py3-none-any.whl', 'distribution dist/widget-1.0.tar.gz'],
    ],
    ['dist/[odd].txt', ['lock dist/[odd].txt']],
    ['.venv', ['environment .venv']],
    ['site-packages', ['environment site-packages']],
    ['tool.tar.xz', ['signed-file tool.tar.xz']],
    ['sums/SHA256SUMS.txt', ['signed-file sums/SHA256SUMS.txt']],
    ['sums/sbom.json', ['signed-file sums/sbom.json']],
    ['sums/uv.lock', ['lock sums/uv.lock']],
    [
      '.',
      [
        'signed-file tool.tar.xz',
        'lock pylock.prod.toml',
        'lock requirements-dev.txt',
        'lock uv.lock',
      ],
    ],
    ['odd/evil.whl', ['signed-file odd/evil.whl']],
    ['odd', ['signed-file odd/evil.whl', 'signed-file odd/tool-linux-amd64.tar.gz']],
    ['odd/tool-linux-amd64.tar.gz', ['signed-file odd/tool-linux-amd64.tar.gz']],
    [
      'cpython/python-3.14.1-embed-amd64.zip',
      ['signed-file cpython/python-3.14.1-embed-amd64.zip'],
    ],
  ])('%s', async (text, expected) => {
    expect(await found([text])).toEqual({ shown: expected, problems: [] });
  });

  test.each(['requests', 'requests>=2', 'empty', 'no/such.lock', 'dist/*.zip'])(
    '%j is nothing, and that is said',
    async (text) => {
      const { shown, problems } = await found([text, 'uv.lock']);
      expect(shown).toEqual(['lock uv.lock']);
      expect(problems).toHaveLength(1);
    },
  );

  test.each<[string, string, Partial<typeof HINTS>, string]>([
    [
      'a file that the policy names a signer of',
      'dist/widget-1.0.tar.gz',
      {
        policy: { ...DEFAULT_POLICY, bundles: [{ files: 'widget-*', identity: 'a', issuer: 'b' }] },
      },
      'signed-file dist/widget-1.0.tar.gz',
    ],
    [
      'a file of any name with --bundle',
      'dist/[odd].txt',
      { hasBundle: true },
      'signed-file dist/[odd].txt',
    ],
    ['a lock by its name, also with --bundle', 'uv.lock', { hasBundle: true }, 'lock uv.lock'],
    [
      'a wheel, also with --bundle: it may be an attestation of it',
      'dist/widget-1.0-py3-none-any.whl',
      { hasBundle: true },
      'distribution dist/widget-1.0-py3-none-any.whl',
    ],
  ])('%s', async (_, text, hints, expected) => {
    expect(await found([text], hints)).toEqual({ shown: [expected], problems: [] });
  });

  test('locks that lie elsewhere need not be here', async () => {
    const { targets } = await findTargets(['sub/poetry.lock'], workspace, true);
    expect(targets).toEqual([{ kind: 'lock', path: 'sub/poetry.lock' }]);
  });
});

test('no text makes it throw, or is read as a release that it is not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const target = releaseTarget(text);
      if (target) expect(target.project).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9._-]{0,20}[a-z0-9]$/), (name) => {
      expect(releaseTarget(`${name}==1.0`)?.version).toBe('1.0');
      expect(releaseTarget(`${name}==1.0 --index-url=x`)).toBeUndefined();
      expect(releaseTarget(`${name}==*`)).toBeUndefined();
    }),
  );
});
