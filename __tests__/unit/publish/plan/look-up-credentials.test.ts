import { describe, expect, test } from '@jest/globals';
import type { Authentication } from '../../../../src/publish/config.ts';
import { withLookUpCredentials } from '../../../../src/publish/plan/ask-and-plan.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { fetchProjectState } from '../../../../src/pypi/simple/project-state.ts';
import type { Deps } from '../../../../src/run/deps.ts';
import { startAnswerServer } from '../../../wire/answer-server.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';

const PASSWORD: Authentication = { kind: 'password', user: 'octocat', password: 'secret-7f1e' };
const HEADER = `Basic ${Buffer.from('octocat:secret-7f1e').toString('base64')}`;

/** The credentials that a look-up shows to the Simple API at `simple`, of an index at `upload`. */
async function shown(
  places: (url: string) => { readonly upload: string; readonly simple: string },
  authentication: Authentication,
) {
  const server = await startAnswerServer([{ status: 404 }]);
  const { upload, simple } = places(server.url);
  const index = indexProfile(upload, simple);
  const deps = withLookUpCredentials({ index, authentication }, wireDeps() as unknown as Deps);
  await fetchProjectState('widget', index, deps);
  return server.received.map(({ headers }) => headers.authorization);
}

describe('who asks what a private index has', () => {
  test('is told to the server that the password is for', async () => {
    const places = (url: string) => ({ upload: `${url}/upload`, simple: `${url}/simple/` });
    expect(await shown(places, PASSWORD)).toEqual([HEADER]);
  });

  test('is told to no other one, be it another port of the same host', async () => {
    const places = (url: string) => ({ upload: 'http://127.0.0.1:9/', simple: `${url}/simple/` });
    expect(await shown(places, PASSWORD)).toEqual([undefined]);
  });

  test('is not told with Trusted Publishing, which has no password', async () => {
    const places = (url: string) => ({ upload: `${url}/upload`, simple: `${url}/simple/` });
    expect(await shown(places, { kind: 'trusted-publishing' })).toEqual([undefined]);
  });

  test('is told below the Simple API only', async () => {
    const server = await startAnswerServer([{}]);
    const index = indexProfile(`${server.url}/upload`, `${server.url}/simple/`);
    const { http } = withLookUpCredentials(
      { index, authentication: PASSWORD },
      wireDeps() as unknown as Deps,
    );
    for (const path of ['/simple', '/simpler/', '/', '/simple/x/']) {
      await http.send({ service: 'index', method: 'GET', url: `${server.url}${path}` });
    }
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      undefined,
      undefined,
      HEADER,
    ]);
  });
});
