import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { fetchListing } from '../../../../src/pypi/simple/project-state.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';

const PAGE = { meta: { 'api-version': '1.4' }, name: 'widget', files: [] };
const JSON_TYPE = { 'content-type': 'application/vnd.pypi.simple.v1+json' };

async function listing(answer: Answer) {
  const server = await startAnswerServer([answer]);
  const index = { simpleUrl: `${server.url}/simple/`, title: 'the index' };
  return { answer: await fetchListing('widget', index, wireDeps()), server };
}

test('a listing is asked for once, compressed', async () => {
  const { answer, server } = await listing({ headers: JSON_TYPE, body: PAGE });
  expect(answer).toMatchObject({ kind: 'listed', page: { name: 'widget' } });
  expect(server.received).toMatchObject([
    { method: 'GET', url: '/simple/widget/', headers: { 'accept-encoding': 'gzip' } },
  ]);
});

test('a compressed listing is read', async () => {
  const body = gzipSync(JSON.stringify(PAGE));
  const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
  expect((await listing({ headers, body })).answer).toMatchObject({ kind: 'listed' });
});

const GZIP = { 'content-encoding': 'gzip' };
const FILE = { filename: 'widget-1.0.zip', url: 'https://a.example/', hashes: {} };

test.each<[string, Answer, string]>([
  [
    'compressed otherwise',
    { headers: { 'content-encoding': 'br' }, body: 'x' },
    'is compressed in',
  ],
  ['broken', { headers: GZIP, body: gzipSync('{}').subarray(0, 9) }, 'is compressed and broken'],
  [
    'far longer than it looks',
    {
      headers: GZIP,
      body: gzipSync(Buffer.concat([Buffer.from('{'), Buffer.alloc(97 << 20, ' ')])),
    },
    'is longer than 96.0 MiB',
  ],
  ['something else', { body: 'hello' }, 'is no JSON'],
  ['another object', { body: { files: [] } }, 'is not the Simple API'],
  ['a list of numbers', { body: { ...PAGE, files: [1, 1] } }, 'lists a file in a form'],
  ['a list of more files than any project has', { body: many(200_001) }, 'lists more than 200,000'],
  ['one of a long URL', { body: withFile({ url: 'x'.repeat(8193) }) }, 'lists a file in a form'],
  [
    'one of many hashes',
    { body: withFile({ hashes: manyHashes(201) }) },
    'has more than 200 values',
  ],
  ['one of a long member', { body: withFile({ x: 'x'.repeat(200_000) }) }, 'has a "files" that is'],
  ['one of long URLs together', { body: longUrls() }, 'lists files whose names and URLs'],
])('a listing that is %s is refused, and it is said why', async (_, answer, why) => {
  const read = await listing(answer);
  expect(read.answer).toMatchObject({
    kind: 'unavailable',
    reason: expect.stringMatching(new RegExp(`^the index answered something that ${why}`)),
  });
});

test.each<[string, object, string]>([
  ['of another project', { ...PAGE, name: 'gadget' }, 'the page of another project, "gadget"'],
  ['of another major version', { ...PAGE, meta: { 'api-version': '2.0' } }, 'version "2.0"'],
])('a listing %s was not read', async (_, body, words) => {
  const { answer } = await listing({ headers: JSON_TYPE, body });
  expect(answer).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining(words) });
});

test('a listing as large as the largest is read', async () => {
  const { answer } = await listing({ headers: GZIP, body: gzipSync(many(200_000)) });
  expect(answer.kind === 'listed' && answer.page.files.length).toBe(200_000);
});

function withFile(change: object): object {
  return { ...PAGE, files: [{ ...FILE, ...change }] };
}

function many(count: number): string {
  const { files: _, ...page } = PAGE;
  const files = Array<string>(count).fill(JSON.stringify(FILE)).join();
  return `${JSON.stringify(page).slice(0, -1)},"files":[${files}]}`;
}

function manyHashes(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, 'b']));
}

function longUrls(): string {
  return many(9_000).replaceAll('https://a.example/', `https://a.example/${'x'.repeat(8_000)}`);
}

test('no project is no trouble', async () => {
  expect((await listing({ status: 404 })).answer).toEqual({ kind: 'missing' });
});
