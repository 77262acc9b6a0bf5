import { describe, expect, test } from '@jest/globals';
import { indexProfile } from '../../../src/index-api/index-profile.ts';
import { fetchProjectState } from '../../../src/index-api/project-state.ts';
import { type Answer, startAnswerServer } from '../../wire/answer-server.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { wireDeps } from '../../wire/wire-deps.ts';
import { indexAt } from './indexes.ts';

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

  test.each<[string, Answer]>([
    ['an HTML page of something else', html('<a href="/login">Log in</a>')],
    ['HTML that is too large', html(`<a href="widget-1.0.tar.gz">${' '.repeat(32 << 20)}`)],
    ['HTML that is called JSON', { body: '<!DOCTYPE html><a href="x">x</a>' }],
    ['JSON of another shape', { body: { name: 'widget', files: {} } }],
    ['files without hashes', { body: { ...PAGE, files: [{ filename: 'x', url: 'y' }] } }],
    ['401', { status: 401 }],
    ['a redirect', { status: 301, headers: { location: '/simple/other/' } }],
  ])('unknown: %s', async (_, answer) => {
    const state = await stateAfter(answer);
    expect(state).toMatchObject({ kind: 'unknown' });
    expect(state).toHaveProperty('reason', expect.stringContaining(`${answer.status ?? 200}`));
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
