import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeDistribution } from '../archives/distribution.ts';
import { buildMetadata } from '../archives/metadata.ts';
import { buildWheel } from '../archives/wheel.ts';
import { inspectJson, inspectText, signedDocuments } from './inspections.ts';
import { type CliRun, runCli, workFolder } from './run-cli.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await workFolder();
});

afterAll(() => rm(cwd, { recursive: true }));

/** Clears a screen, runs backwards, hides, and starts a line with a workflow command. */
const HOSTILE = '\u001b[2J\u202eevil\u200b\r\u009b31m ##[error]x\n::error::x';

/** What a terminal or a runner would act upon must not reach it. */
function expectHarmless({ stdout, stderr }: CliRun): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).not.toContain('##[');
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toMatch(/^\s+at .*:\d+:\d+/m);
  }
}

const attestation = (statement: object, publisher: object = {}) => ({
  version: 1,
  attestation_bundles: [
    {
      publisher,
      attestations: [
        {
          version: 1,
          verification_material: { certificate: 'bm9uZQ==', transparency_entries: [] },
          envelope: {
            statement: Buffer.from(JSON.stringify(statement)).toString('base64'),
            signature: 'AA==',
          },
        },
      ],
    },
  ],
});

async function both(name: string): Promise<CliRun[]> {
  const args = [name, '--verify'];
  return [await inspectText(cwd, ...args), (await inspectJson(cwd, ...args)).run];
}

test('hostile arguments are refused, and shown without control characters', async () => {
  for (const args of [[HOSTILE], ['publish', `--${HOSTILE}`], ['inspect', HOSTILE]]) {
    for (const json of [[], ['--json']]) {
      const run = await runCli([...args, ...json], { cwd });
      expect([1, 2]).toContain(run.exitCode);
      expect(run.stderr + run.stdout).toContain('evil');
      expectHarmless(run);
    }
  }
});

test('names of files', async () => {
  const name = process.platform === 'win32' ? 'evil\u202e.json' : `${HOSTILE}.json`;
  await writeFile(join(cwd, name), '{}');
  for (const run of await both('*evil*')) {
    expect(run.exitCode).toBe(1);
    expectHarmless(run);
  }
  const { document } = await inspectJson(cwd, '*evil*');
  expect(document.files[0]?.path).toBe(join(cwd, name));
});

test('metadata, and a lot of it', async () => {
  const identity = { name: 'hostile', version: '1.0' };
  // A carriage return would end the header.
  const value = HOSTILE.replaceAll('\r', '').replaceAll('\n', '\n ');
  const fields = Array.from({ length: 5000 }, () => ['Keywords', value] as const);
  const built = buildWheel({ ...identity, metadata: buildMetadata({ ...identity, fields }) });
  await writeDistribution(cwd, built);
  const [shown, data] = await both(built.filename);
  expect(shown?.stdout).toContain('more fields (--json shows all)');
  expect(shown?.stdout.split('\n').length).toBeLessThan(1000);
  for (const run of [shown, data]) if (run) expectHarmless(run);
});

describe('a hostile document for inspect is refused:', () => {
  const subject = (name: unknown, digest: unknown = { sha256: 'ab' }) => ({
    subject: [{ name, digest }],
    predicateType: HOSTILE,
  });

  test('texts of all kinds', async () => {
    const statement = subject(HOSTILE, { [HOSTILE]: HOSTILE, __proto__: { polluted: 'yes' } });
    const provenance = attestation(statement, { kind: HOSTILE, [HOSTILE]: HOSTILE });
    await writeFile(join(cwd, 'texts.provenance'), JSON.stringify(provenance));
    for (const run of await both('texts.provenance')) {
      expect(run.exitCode).toBe(1);
      expectHarmless(run);
    }
    const [document] = signedDocuments(await inspectJson(cwd, 'texts.provenance'));
    expect(document).toMatchObject({
      subjects: [{ name: HOSTILE, digests: { [HOSTILE]: HOSTILE } }],
      'predicate-type': HOSTILE,
      certificate: null,
      publisher: { kind: HOSTILE },
      verification: { kind: 'not-asked' },
    });
    expect(document?.refusals).toContain('its certificate cannot be read');
  });

  test('a name that leads out of the folder is not looked for', async () => {
    for (const name of [
      '../secret-1.0.tar.gz',
      '/etc/passwd',
      'a\\secret-1.0.tar.gz',
      'a\0.tar.gz',
    ]) {
      await writeFile(join(cwd, 'names.json'), JSON.stringify(attestation(subject(name))));
      const [document] = signedDocuments(await inspectJson(cwd, 'names.json'));
      expect(document).toMatchObject({ subjects: [{ name }], beside: null });
    }
  });

  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '1'],
    ['an array', '[[]]'],
    ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['no bundle', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}'],
    ['empty material', '{"verification_material":{},"envelope":null}'],
    ['wrong types', '{"verification_material":{"certificate":1,"transparency_entries":{}}}'],
    ['no attestations', '{"attestation_bundles":[{"publisher":1,"attestations":[null]}]}'],
    ['half JSON lines', '{}\n{'],
  ])('%s', async (_, text) => {
    await writeFile(join(cwd, 'odd.json'), text);
    for (const run of await both('odd.json')) {
      expect(run.exitCode).toBe(1);
      expectHarmless(run);
      expect(run.stdout + run.stderr).not.toContain('internal-error');
    }
  });
});
