import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type RepositoryService,
  startRepository,
  type Tree,
} from '../../../sandbox/github/repository-service.ts';
import { readRepositoryFile, resolveCommit } from '../../../src/github/repository-files.ts';
import { GithubRefusal, openGithub } from '../../../src/github/rest-client.ts';
import { type Answer, startAnswerServer } from '../../wire/answer-server.ts';
import { wireDeps } from '../../wire/wire-deps.ts';

const COMMIT = 'c0'.repeat(20);
const MOST_BYTES = 3_000_000;

let service: RepositoryService;
beforeAll(async () => {
  service = await startRepository('acme/app');
});
afterAll(() => service.close());

async function filesAt(url: string) {
  const client = await openGithub({ url, token: 'ghs_x' }, wireDeps(), 600_000);
  return { client, owner: 'acme', repo: 'app', maxFileBytes: MOST_BYTES };
}

/** The text of a file of a commit, and the paths that were asked for. */
async function read(tree: Tree, path: string) {
  service.commits.clear();
  service.commits.set(COMMIT, tree);
  const before = service.requests.length;
  const bytes = await readRepositoryFile(path, COMMIT, await filesAt(service.url));
  const asked = service.requests
    .slice(before)
    .map(({ url }) =>
      decodeURIComponent(url.replace(`?ref=${COMMIT}`, '')).replace('/repos/acme/app/', ''),
    );
  return { text: bytes && Buffer.from(bytes).toString(), asked };
}

async function refusal(call: Promise<unknown>): Promise<GithubRefusal> {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof GithubRefusal) return error;
  throw new Error(`no refusal: ${String(error)}`);
}

test('a file is one request, whatever is in its name', async () => {
  const name = 'a b/?ref=x#&%2e%2e/ü[*].lock';
  expect(await read({ [name]: 'text' }, `./${name}`)).toEqual({
    text: 'text',
    asked: [`contents/${name}`],
  });
  expect((await read({ empty: '' }, 'empty')).text).toBe('');
});

test('a file above 1 MB is read by the name of its content', async () => {
  const large = 'x'.repeat(2_000_000);
  const { text, asked } = await read({ 'uv.lock': large }, 'uv.lock');
  expect(text).toBe(large);
  expect(asked).toEqual(['contents/uv.lock', expect.stringMatching(/^git\/blobs\/[0-9a-f]{40}$/)]);
});

test('a file above the limit is not read', async () => {
  const { message } = await refusal(read({ 'uv.lock': 'x'.repeat(MOST_BYTES + 1) }, 'uv.lock'));
  expect(message).toBe(`uv.lock is larger than ${MOST_BYTES} bytes`);
});

test.each([
  ['none', ['contents/none', `commits/${COMMIT}`]],
  ['folder', ['contents/folder']],
  ['folder/none', ['contents/folder/none', 'contents/folder']],
  ['a/b/c/d', ['contents/a/b/c/d', 'contents/a', `commits/${COMMIT}`]],
  ['folder/file/x', ['contents/folder/file/x', 'contents/folder', 'contents/folder/file']],
])('%s is absent, after few requests', async (path, asked) => {
  expect(await read({ 'folder/file': 'x' }, path)).toEqual({ text: undefined, asked });
});

test('a path through linked folders is read', async () => {
  const tree: Tree = {
    one: { link: 'two/./three' },
    'two/three': { link: '../four' },
    'four/file': { link: './sub/../other' },
    'four/other': 'text',
  };
  expect((await read(tree, 'one/file')).text).toBe('text');
});

test.each(['../x', '/etc/passwd', '..', 'a/../../x', '', '.', 'a\u0000b', '\ud800'])(
  'the path %j is refused without a request',
  async (path) => {
    const before = service.requests.length;
    const { message } = await refusal(read({}, path));
    expect(message).toContain('leads out of the repository');
    expect(service.requests.length).toBe(before);
  },
);

test('links that lead on and on end', async () => {
  const links = Array.from({ length: 60 }, (_, index) => [`${index}`, { link: `${index + 1}` }]);
  const { message } = await refusal(read(Object.fromEntries(links), '0'));
  expect(message).toBe('0 leads through more than 40 links');
});

const BLOB = {
  type: 'file',
  size: 4,
  sha: 'ab'.repeat(20),
  encoding: 'base64',
  content: 'dGV4dA==',
};

test.each<[string, Answer]>([
  ['is no JSON', { body: 'x' }],
  ['is of an unknown type', { body: { type: 'other' } }],
  ['is a list', { body: [] }],
  ['has no content', { body: { ...BLOB, content: undefined } }],
  ['has another encoding', { body: { ...BLOB, encoding: 'utf-8' } }],
  ['has a name that leads elsewhere', { body: { ...BLOB, sha: '../../../user' } }],
  ['has a negative size', { body: { ...BLOB, size: -1 } }],
  ['has a link without a target', { body: { type: 'symlink' } }],
  ['is nested deep', { body: `{"type":"dir","entries":${'['.repeat(50)}${']'.repeat(50)}}` }],
])('an answer that %s is refused', async (_, answer) => {
  const server = await startAnswerServer([answer]);
  const files = await filesAt(server.url);
  const { message } = await refusal(readRepositoryFile('uv.lock', COMMIT, files));
  expect(message).toBe("GitHub's answer for uv.lock is not of a known form");
});

test.each([
  ['inline', { ...BLOB, size: 5 }],
  ['by its name', { ...BLOB, encoding: 'none', content: '', size: 5 }],
])('a content that has not the size it should have (%s) is refused', async (_, body) => {
  const server = await startAnswerServer(({ url }) => ({
    body: /blobs/.test(url) ? 'text' : body,
  }));
  const files = await filesAt(server.url);
  const { message } = await refusal(readRepositoryFile('uv.lock', COMMIT, files));
  expect(message).toBe('GitHub says that uv.lock has 5 bytes, and gives 4');
});

test.each<[string, Answer]>([
  ['is no commit id', { body: 'main' }],
  ['is a page', { body: '<html>' }],
  ['is empty', {}],
])('a commit whose answer %s is refused', async (_, answer) => {
  const server = await startAnswerServer([answer]);
  const { message } = await refusal(resolveCommit('main', await filesAt(server.url)));
  expect(message).toContain('its answer is not a commit id');
});
