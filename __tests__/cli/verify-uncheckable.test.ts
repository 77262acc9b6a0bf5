import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeKeyPair } from '../../sandbox/sigstore/digest.ts';
import { signWithKey } from '../../sandbox/sigstore/sign.ts';
import { wheel } from '../e2e/release.ts';
import { sign, signedFiles } from '../e2e/sign.ts';
import type { ReportDocument } from '../e2e/verification.ts';
import { openSandbox } from '../open-sandbox.ts';
import { documentOf, runCli, workFolder } from './run-cli.ts';

const sandbox = await openSandbox({ rekorV2: true });
const REPOSITORY = ['-R', 'acme/widget'];

interface Material {
  readonly verification_material: Record<string, unknown>;
}

let cwd: string;
let wheelName: string;

beforeAll(async () => {
  cwd = await workFolder();
  const built = wheel({ version: '1.0' });
  wheelName = built.filename;
  const [own] = signedFiles(await sign(sandbox, [built]));
  const attestation = JSON.parse(await readFile(own?.written[0] ?? '', 'utf8')) as Material;
  const { timestamps: _, ...undated } = attestation.verification_material;
  const bytes = Buffer.from('an installer');
  const keyed = signWithKey(sandbox.sigstore, makeKeyPair(), bytes, Date.now());
  const files: Readonly<Record<string, string | Uint8Array>> = {
    [wheelName]: built.bytes,
    'undated.json': JSON.stringify({ ...attestation, verification_material: undated }),
    'dated.json': JSON.stringify(attestation),
    'tool.bin': bytes,
    'keyed.json': JSON.stringify(keyed),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content);
});

const verify = async (...args: string[]) => {
  const trust = ['--custom-trusted-root', sandbox.trustConfigPath];
  const run = await runCli(['verify', '--json', '--offline', ...trust, ...args], { cwd });
  const { items } = documentOf(run) as ReportDocument;
  return { exitCode: run.exitCode, items };
};

describe('evidence that may be true and cannot be verified here', () => {
  test.each([
    ['an attestation that nothing dates', 'undated.json', 'nothing says when it was signed'],
    ['a bundle for a managed key', 'keyed.json', 'it is signed with a managed key'],
  ])('%s, for a wheel', async (_, bundle, reason) => {
    for (const more of [[], ['--allow-unavailable'], REPOSITORY, ['--strict']]) {
      const { exitCode, items } = await verify('--bundle', bundle, ...more, wheelName);
      expect([exitCode, items.map(({ verdict }) => verdict)]).toEqual([3, ['not-checked']]);
      expect(items[0]?.findings.map(({ rule }) => rule)).toContain('not-checked');
      expect(JSON.stringify(items)).toContain(reason);
    }
  });

  test('a bundle for a managed key, for a file', async () => {
    for (const more of [REPOSITORY, [...REPOSITORY, '--allow-unavailable']]) {
      const { exitCode, items } = await verify('--bundle', 'keyed.json', ...more, 'tool.bin');
      expect([exitCode, items.map(({ verdict }) => verdict)]).toEqual([3, ['not-checked']]);
    }
  });

  test('does not stand in the way of evidence that is verified', async () => {
    const both = ['--bundle', 'undated.json', '--bundle', 'dated.json'];
    const { exitCode, items } = await verify(...both, ...REPOSITORY, wheelName);
    expect([exitCode, items.map(({ verdict }) => verdict)]).toEqual([0, ['verified']]);
  });
});
