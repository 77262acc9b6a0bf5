import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { documentOf, runCli, workFolder } from '../cli/run-cli.ts';
import { openSandbox } from '../open-sandbox.ts';
import { answer, withFault } from './faults.ts';
import { failure } from './outcome.ts';
import { PROJECT, sdist, wheel, write } from './release.ts';
import { accepted, other, sign, signedFiles, signFailure, verifiedBundle } from './sign.ts';
import { type ReportDocument, requirements } from './verification.ts';

const sandbox = await openSandbox({ rekorV2: true });
const { v2 } = sandbox.sigstore;
if (v2 === undefined) throw new TypeError('no Rekor v2 log');

interface Provenance {
  readonly attestation_bundles: readonly {
    readonly attestations: readonly { readonly verification_material: object }[];
  }[];
}

async function provenance({ filename }: { readonly filename: string }): Promise<Provenance> {
  const path = `/integrity/${PROJECT}/1.0/${filename}/provenance`;
  return (await fetch(`${sandbox.index.url}${path}`)).json() as Promise<Provenance>;
}

describe('where the trust config has a Rekor v2 log and a timestamp authority, and no Rekor v1 log', () => {
  const version = '1.0';
  let run: PublishRun;

  beforeAll(async () => {
    run = await publish(sandbox, {
      files: await write(sandbox, [wheel({ version }), await sdist({ version })]),
    });
  });

  test('a release is logged there, dated, and accepted by an index that reads timestamps', async () => {
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(sandbox.sigstore.rekor.requests).toEqual([]);
    expect([v2.rekor, v2.timestampAuthority].map(({ requests }) => requests.length)).toEqual([
      2, 2,
    ]);
    const files = sandbox.index.files.filter((file) => file.version === version);
    expect(files).toHaveLength(2);
    const attestations = (await Promise.all(files.map(provenance))).flatMap(
      ({ attestation_bundles: [bundle] }) => bundle?.attestations ?? [],
    );
    expect(attestations.map((each) => each.verification_material)).toEqual(
      files.map(() =>
        expect.objectContaining({
          transparency_entries: [
            expect.objectContaining({ kindVersion: { kind: 'hashedrekord', version: '0.0.2' } }),
          ],
          timestamps: [expect.stringMatching(/^MII/)],
        }),
      ),
    );
  });

  test('whoever installs it verifies it, with the time of the timestamp', async () => {
    const cwd = await workFolder();
    const files = sandbox.index.files.filter((file) => file.version === version);
    await writeFile(
      join(cwd, 'requirements.txt'),
      requirements([{ project: PROJECT, version, files }]),
    );
    const trust = ['--custom-trusted-root', sandbox.trustConfigPath];
    const index = ['--index-url', sandbox.index.simpleUrl];
    const args = ['verify', '--json', ...index, ...trust, 'requirements.txt'];
    const verified = await runCli(args, { cwd });
    const { items } = documentOf(verified) as ReportDocument;
    expect(verified.exitCode).toBe(0);
    expect(items.map(({ verdict }) => verdict)).toEqual(['verified', 'verified']);
    const today = new Date().toISOString().slice(0, 8);
    expect(JSON.stringify(items)).toContain(`"time":"${today}`);
  });

  test('files of every kind are signed so', async () => {
    const files = [wheel({ version: '1.1' }), other('sbom.json', '{}')];
    const signed = await sign(sandbox, files, { inputs: { bundles: 'true' } });
    expect([signed.exitCode, signed.stderr]).toEqual([0, '']);
    const [own, bill] = signedFiles(signed);
    const attestation = own?.written.filter((path) => path.endsWith('.attestation')) ?? [];
    expect(await accepted(sandbox, files[0] ?? other(''), attestation)).toHaveLength(1);
    for (const path of [...(own?.written ?? []), ...(bill?.written ?? [])]) {
      if (!path.endsWith('.sigstore.json')) continue;
      const { tlogEntries } = (await verifiedBundle(sandbox, path, Buffer.from('{}')))
        .verificationMaterial;
      expect(tlogEntries).toMatchObject([
        { kindVersion: { kind: 'hashedrekord', version: '0.0.2' } },
      ]);
    }
  });

  test.each([
    ['the timestamp authority', v2.timestampAuthority, '/timestamp', 'timestamp-unavailable'],
    ['the log', v2.rekor, '/log/entries', 'transparency-log-unavailable'],
  ] as const)('a refusal of %s ends the run before the upload', async (_, service, path, code) => {
    const before = sandbox.index.files.length;
    const files = await write(sandbox, [wheel({ version: '1.2' })]);
    const ended = await withFault(
      service,
      path,
      (_count, request, response) => answer(request, response, 400, { body: { message: 'no' } }),
      () => publish(sandbox, { files }),
    );
    expect(failure(ended).code).toBe(code);
    expect(sandbox.index.files).toHaveLength(before);
  });

  test('an attestation of that kind can be brought along for such an index', async () => {
    const built = wheel({ version: '1.3' });
    const signed = await sign(sandbox, [built]);
    const [paths] = signedFiles(signed).map(({ written }) => written);
    const [files, text] = [await write(sandbox, [built]), await readFile(paths?.[0] ?? '', 'utf8')];
    const inputs = { 'attestation-paths': 'brought.json' };
    const ended = await publish(sandbox, {
      files,
      inputs,
      workspaceFiles: { 'brought.json': text },
    });
    expect([signFailure(signed).code, ended.exitCode, ended.stderr]).toEqual(['', 0, '']);
    expect(sandbox.index.files.map(({ filename }) => filename)).toContain(basename(built.filename));
  });
});
