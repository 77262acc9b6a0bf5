import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { writeDistribution } from '../archives/distribution.ts';
import { sdist, wheel } from '../e2e/release.ts';
import { openSandbox } from '../open-sandbox.ts';
import { attestDocument } from './documents.ts';
import { documentOf, runCli } from './run-cli.ts';

const sandbox = await openSandbox();
let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(sandbox.directory, 'project-'));
  await mkdir(join(cwd, 'dist'));
  await writeDistribution(join(cwd, 'dist'), wheel({ version: '1.0' }));
  await writeDistribution(join(cwd, 'dist'), await sdist({ version: '1.0' }));
  await writeFile(join(cwd, 'sbom of us.json'), '{}');
});

const attest = (...args: string[]) =>
  runCli(['attest', '--sigstore-trust-config', sandbox.trustConfigPath, ...args], {
    cwd,
    env: sandbox.environment(),
  });

test('signs dist/* where nothing is named, and attestations lie beside', async () => {
  const run = await attest();
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toMatch(/^Signed by acme\/widget, workflow release\.yml\n/);
  const name = 'sample_project-1.0-py3-none-any.whl';
  expect(run.stdout).toContain(`  signed  ${name}  log index `);
  expect(run.stdout).toContain(`          ${join('dist', `${name}.publish.attestation`)}\n`);
  expect(await readdir(join(cwd, 'dist'))).toContain(`${name}.publish.attestation`);
});

test('what exists is an error with 1, unless --overwrite', async () => {
  const run = await attest('--json');
  expect(run.exitCode).toBe(1);
  expect(v.parse(attestDocument, documentOf(run))).toMatchObject({
    ok: false,
    files: [],
    error: {
      code: 'invalid-configuration',
      consequence: 'Nothing was written.',
      remedy: expect.stringMatching(/^Set --overwrite .*, or --attestations-dir /),
    },
  });
  expect(await attest('--overwrite')).toMatchObject({ exitCode: 0 });
});

test('FILES may have spaces, and --json tells what was written', async () => {
  const run = await attest(
    '--json',
    '--attestations-dir',
    'signed',
    '--bundles',
    'dist/*.whl',
    'sbom of us.json',
  );
  expect(run.exitCode).toBe(0);
  const document = v.parse(attestDocument, documentOf(run));
  expect(document).toMatchObject({ ok: true, signer: 'acme/widget, workflow release.yml' });
  expect(document.files.map(({ kind }) => kind).toSorted()).toEqual(['distribution', 'file']);
  expect(document['attestation-paths'].toSorted()).toEqual(
    (await readdir(join(cwd, 'signed'))).map((name) => join(cwd, 'signed', name)).toSorted(),
  );
});

test('outside of a job it says that it needs one', async () => {
  const run = await runCli(['attest', '--overwrite'], { cwd });
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toContain('not-a-github-job');
  expect(run.stderr).toMatch(/Signing\s+\(attest\)\s+works\s+in\s+a\s+job\s+only/);
});
