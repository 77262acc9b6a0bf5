import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
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
