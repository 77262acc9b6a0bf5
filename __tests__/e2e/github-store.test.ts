import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { openSandbox } from '../open-sandbox.ts';
import { annotations, reportedFiles } from './outcome.ts';
import { publishBuilt, sdist, wheel } from './release.ts';
import { other, sign } from './sign.ts';

const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly bundle: unknown;
}

const sandbox = await openSandbox();
let api: Server;
let received: Received[];
let status: number;
let version = 0;

beforeEach(async () => {
  received = [];
  status = 201;
  version += 1;
  api = createServer((request, response) => {
    void body(request).then((text) => {
      const { method, url, headers } = request;
      const { bundle } = JSON.parse(text) as { bundle: unknown };
      received.push({ method, url, authorization: headers.authorization, bundle });
      const answer = status === 201 ? { id: 7 } : { message: 'Resource not accessible' };
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => api.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  api.close();
});

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const options = (inputs: Readonly<Record<string, string>> = {}) => ({
  inputs: { 'github-attestation': 'true', 'github-token': TOKEN, ...inputs },
  env: { GITHUB_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}` },
});

const subjects = () =>
  received.map(({ bundle }) => {
    const { content } = bundleFromJSON(bundle);
    if (content.$case !== 'dsseEnvelope') throw new Error('not an envelope');
    const statement = JSON.parse(content.dsseEnvelope.payload.toString('utf8')) as {
      readonly subject: readonly [{ readonly name: string }];
    };
    return statement.subject[0].name;
  });

test('the bundles of a release go to the store of its repository, with the token masked', async () => {
  const files = [wheel({ version: `${version}.0` }), await sdist({ version: `${version}.0` })];
  const run = await publishBuilt(sandbox, files, options());
  expect(run.exitCode).toBe(0);
  expect(new Set(subjects())).toEqual(new Set(files.map(({ filename }) => filename)));
  for (const { method, url, authorization } of received) {
    expect([method, url, authorization]).toEqual([
      'POST',
      '/repos/acme/widget/attestations',
      `Bearer ${TOKEN}`,
    ]);
  }
  expect(run.stdout).toContain(`::add-mask::${TOKEN}`);
  expect(run.stdout).toContain("GitHub's attestation store has 2 of 2 bundles");
  expect(annotations(run, 'warning')).toEqual([]);
});

test('a missing permission is a warning that names it; the release is what it was', async () => {
  status = 403;
  const run = await publishBuilt(sandbox, [wheel({ version: `${version}.0` })], options());
  expect(run.exitCode).toBe(0);
  expect(reportedFiles(run)[0]).toMatchObject({ status: 'uploaded' });
  expect(annotations(run, 'warning').join()).toContain('`attestations: write`');
  expect(received).toHaveLength(1);
});

test('without a token nobody is asked, and that is said', async () => {
  const built = [wheel({ version: `${version}.0` })];
  const run = await publishBuilt(sandbox, built, options({ 'github-token': '' }));
  expect(run.exitCode).toBe(0);
  expect(received).toEqual([]);
  expect(annotations(run, 'warning').join()).toContain('there is no token');
});

test('nothing is stored unless that is asked for', async () => {
  const built = [wheel({ version: `${version}.0` })];
  const run = await publishBuilt(sandbox, built, options({ 'github-attestation': 'false' }));
  expect(run.exitCode).toBe(0);
  expect(received).toEqual([]);
});

test('the attest action stores attestations of distributions, and no plain signatures', async () => {
  const built = wheel({ version: `${version}.0` });
  const run = await sign(sandbox, [built, other('sums.txt')], options());
  expect(run.exitCode).toBe(0);
  expect(subjects()).toEqual([built.filename]);
});
