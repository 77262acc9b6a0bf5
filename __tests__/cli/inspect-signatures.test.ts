import { copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { writeDistribution } from '../archives/distribution.ts';
import { wheel } from '../e2e/release.ts';
import { openSandbox } from '../open-sandbox.ts';
import { inspectJson, inspectText, signedDocuments, unwrapped } from './inspections.ts';
import { longestBreakable, runCli } from './run-cli.ts';

const WHEEL = 'sample_project-1.0-py3-none-any.whl';
const ATTESTATION = `${WHEEL}.publish.attestation`;
const BUNDLE = `${WHEEL}.publish.sigstore.json`;

const sandbox = await openSandbox();
/** Holds a wheel, its attestation and its bundle, and a signed file that is no distribution. */
let cwd: string;
let verify: string[];

beforeAll(async () => {
  cwd = await mkdtemp(join(sandbox.directory, 'signed-'));
  await writeDistribution(cwd, wheel({ version: '1.0' }));
  await writeFile(join(cwd, 'sbom.json'), '{"components":[]}');
  verify = ['--verify', '--sigstore-trust-config', sandbox.trustConfigPath];
  const args = [
    '--sigstore-trust-config',
    sandbox.trustConfigPath,
    '--bundles',
    WHEEL,
    'sbom.json',
  ];
  const run = await runCli(['attest', ...args], { cwd, env: sandbox.environment() });
  expect(run.exitCode).toBe(0);
});

const read = async (name: string) => JSON.parse(await readFile(join(cwd, name), 'utf8'));

/** Writes a document, as it is or as text, into a folder of its own. */
async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(sandbox.directory, 'changed-'));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const provenance = async (publisher: object) => ({
  version: 1,
  attestation_bundles: [{ publisher, attestations: [await read(ATTESTATION)] }],
});

describe('an attestation', () => {
  test('as data: subject, signer by every claim, times, log entry', async () => {
    const inspection = await inspectJson(cwd, ATTESTATION);
    expect(inspection.run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(inspection.document.files).toMatchObject([{ kind: 'attestation', ok: true }]);
    const [document] = signedDocuments(inspection);
    const workflow =
      'https://github.com/acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0';
    const sha = '1f2e3d4c5b6a79880123456789abcdef01234567';
    expect(document).toMatchObject({
      format: 'attestation',
      subjects: [{ name: WHEEL, digests: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }],
      'predicate-type': 'https://docs.pypi.org/attestations/publish/v1',
      publisher: null,
      refusals: [],
      beside: { path: join(cwd, WHEEL), same: true },
      verification: { kind: 'not-asked' },
      'log-entries': [{ kind: 'dsse 0.0.1', 'log-index': expect.stringMatching(/^\d+$/) }],
    });
    expect(document?.certificate).toMatchObject({
      identity: workflow,
      claims: {
        issuer: 'https://token.actions.githubusercontent.com',
        'source-repository-uri': 'https://github.com/acme/widget',
        'source-repository-identifier': '740112233',
        'source-repository-visibility': 'public',
        'source-repository-owner-uri': 'https://github.com/acme',
        'source-repository-owner-identifier': '6501',
        'build-config-uri': workflow,
        'build-config-digest': sha,
        'build-signer-uri': workflow,
        'build-signer-digest': sha,
        'source-repository-ref': 'refs/tags/v1.0.0',
        'source-repository-digest': sha,
        'run-invocation-uri': 'https://github.com/acme/widget/actions/runs/16204891234/attempts/1',
        'build-trigger': 'push',
        'deployment-environment': 'pypi',
        'runner-environment': 'github-hosted',
        'token-subject': 'repo:acme/widget:environment:pypi',
      },
    });
    const { certificate } = document ?? {};
    const from = Date.parse(certificate?.['not-before'] ?? '');
    expect(Date.parse(certificate?.['not-after'] ?? '') - from).toBe(600_000);
    expect(document?.['log-entries'][0]?.['log-id']).toMatch(/^[0-9a-f]{64}$/);
  });

  test('for people, in 80 columns where words can be broken', async () => {
    const { stdout } = await inspectText(cwd, ATTESTATION);
    for (const line of [
      `  about        ${WHEEL}`,
      `               these are the bytes of ${WHEEL}`,
      '  repository   https://github.com/acme/widget (id 740112233, public)',
      '  owner        https://github.com/acme (id 6501)',
      '  workflow     .github/workflows/release.yml@refs/tags/v1.0.0',
      '  ref          refs/tags/v1.0.0',
      '  commit       1f2e3d4c5b6a79880123456789abcdef01234567',
      '  run          https://github.com/acme/widget/actions/runs/16204891234/attempts/1',
      '  trigger      push',
      '  environment  pypi',
      '  structure    accepted by PyPI',
      '  verified     not requested (--verify)',
      '1 file: fine',
    ]) {
      expect(stdout.split('\n')).toContain(line);
    }
    // What repeats another claim is left out.
    expect(stdout).not.toMatch(/^ {2}called/m);
    expect(longestBreakable(stdout)).toBeLessThanOrEqual(80);
  });

  test('verifies with the root of its own Sigstore', async () => {
    const run = await inspectText(cwd, ...verify, ATTESTATION, WHEEL);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('  verified     yes: signature, certificate and log entry\n');
  });

  test('does not verify with the root of the public Sigstore', async () => {
    const inspection = await inspectJson(cwd, '--verify', ATTESTATION);
    expect(inspection.run.exitCode).toBe(1);
    expect(signedDocuments(inspection)).toMatchObject([{ verification: { kind: 'failed' } }]);
  });

  test('does not verify once it was changed', async () => {
    const attestation = await read(ATTESTATION);
    const statement = Buffer.from(attestation.envelope.statement, 'base64').toString();
    const changed = statement.replace(/"sha256":"./, '"sha256":"f');
    attestation.envelope.statement = Buffer.from(
      changed === statement ? statement.replace(/"sha256":"./, '"sha256":"e') : changed,
    ).toString('base64');
    const folder = await folderWith({ [ATTESTATION]: attestation });
    const run = await inspectText(folder, ...verify, ATTESTATION);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/^ {2}verified {5}NO: \S/m);
    expect(run.stdout).toContain('structure    accepted by PyPI');
  });

  test('of other bytes than the file beside it ends with 1', async () => {
    const folder = await folderWith({ [ATTESTATION]: await read(ATTESTATION) });
    await writeDistribution(folder, wheel({ version: '1.0', content: 'b = 2\n' }));
    for (const files of [[ATTESTATION], [ATTESTATION, WHEEL]]) {
      const inspection = await inspectJson(folder, ...files);
      expect(inspection.run.exitCode).toBe(1);
      expect(signedDocuments(inspection)).toMatchObject([
        { beside: { same: false }, refusals: [] },
      ]);
    }
    expect((await inspectText(folder, ATTESTATION)).stdout).toContain(`${WHEEL} has OTHER bytes`);
  });

  test('is matched to a distribution elsewhere by its bytes', async () => {
    const folder = await folderWith({ [ATTESTATION]: await read(ATTESTATION) });
    await mkdir(join(folder, 'dist'));
    await copyFile(join(cwd, WHEEL), join(folder, 'dist', WHEEL));
    const [alone] = signedDocuments(await inspectJson(folder, ATTESTATION));
    expect(alone?.beside).toBeNull();
    const [given] = signedDocuments(await inspectJson(folder, ATTESTATION, 'dist'));
    expect(given?.beside).toEqual({ path: join(folder, 'dist', WHEEL), same: true });
  });
});

describe('a provenance object', () => {
  const acme = { kind: 'GitHub', repository: 'acme/widget', workflow: 'release.yml', claims: null };

  test('shows the publisher that the index names', async () => {
    const folder = await folderWith({ 'provenance.json': await provenance(acme) });
    const inspection = await inspectJson(folder, ...verify, 'provenance.json');
    expect(inspection.run.exitCode).toBe(0);
    expect(inspection.document.files).toMatchObject([{ kind: 'provenance', ok: true }]);
    const { claims: _, ...publisher } = acme;
    expect(signedDocuments(inspection)).toMatchObject([
      { publisher, verification: { kind: 'verified' } },
    ]);
    const { stdout } = await inspectText(folder, 'provenance.json');
    expect(stdout).toContain('  format       PEP 740 provenance object\n');
    expect(unwrapped(stdout)).toContain(
      'kind GitHub, repository acme/widget, workflow release.yml',
    );
  });

  test('does not verify when another publisher signed', async () => {
    const folder = await folderWith({
      'provenance.json': await provenance({ ...acme, repository: 'acme/other' }),
    });
    const run = await inspectText(folder, ...verify, 'provenance.json');
    expect(run.exitCode).toBe(1);
    expect(unwrapped(run.stdout)).toMatch(/NO: .*repository .*acme\/other/);
  });
});

describe('a Sigstore bundle', () => {
  test('of a distribution is taken and verified', async () => {
    const inspection = await inspectJson(cwd, ...verify, BUNDLE);
    expect(inspection.run.exitCode).toBe(0);
    expect(inspection.document.files).toMatchObject([{ kind: 'bundle', ok: true }]);
    expect(signedDocuments(inspection)).toMatchObject([
      {
        'media-type': 'application/vnd.dev.sigstore.bundle.v0.3+json',
        subjects: [{ name: WHEEL }],
        verification: { kind: 'verified' },
      },
    ]);
  });

  test('of another file verifies with that file next to it; that PyPI would reject its form is no fault', async () => {
    const inspection = await inspectJson(cwd, ...verify, 'sbom.json.sigstore.json');
    expect(inspection.run.exitCode).toBe(0);
    expect(inspection.document.files).toMatchObject([{ ok: true }]);
    expect(signedDocuments(inspection)).toMatchObject([
      {
        subjects: [{ name: null, digests: { sha256: expect.any(String) } }],
        'predicate-type': null,
        beside: { path: join(cwd, 'sbom.json'), same: true },
        refusals: ['its bundle signs no in-toto statement'],
        verification: { kind: 'verified' },
      },
    ]);
    const shown = await inspectText(cwd, ...verify, 'sbom.json.sigstore.json');
    expect(shown.exitCode).toBe(0);
    expect(unwrapped(shown.stdout)).toContain('a bundle that is not for PyPI');
    expect(shown.stdout).toMatch(/\n1 file: fine\n$/);
    const bundle = await read('sbom.json.sigstore.json');
    const alone = await folderWith({ 'sbom.json.sigstore.json': bundle });
    const notVerified = await inspectJson(alone, ...verify, '*.json');
    expect(notVerified.run.exitCode).toBe(1);
    const [document] = signedDocuments(notVerified);
    expect(document).toMatchObject({
      beside: null,
      verification: { kind: 'uncheckable', reason: 'the file that it signs is not here' },
    });
  });

  test('one a line: each is shown', async () => {
    const bundle = JSON.stringify(await read(BUNDLE));
    const folder = await folderWith({ 'bundles.jsonl': `${bundle}\n\n${bundle}\n` });
    const inspection = await inspectJson(folder, 'bundles.jsonl');
    expect(inspection.run.exitCode).toBe(0);
    expect(signedDocuments(inspection)).toHaveLength(2);
  });

  test('without a log entry is shown with the reason why PyPI refuses it', async () => {
    const bundle = await read(BUNDLE);
    const folder = await folderWith({
      'bundle.json': {
        ...bundle,
        verificationMaterial: { certificate: bundle.verificationMaterial.certificate },
      },
    });
    const inspection = await inspectJson(folder, 'bundle.json');
    expect(inspection.run.exitCode).toBe(1);
    expect(signedDocuments(inspection)).toMatchObject([
      {
        'log-entries': [],
        certificate: { claims: { 'deployment-environment': 'pypi' } },
        refusals: [expect.stringContaining('no transparency log entry')],
      },
    ]);
  });

  test('about several files shows them all', async () => {
    const bundle = await read(BUNDLE);
    const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
    statement.subject.push({ name: 'notes.txt', digest: { sha512: 'ab' } });
    bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString('base64');
    const folder = await folderWith({ 'bundle.json': bundle });
    const { stdout, exitCode } = await inspectText(folder, 'bundle.json');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /about {8}sample_project.*\n {2}sha256 .*\n {2}about {8}notes\.txt\n {2}sha512/,
    );
    expect(unwrapped(stdout)).toContain('- its subject is no distribution by its name (notes.txt)');
  });
});

test('a trust config that is not valid ends with 1', async () => {
  const run = await inspectText(cwd, '--verify', '--sigstore-trust-config', WHEEL, ATTESTATION);
  expect(run).toMatchObject({ exitCode: 1, stdout: '' });
  expect(run.stderr).toContain('invalid-trust-config');
});
