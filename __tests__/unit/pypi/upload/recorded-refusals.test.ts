import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ExistingFile, uploadFile } from '../../../../src/pypi/upload/upload.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { makeDistribution, WHEEL } from '../../distributions.ts';
import { indexAt } from '../indexes.ts';

let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refusals-'));
  path = join(folder, WHEEL);
  await writeFile(path, 'bytes');
});

afterAll(() => rm(folder, { recursive: true }));

const html = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body,
});

/** As Nexus Repository 3 writes an error. */
const nexusPage = (text: string): string => `<!DOCTYPE html>
<html lang="en">
<head><title>400 - Nexus Repository Manager</title></head>
<body>
<div class="nexus-header"><span class="product-spec">OSS 3.25.1-04</span></div>
<div class="nexus-body">
  <div class="content-header">
    <span class="title">Error 400</span>
    <span class="description">Bad Request</span>
  </div>
  <div class="content-body">
    <div class="content-section">
      ${text}
    </div>
  </div>
</div>
</body>
</html>`;

/** As bottle, and so pypiserver, writes an error. */
const bottlePage = (status: string, text: string): string => `
    <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
    <html>
        <head>
            <title>Error: ${status}</title>
            <style type="text/css">html {background-color: #eee}</style>
        </head>
        <body>
            <h1>Error: ${status}</h1>
            <p>Sorry, the requested URL <tt>&#039;http://127.0.0.1/&#039;</tt> caused an error:</p>
            <pre>${text}</pre>
        </body>
    </html>`;

const artifactory = (status: number, message: string): Answer => ({
  status,
  body: { errors: [{ status, message }] },
});

const SHA256 = createHash('sha256').update('bytes').digest('hex');

/** What the index at the other end makes of an upload that is answered like this. */
async function outcomeOf(answer: Answer) {
  const server = await startAnswerServer([answer]);
  const distribution = makeDistribution(WHEEL, { path, size: 5, sha256: SHA256 });
  const upload = { distribution, attestations: [], authorization: 'Basic c2VjcmV0' };
  return uploadFile(upload, indexAt(server.url), wireDeps());
}

describe('a file that is there, in the words of', () => {
  test.each<[string, Answer, string, ExistingFile]>([
    [
      'pypiserver 2.4',
      html(
        409,
        bottlePage(
          '409 Conflict',
          'Package &#039;a-1.whl&#039; already exists!\n  You may start server with `--overwrite` option.',
        ),
      ),
      "Package 'a-1.whl' already exists! You may start server with `--overwrite` option.",
      'name',
    ],
    [
      'devpi-server 6.20',
      {
        status: 409,
        reason: 'a-1.whl already exists in non-volatile index',
        body: {
          message: '\n\n\n\n\n',
          code: '409 a-1.whl already exists in non-volatile index',
          title: 'a-1.whl already exists in non-volatile index',
        },
      },
      'a-1.whl already exists in non-volatile index',
      'other-bytes',
    ],
    [
      'Artifactory',
      artifactory(
        403,
        "Not enough permissions to delete/overwrite artifact 'pypi-local:a/1/a-1.whl' (user 'ci' needs DELETE permission).",
      ),
      "Not enough permissions to delete/overwrite artifact 'pypi-local:a/1/a-1.whl' (user 'ci' needs DELETE permission).",
      'name',
    ],
    [
      'GitLab',
      { status: 400, body: { message: 'Validation failed: File name has already been taken' } },
      'Validation failed: File name has already been taken',
      'name',
    ],
    [
      'Nexus on OrientDB',
      html(400, nexusPage('Repository does not allow updating assets: pypi-local')),
      'Repository does not allow updating assets: pypi-local',
      'name',
    ],
    [
      'Nexus on H2',
      html(400, nexusPage('pypi-local/packages/a/1/a-1.whl cannot be updated')),
      'pypi-local/packages/a/1/a-1.whl cannot be updated',
      'name',
    ],
    [
      'Google Artifact Registry',
      {
        status: 400,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: 'Requested entity already exists\n',
      },
      'Requested entity already exists',
      'name',
    ],
  ])('%s', async (_, answer, text, says) => {
    expect(await outcomeOf(answer)).toEqual({ kind: 'exists', text, says });
  });
});

describe('credentials that are not good, in the words of', () => {
  test.each<[string, Answer, number, string]>([
    ['pypiserver', html(403, bottlePage('403 Forbidden', 'None')), 403, 'Forbidden'],
    [
      'devpi',
      {
        status: 403,
        body: { message: '\n\n', code: '403 no permission to submit', title: 'no permission' },
      },
      403,
      'no permission to submit',
    ],
    [
      'Artifactory',
      artifactory(403, "Not enough permissions to deploy artifact 'pypi-local:a/1/a-1.whl'."),
      403,
      "Not enough permissions to deploy artifact 'pypi-local:a/1/a-1.whl'.",
    ],
    ['GitLab', { status: 401, body: { message: '401 Unauthorized' } }, 401, 'Unauthorized'],
  ])('%s', async (_, answer, status, text) => {
    expect(await outcomeOf(answer)).toEqual({ kind: 'forbidden', status, text });
  });
});

describe('a place where nothing is uploaded, in the words of', () => {
  test.each<[string, Answer, number, string]>([
    [
      'pypiserver',
      html(405, bottlePage('405 Method Not Allowed', 'Method not allowed.')),
      405,
      'Method not allowed.',
    ],
    [
      'devpi',
      { status: 404, body: { message: 'The stage root/none could not be found.' } },
      404,
      'The stage root/none could not be found.',
    ],
  ])('%s', async (_, answer, status, text) => {
    expect(await outcomeOf(answer)).toMatchObject({ kind: 'rejected', status, text });
  });
});
