import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_MIRROR_URL } from '@sigstore/tuf';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import type { ReportDocument } from '../e2e/verification.ts';
import { documentOf, runCli, workFolder } from './run-cli.ts';

const BUNDLES = resolve(import.meta.dirname, '../fixtures/bundles');
const REPOSITORY = 'sigstore-conformance/extremely-dangerous-public-oidc-beacon';
const WORKFLOW = `https://github.com/${REPOSITORY}/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main`;
const GITHUB = 'https://token.actions.githubusercontent.com';

let cwd: string;
beforeAll(async () => {
  cwd = await workFolder();
  const names = ['a.txt', 'a.txt.sigstore', 'Python-3.12.5.tgz.sigstore'];
  await Promise.all(names.map((name) => copyFile(join(BUNDLES, name), join(cwd, name))));
  await writeFile(join(cwd, 'Python-3.12.5.tgz'), 'other bytes');
});

/** Asks nobody: the bundles are here, and the keys of the public Sigstore are shipped. */
const verify = (...args: string[]) => runCli(['verify', '--offline', ...args], { cwd });

describe('files with real bundles of the public Sigstore', () => {
  test.each([
    ['a certificate identity', ['--cert-identity', WORKFLOW, '--cert-oidc-issuer', GITHUB]],
    ['a repository', ['-R', REPOSITORY]],
    ['an owner', ['--owner', 'sigstore-conformance']],
    ['a bundle that is named', ['-R', REPOSITORY, '--bundle', 'a.txt.sigstore']],
  ])('are verified by %s', async (_, demands) => {
    const run = await verify(...demands, 'a.txt');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/^1 file .*: 1 verified /);
  });

  test.each([
    ['another repository', ['-R', 'sigstore-conformance/other'], 'identity-mismatch'],
    ['the same name at GitLab', ['-R', `gitlab.com/${REPOSITORY}`], 'identity-mismatch'],
    ['a pattern', ['--cert-identity', '.*', '--cert-oidc-issuer', GITHUB], 'identity-mismatch'],
    ['nobody who is named', [], 'identity-mismatch'],
  ])('are not by %s', async (_, demands, rule) => {
    const run = await verify('--json', ...demands, 'a.txt');
    const report = documentOf(run) as ReportDocument;
    expect(run.exitCode).toBe(1);
    expect(report.items).toMatchObject([{ verdict: 'failed', rules: [rule] }]);
  });

  describe('by its SHA-256 alone', () => {
    const named = ['--bundle', 'a.txt.sigstore', '--cert-identity', WORKFLOW, '--cert-oidc-issuer'];
    const digest = async () => createHash('sha256').update(await readFile(join(cwd, 'a.txt')));

    test('is verified', async () => {
      const target = `sha256:${(await digest()).digest('hex')}`;
      const run = await verify('--json', ...named, GITHUB, target);
      expect(run.exitCode).toBe(0);
      const report = documentOf(run) as ReportDocument;
      expect(report.items).toMatchObject([{ verdict: 'verified', file: target }]);
    });

    test('is not verified for another file', async () => {
      const run = await verify('--json', ...named, GITHUB, `sha256:${'0'.repeat(64)}`);
      expect(run.exitCode).toBe(1);
      const report = documentOf(run) as ReportDocument;
      expect(report.items).toMatchObject([{ verdict: 'failed', rules: ['invalid-attestation'] }]);
    });

    test.each(['sha256:12', 'sha512:12', `sha256:${'A'.repeat(64)}`])(
      '%s is no target',
      async (target) => {
        expect(await verify(...named, GITHUB, target)).toMatchObject({ exitCode: 2 });
      },
    );
  });

  test("are CPython's, by release managers who are known", async () => {
    const run = await verify('--json', 'Python-3.12.5.tgz');
    const report = documentOf(run) as ReportDocument;
    expect(run.exitCode).toBe(1);
    expect(report.items).toMatchObject([
      {
        rules: ['invalid-attestation'],
        findings: [{ message: expect.stringContaining('it signs other bytes (SHA-256 38dc4e2c') }],
      },
    ]);
  });

  test('are what --cert-identity is about: without one it is a mistake', async () => {
    await writeFile(join(cwd, 'requirements.txt'), 'widget==1.0 --hash=sha256:00\n');
    const demand = ['--cert-identity', WORKFLOW, '--cert-oidc-issuer', GITHUB];
    const run = await verify(...demand, 'widget==1.0');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('--cert-identity says who must have signed a file on disk');
  });
});

describe("attestations of GitHub's own Sigstore, which has timestamps and no log", () => {
  const WHEEL = 'github_provenance_demo-0.0.12-py3-none-any.whl';
  const DOWNLOADED = `${WHEEL}.jsonl`;
  const DEMO = 'actions/attest-demo';

  beforeAll(async () => {
    await Promise.all(
      [WHEEL, DOWNLOADED].map((name) => copyFile(join(BUNDLES, name), join(cwd, name))),
    );
    await copyFile(join(BUNDLES, WHEEL), join(cwd, 'tool.bin'));
  });

  test.each([
    ['a wheel', WHEEL],
    ['a file of another name', 'tool.bin'],
    ['a digest', 'sha256:ae57936def59bc4c75edd3a837d89bcefc6d3a5e31d55a6fa7a71624f92c3c3b'],
  ])('%s is verified by what `gh attestation download` writes', async (_, target) => {
    const run = await verify('--json', '-R', DEMO, '--bundle', DOWNLOADED, target);
    expect(run.exitCode).toBe(0);
    const report = documentOf(run) as ReportDocument;
    expect(report.items).toMatchObject([{ verdict: 'verified' }]);
  });

  test('is verified by a bundle next to the wheel', async () => {
    await copyFile(join(BUNDLES, DOWNLOADED), join(cwd, `${WHEEL}.sigstore.json`));
    expect(await verify('-R', DEMO, WHEEL)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('is verified with given roots, one a line as `gh attestation trusted-root` prints them', async () => {
    const seed = seeds[DEFAULT_MIRROR_URL].targets['trusted_root.json'];
    const open = JSON.parse(Buffer.from(seed, 'base64').toString('utf8'));
    const github = JSON.parse(await readFile(GITHUB_ROOT, 'utf8'));
    await writeFile(
      join(cwd, 'roots.jsonl'),
      [open, github].map((root) => `${JSON.stringify(root)}\n`).join(''),
    );
    await writeFile(join(cwd, 'public.json'), JSON.stringify(open));
    const by = async (root: string) =>
      (await verify('--custom-trusted-root', root, '-R', DEMO, '--bundle', DOWNLOADED, WHEEL))
        .exitCode;
    expect([await by('roots.jsonl'), await by(GITHUB_ROOT), await by('public.json')]).toEqual([
      0, 0, 1,
    ]);
  });

  test.each<[string, (bundle: GithubBundle) => void]>([
    ['without a timestamp', ({ verificationMaterial: m }) => delete m.timestampVerificationData],
    [
      'with a timestamp of another signature',
      (bundle) => {
        const [signature] = bundle.dsseEnvelope.signatures;
        if (signature)
          signature.sig = `${signature.sig.slice(0, 20)}AAAA${signature.sig.slice(24)}`;
      },
    ],
    [
      'about other files',
      (bundle) => {
        const text = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString();
        const other = text.replace('ae57936d', '00000000');
        bundle.dsseEnvelope.payload = Buffer.from(other).toString('base64');
      },
    ],
  ])('is invalid %s', async (_, change) => {
    const bundle = JSON.parse(await readFile(join(BUNDLES, DOWNLOADED), 'utf8')) as GithubBundle;
    change(bundle);
    await writeFile(join(cwd, 'changed.json'), JSON.stringify(bundle));
    for (const target of [WHEEL, 'tool.bin']) {
      const run = await verify('--json', '-R', DEMO, '--bundle', 'changed.json', target);
      const report = documentOf(run) as ReportDocument;
      expect(run.exitCode).toBe(1);
      expect(report.items).toMatchObject([{ rules: ['invalid-attestation'] }]);
    }
  });

  test.each([[WHEEL], ['tool.bin']])('of %s is by whom it is by', async (target) => {
    const run = await verify('--json', '-R', 'actions/other', '--bundle', DOWNLOADED, target);
    const report = documentOf(run) as ReportDocument;
    expect(report.items).toMatchObject([{ verdict: 'failed' }]);
    expect(report.items[0]?.rules).toContain('identity-mismatch');
  });

  test('is verified by inspect as well, which says that PyPI would refuse it', async () => {
    const inspect = ['inspect', '--verify', '--json', DOWNLOADED];
    const { stdout } = await runCli(inspect, { cwd });
    expect(stdout).toContain('PyPI takes the public Sigstore');
    expect(JSON.stringify(JSON.parse(stdout))).toContain('"verification":{"kind":"verified"}');
  });

  test("a bundle of the public Sigstore needs its log, whatever GitHub's does", async () => {
    const bundle = JSON.parse(await readFile(join(BUNDLES, 'a.txt.sigstore'), 'utf8'));
    bundle.verificationMaterial.tlogEntries = [];
    await writeFile(join(cwd, 'logless.json'), JSON.stringify(bundle));
    const run = await verify('-R', REPOSITORY, '--bundle', 'logless.json', 'a.txt');
    expect(run.exitCode).toBe(1);
  });
});

interface GithubBundle {
  readonly verificationMaterial: { timestampVerificationData?: unknown };
  readonly dsseEnvelope: { payload: string; readonly signatures: { sig: string }[] };
}

const GITHUB_ROOT = resolve(import.meta.dirname, '../../src/sigstore/github-trusted-root.json');

describe('a file is what its evidence and the demands make it, whatever it is called', () => {
  const NAMES = [
    'tool-1.0-linux-amd64.tar.gz',
    'tool-linux.zip',
    'evil.whl',
    'widget-1.0-py3.whl',
    'SHA256SUMS.txt',
    'sbom.json',
    'x.lock',
  ];

  test('all of them are verified by the bundles next to them', async () => {
    for (const name of NAMES) {
      await copyFile(join(BUNDLES, 'a.txt'), join(cwd, name));
      await copyFile(join(BUNDLES, 'a.txt.sigstore'), join(cwd, `${name}.sigstore`));
    }
    const run = await verify('-R', REPOSITORY, '--strict', ...NAMES);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(new RegExp(`^${NAMES.length} files .*: ${NAMES.length} verified `));
  });

  test('and fail by a bundle that is not valid', async () => {
    await Promise.all(NAMES.map((name) => writeFile(join(cwd, `${name}.sigstore`), '{}')));
    const run = await verify('--json', '-R', REPOSITORY, 'a.txt', ...NAMES);
    const report = documentOf(run) as ReportDocument;
    expect(run.exitCode).toBe(1);
    expect(report.items.map(({ rules }) => rules)).toEqual([
      [],
      ...NAMES.map(() => ['invalid-attestation']),
    ]);
  });

  test('without a bundle none of them passes next to a file that is verified', async () => {
    const names = NAMES.slice(0, 4).map((name) => `bare-${name}`);
    await Promise.all(names.map((name) => writeFile(join(cwd, name), 'bytes')));
    const run = await verify('--json', '-R', REPOSITORY, '--strict', 'a.txt', ...names);
    const report = documentOf(run) as ReportDocument;
    expect(run.exitCode).toBe(1);
    expect(report.items.map(({ rules }) => rules)).toEqual([
      [],
      ...names.map(() => ['required-unattested']),
    ]);
    expect(await verify('a.txt', ...names)).toMatchObject({ exitCode: 1 });
    expect(await verify(...names)).toMatchObject({ exitCode: 3 });
  });

  test("and the policy's signer is the one that counts, also of what is named as an sdist", async () => {
    await copyFile(join(BUNDLES, 'a.txt'), join(cwd, 'tool-1.0.tar.gz'));
    await copyFile(join(BUNDLES, 'a.txt.sigstore'), join(cwd, 'tool-1.0.tar.gz.sigstore'));
    const policy = [
      'version = 1',
      '[bundle."tool-*.tar.gz"]',
      'identity = "manager@example.org"',
      'issuer = "https://accounts.example.org"',
    ];
    await writeFile(join(cwd, 'signers.toml'), policy.join('\n'));
    const run = await verify('--json', '--config-file', 'signers.toml', 'tool-1.0.tar.gz');
    expect((documentOf(run) as ReportDocument).items).toMatchObject([
      { verdict: 'failed', rules: ['identity-mismatch'] },
    ]);
  });

  test('and --bundle says which file is signed', async () => {
    await Promise.all(
      ['SUMS.txt', 'bom.json', 'y.lock', 'widget-1.0.tar.gz'].map(async (name) => {
        await copyFile(join(BUNDLES, 'a.txt'), join(cwd, name));
        const run = await verify('-R', REPOSITORY, '-b', 'a.txt.sigstore', name);
        expect([name, run.exitCode, run.stdout]).toEqual([
          name,
          0,
          expect.stringContaining(': 1 verified'),
        ]);
      }),
    );
  });
});

test('--cert-identity with a target that is no file on disk is refused, not left out', async () => {
  const demand = ['--cert-identity', WORKFLOW, '--cert-oidc-issuer', GITHUB];
  const run = await verify(...demand, 'a.txt', 'widget==1.0');
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toMatch(/and widget is not\s+one/);
});
