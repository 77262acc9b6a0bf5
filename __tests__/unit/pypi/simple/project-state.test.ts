import { describe, expect, test } from '@jest/globals';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { fetchProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { indexAt } from '../indexes.ts';

const PAGE = {
  meta: { 'api-version': '1.4' },
  name: 'widget',
  versions: ['1.0'],
  files: [
    {
      filename: 'widget-1.0.tar.gz',
      url: 'https://files.example/widget-1.0.tar.gz',
      hashes: { sha256: 'ab' },
    },
  ],
};

describe('what an index has of a project', () => {
  test('its page, asked past caches', async () => {
    const server = await startAnswerServer([{ body: PAGE }]);
    const state = await fetchProjectState('widget', indexAt(server.url), wireDeps());
    expect(state).toEqual({ kind: 'exists', page: PAGE });
    expect(server.received[0]).toMatchObject({ method: 'GET', url: '/simple/widget/' });
    expect(server.received[0]?.headers).toMatchObject({
      accept:
        'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1',
      'cache-control': 'no-cache',
    });
  });

  test('nothing: 404', async () => {
    expect(await stateAfter({ status: 404, body: '<html>' })).toEqual({ kind: 'missing' });
  });

  test('the page of PyPI after one of somebody else', async () => {
    const portal = { headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' };
    const pypi = (url: string) => indexAt(url, { kind: 'pypi' });
    const server = await startAnswerServer([portal, { body: PAGE }]);
    const state = await fetchProjectState('widget', pypi(server.url), wireDeps());
    expect(state).toEqual({ kind: 'exists', page: PAGE });
    const lasting = await startAnswerServer([portal]);
    const error = await publishErrorOf(fetchProjectState('widget', pypi(lasting.url), wireDeps()));
    expect(error.code).toBe('index-unavailable');
  });

  test('a page of the first API version, without versions', async () => {
    const page = { meta: { 'api-version': '1.0' }, name: 'widget', files: [] };
    expect(await stateAfter({ body: page })).toEqual({ kind: 'exists', page });
  });

  test.each(['text/html', 'text/html; charset=UTF-8', 'Application/vnd.pypi.simple.v1+html'])(
    'its page as %s, with the same one request',
    async (type) => {
      const body = '<a href="/files/widget-1.0.tar.gz#sha256=AB">widget-1.0.tar.gz</a>';
      const server = await startAnswerServer([{ body, headers: { 'content-type': type } }]);
      const state = await fetchProjectState('widget', indexAt(server.url), wireDeps());
      expect(state).toMatchObject({
        kind: 'exists',
        page: {
          name: 'widget',
          versions: ['1.0'],
          files: [{ url: `${server.url}/files/widget-1.0.tar.gz`, hashes: { sha256: 'ab' } }],
        },
      });
      expect(server.received).toHaveLength(1);
    },
  );

  test.each<[string, Answer, string]>([
    [
      'HTML',
      html(`<a href="widget-1.0.tar.gz">${' '.repeat(32 << 20)}`),
      'an HTML page that is longer than 32.0 MiB',
    ],
    [
      'of files',
      { body: { ...PAGE, files: Array(200_001).fill(PAGE.files[0]) } },
      'something that lists more than 200,000 files',
    ],
  ])('more than any page has is not asked for again: %s', async (_, answer, words) => {
    const server = await startAnswerServer([answer]);
    const state = fetchProjectState('widget', indexAt(server.url), wireDeps());
    const error = await publishErrorOf(state);
    expect(error.code).toBe('index-unavailable');
    expect(error.message).toContain(words);
    expect(server.received).toHaveLength(1);
  });

  test.each<[string, Answer, string]>([
    [
      'an HTML page of something else',
      html('<a href="/login">Log in</a>'),
      'an HTML page that is not',
    ],
    [
      'HTML that is called JSON',
      { body: '<!DOCTYPE html><a href="x">x</a>' },
      'something that is no JSON',
    ],
    ['JSON of another shape', { body: { name: 'widget', files: {} } }, 'not the Simple API'],
    [
      'files without hashes',
      { body: { ...PAGE, files: [{ filename: 'x', url: 'y' }] } },
      'not the Simple API',
    ],
    [
      'the page of another project',
      { body: { ...PAGE, name: 'gadget' } },
      'another project, "gadget"',
    ],
    [
      'an unknown major version',
      { body: { ...PAGE, meta: { 'api-version': '2.0' } } },
      'version "2.0"',
    ],
    [
      'a version without a number',
      { body: { ...PAGE, meta: { 'api-version': '10' } } },
      'version "10"',
    ],
  ])('an error after three tries: %s', async (_, answer, words) => {
    const server = await startAnswerServer([answer]);
    const error = await publishErrorOf(
      fetchProjectState('widget', indexAt(server.url), wireDeps()),
    );
    expect(error.code).toBe('index-unavailable');
    expect(error.message).toContain('did not list the files of widget: it answered HTTP 200 with ');
    expect(error.message).toContain(words);
    expect(error.remedy).toContain('`index-url`');
    expect(server.received).toHaveLength(3);
  });

  test.each<[number, Answer['headers'], string, string]>([
    [204, {}, 'HTTP 204', 'Set `index-url`'],
    [206, {}, 'HTTP 206', 'Set `index-url`'],
    [301, { location: '/simple/other/?token=x' }, 'a redirect to http://127.0.0.1:', 'redirects'],
    [
      302,
      { location: 'https://login.example/' },
      'a redirect to https://login.example/',
      'redirects',
    ],
    [308, {}, 'HTTP 308, a redirect', 'redirects'],
    [400, {}, 'HTTP 400', 'Set `index-url`'],
    [401, {}, 'HTTP 401', 'wants credentials for reading'],
    [403, {}, 'HTTP 403', 'wants credentials for reading'],
    [410, {}, 'HTTP 410', 'Set `index-url`'],
  ])('an error at once: %i', async (status, headers = {}, words, remedy) => {
    const server = await startAnswerServer([{ status, headers }]);
    for (const kind of ['other', 'pypi'] as const) {
      const index = indexAt(server.url, { kind });
      const error = await publishErrorOf(fetchProjectState('widget', index, wireDeps()));
      expect(error.code).toBe('index-unavailable');
      expect(error.message).toContain(words);
      expect(error.message).not.toContain('token');
      expect(error.remedy).toContain(kind === 'other' ? remedy : 'a proxy');
    }
    expect(server.received).toHaveLength(2);
  });

  test('the project under a name that is spelled otherwise is the project', async () => {
    const page = { ...PAGE, name: 'My_Widget' };
    const server = await startAnswerServer([{ body: page }]);
    const state = await fetchProjectState('my-widget', indexAt(server.url), wireDeps());
    expect(state).toEqual({ kind: 'exists', page });
  });

  test('GitLab sends a project that it does not have to PyPI: nothing', async () => {
    const location = 'https://pypi.org/simple/widget/';
    expect(await stateAfter({ status: 302, headers: { location } })).toEqual({ kind: 'missing' });
    const server = await startAnswerServer([{ status: 302, headers: { location } }]);
    const pypi = indexAt(server.url, { kind: 'pypi' });
    const error = await publishErrorOf(fetchProjectState('widget', pypi, wireDeps()));
    expect(error.code).toBe('index-unavailable');
  });

  test('unknown, without a request: an index whose Simple API nobody knows', async () => {
    const deps = wireDeps();
    const index = indexProfile('https://packages.example/upload');
    expect(await fetchProjectState('widget', index, deps)).toMatchObject({ kind: 'unknown' });
    expect(deps.log.verboses).toEqual([]);
  });

  test('trouble is waited out, and an error where it stays', async () => {
    const server = await startAnswerServer([{ status: 500 }, { status: 503 }, { body: PAGE }]);
    const deps = wireDeps();
    await fetchProjectState('widget', indexAt(server.url), deps);
    expect(deps.clock.waits).toHaveLength(2);
    const down = await startAnswerServer([{ status: 500 }]);
    const error = await publishErrorOf(fetchProjectState('widget', indexAt(down.url), wireDeps()));
    expect(error.code).toBe('index-unavailable');
    expect(error.message).toContain('HTTP 500');
  });

  test('a page larger than most answers is read', async () => {
    const files = Array.from({ length: 40_000 }, (_, index) => ({
      filename: `widget-${index}.tar.gz`,
      url: `https://files.example/${'0123456789abcdef'.repeat(8)}/widget-${index}.tar.gz`,
      hashes: { sha256: '0123456789abcdef'.repeat(4) },
    }));
    const body = JSON.stringify({ ...PAGE, files });
    expect(body.length).toBeGreaterThan(8 * 1024 * 1024);
    const state = await stateAfter({ body });
    expect(state.kind === 'exists' && state.page.files.length).toBe(40_000);
  });

  test('a name is one part of the path', async () => {
    const server = await startAnswerServer([{ status: 404 }]);
    await fetchProjectState('../a?b', indexAt(server.url), wireDeps());
    expect(server.received[0]?.url).toBe('/simple/..%2Fa%3Fb/');
  });

  test('hashes with hostile names stay data', async () => {
    const body = JSON.stringify(PAGE).replace('"sha256":"ab"', '"__proto__":"ab"');
    const state = await stateAfter({ body });
    expect(state.kind).toBe('exists');
    expect('ab' in {}).toBe(false);
  });
});

function html(body: string): Answer {
  return { body, headers: { 'content-type': 'text/html' } };
}

async function stateAfter(answer: Answer) {
  const server = await startAnswerServer([answer]);
  return fetchProjectState('widget', indexAt(server.url), wireDeps());
}
