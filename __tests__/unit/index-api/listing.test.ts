import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { fetchListing } from '../../../src/index-api/listing.ts';
import { type Answer, startAnswerServer } from '../../wire/answer-server.ts';
import { wireDeps } from '../../wire/wire-deps.ts';

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

test.each<[string, Answer]>([
  ['compressed otherwise', { headers: { 'content-encoding': 'br' }, body: 'x' }],
  ['broken', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{}').subarray(0, 9) }],
  [
    'far longer than it looks',
    { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(130 * 1024 * 1024)) },
  ],
  ['something else', { body: 'hello' }],
])('a listing that is %s was not read', async (_, answer) => {
  const read = await listing(answer);
  expect(read.answer).toMatchObject({
    kind: 'unavailable',
    reason: 'the index answered something that is not the Simple API.',
  });
});

test.each<[string, object, string]>([
  ['of another project', { ...PAGE, name: 'gadget' }, 'the page of another project, "gadget"'],
  ['of another major version', { ...PAGE, meta: { 'api-version': '2.0' } }, 'version "2.0"'],
])('a listing %s was not read', async (_, body, words) => {
  const { answer } = await listing({ headers: JSON_TYPE, body });
  expect(answer).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining(words) });
});

test('no project is no trouble', async () => {
  expect((await listing({ status: 404 })).answer).toEqual({ kind: 'missing' });
});
