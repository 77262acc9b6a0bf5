import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { LoopbackServer } from '../../sandbox/http/server.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { makeLinkToDevice, makePipe } from '../unit/files/changes.ts';
import { startAnswerServer, startHttpServer } from '../wire/answer-server.ts';
import { withFault } from './faults.ts';
import { failure, statuses } from './outcome.ts';
import { publishBuilt, sdist, wheel } from './release.ts';
import { NONE, watch } from './requests.ts';
import { listing, other, sign, signedFiles, signFailure } from './sign.ts';

const sandbox = await openSandbox();
const { fulcio, rekor } = sandbox.sigstore;
const before = new Set<string>();

/** A file in `dist/` of the run that is under way. */
async function inDist(filename: string): Promise<string> {
  const runs = (await readdir(sandbox.directory)).filter((name) => name.startsWith('run-'));
  const [run = ''] = runs.filter((name) => !before.has(name));
  return join(sandbox.directory, run, 'workspace', 'dist', filename);
}

/** Runs while something becomes of a file, when a service has its nth request of that path. */
async function changing(
  [server, path, nth]: readonly [LoopbackServer, string, number],
  change: () => Promise<unknown>,
  run: () => Promise<PublishRun>,
): Promise<PublishRun> {
  for (const name of await readdir(sandbox.directory)) before.add(name);
  const fault = async (count: number) => {
    if (count === nth) await change();
    return false;
  };
  return withFault(server, path, fault, run);
}

/** Writes other bytes of the same size into a file. */
async function falsify(path: string): Promise<void> {
  const bytes = await readFile(path);
  await writeFile(path, bytes.fill('x', bytes.length - 1));
}

const certificate = [fulcio, '/api/v2/signingCert', 1] as const;
const logEntry = (nth: number) => [rekor, '/api/v1/log/entries', nth] as const;

describe('publishing', () => {
  test('uploads nothing when a file changes while others are signed', async () => {
    const files = [wheel({ version: '1.0' }), await sdist({ version: '1.0' })];
    const seen = watch(sandbox);
    const run = await changing(
      logEntry(1),
      async () => falsify(await inDist(files[1]?.filename ?? '')),
      () => publishBuilt(sandbox, files, { inputs: { 'attestations-dir': 'signed' } }),
    );
    const { code, text } = failure(run);
    expect([run.exitCode, run.stderr, code]).toEqual([1, '', 'file-changed']);
    expect(text).toContain(`${files[1]?.filename} changed during this run: it has other bytes`);
    expect(text).toContain('Nothing was uploaded.');
    expect(seen().uploads).toEqual([]);
    expect(statuses(run)).toEqual(['not-tried', 'not-tried']);
    expect(await listing(run, 'signed')).toEqual([]);
  });

  test('gives no complete file to an index that checks nothing, and ends red', async () => {
    const files = [wheel({ version: '1.1' }), await sdist({ version: '1.1' })];
    for (const name of await readdir(sandbox.directory)) before.add(name);
    const complete: string[] = [];
    const url = await startHttpServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const [, name] = /; filename="([^"]+)"/.exec(Buffer.concat(parts).toString()) ?? [];
      // A form without a file only asks whether this is an upload URL.
      if (name !== undefined) complete.push(name);
      if (name !== undefined && complete.length === 1)
        await falsify(await inDist(files[1]?.filename ?? ''));
      response.end('OK');
    });
    const run = await publishBuilt(sandbox, files, {
      inputs: { 'repository-url': `${url}/`, user: 'me', password: 'a-password' },
    });
    expect([run.exitCode, failure(run).code]).toEqual([1, 'file-changed']);
    expect(statuses(run)).toEqual(['uploaded', 'failed']);
    expect(complete).toEqual([files[0]?.filename]);
  });

  // Windows has no pipes and devices in folders.
  if (process.platform !== 'win32') {
    test('does not wait for a pipe that `attestation-paths` names, nor read a device', async () => {
      const pipe = join(sandbox.directory, 'pipe.attestation');
      const device = join(sandbox.directory, 'device.attestation');
      await makePipe(pipe);
      await makeLinkToDevice(device);
      const seen = watch(sandbox);
      const run = await publishBuilt(sandbox, [wheel({ version: '1.2' })], {
        inputs: { 'attestation-paths': `${pipe}\n${device}` },
      });
      const { code, text } = failure(run);
      expect([run.exitCode, code]).toEqual([1, 'invalid-attestation']);
      expect(text).toContain(`- ${pipe} is no file`);
      expect(text).toContain(`- ${device} is no file`);
      expect(seen().index).toEqual([]);
    });
  }
});

describe('signing', () => {
  const files = [wheel({ version: '2.0' }), other('sbom.json', '{"a": 1}')];
  const names = files.map(({ filename }) => `dist/${filename}`).sort();

  test.each([
    ['a distribution', files[0]?.filename ?? '', 1],
    ['another file', 'sbom.json', 2],
  ])(
    'writes and stores nothing when %s changes before everything is signed',
    async (_, filename, nth) => {
      const store = await startAnswerServer([{ status: 201, body: { id: 7 } }]);
      const run = await changing(
        logEntry(nth),
        async () => falsify(await inDist(filename)),
        () =>
          sign(sandbox, files, {
            inputs: {
              'signing-concurrency': '1',
              'github-attestation': 'true',
              'github-token': 'ghs_0123456789abcdefghijklmnopqrstuvwxyz',
            },
            env: { GITHUB_API_URL: store.url },
          }),
      );
      const { code, text } = signFailure(run);
      expect([run.exitCode, run.stderr, code]).toEqual([1, '', 'file-changed']);
      expect(text).toContain(`${filename} changed during this run`);
      expect(text).toContain('Nothing was written.');
      expect(await listing(run)).toEqual(names);
      expect(signedFiles(run)).toEqual([]);
      expect(store.received).toEqual([]);
    },
  );

  test.each([
    ['a link to an endless device', makeLinkToDevice],
    ['a pipe', makePipe],
  ])('ends at once when a file becomes %s before it is read', async (_, make) => {
    const run = await changing(
      certificate,
      async () => {
        const path = await inDist('sbom.json');
        await rm(path);
        await make(path);
      },
      () => sign(sandbox, files),
    );
    const { code, text } = signFailure(run);
    expect([run.exitCode, code]).toEqual([1, 'file-changed']);
    expect(text).toContain('sbom.json changed during this run: it is no file now');
  });
});

describe('signing with `overwrite`', () => {
  const files = [wheel({ version: '5.0' }), other('sbom.json')];
  const attestation = `${files[0]?.filename}.publish.attestation`;
  const old = other(attestation, 'an attestation of before');

  test('leaves every attestation as it was when one cannot be written', async () => {
    const run = await changing(
      certificate,
      async () =>
        mkdir(join(await inDist('sbom.json.sigstore.json'), 'folder'), { recursive: true }),
      () => sign(sandbox, [...files, old], { inputs: { overwrite: 'true' } }),
    );
    const { code, text } = signFailure(run);
    expect([run.exitCode, code]).toEqual([1, 'invalid-configuration']);
    expect(text).toContain('Nothing was written.');
    expect(await listing(run, 'dist')).toEqual([...files, old].map((file) => file.filename).sort());
    expect(await readFile(join(run.workspace, 'dist', attestation))).toEqual(old.bytes);
  });

  test('is refused before any request where a folder is in the place of an attestation', async () => {
    const seen = watch(sandbox);
    const inside = other(`${attestation}/inside`);
    const run = await sign(sandbox, [...files, inside], { inputs: { overwrite: 'true' } });
    expect([run.exitCode, signFailure(run).code]).toEqual([1, 'invalid-configuration']);
    expect(signFailure(run).text).toContain(`${attestation} is a folder`);
    expect(seen()).toEqual(NONE);
  });
});

test('a wheel whose name has 246 bytes is published, and signed next to itself', async () => {
  const named = (version: string) => {
    const plain = wheel({ version, tag: '1-py3-none-any' });
    const build = `1${'a'.repeat(246 - plain.filename.length)}`;
    return wheel({ version, tag: `${build}-py3-none-any` });
  };
  const [published, signed] = [named('3.0'), named('4.0')];
  expect(Buffer.byteLength(published.filename)).toBe(246);
  const run = await publishBuilt(sandbox, [published]);
  expect([run.exitCode, failure(run).text, statuses(run)]).toEqual([0, '', ['uploaded']]);
  expect(sandbox.index.files.at(-1)).toMatchObject({ filename: published.filename });
  const signing = await sign(sandbox, [signed], { inputs: { bundles: 'true' } });
  expect([signing.exitCode, signFailure(signing).text]).toEqual([0, '']);
  const written = (await listing(signing, 'dist')).filter((name) => name !== signed.filename);
  expect(written.map((name) => name.slice(name.indexOf('~') + 9)).sort()).toEqual([
    '.publish.attestation',
    '.publish.sigstore.json',
  ]);
  expect(signing.stdout).toContain('twine and uv do not find it');
});
