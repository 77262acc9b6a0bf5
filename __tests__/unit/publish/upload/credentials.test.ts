import { expect, test } from '@jest/globals';
import { trustedPublishingCredentials } from '../../../../src/publish/upload/credentials.ts';
import { pypiEndpoints } from '../../../../src/pypi/token/token-endpoints.ts';
import type { Deps } from '../../../../src/run/deps.ts';
import { startAnswerServer } from '../../../wire/answer-server.ts';
import { START } from '../../../wire/fake-clock.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { CLAIMS, makeIdToken, readIdToken } from '../../github/id-tokens.ts';
import { indexAt } from '../../pypi/indexes.ts';

/** Mints for `uploads` uploads, 10 s apart, with an end like this; how many tokens that takes. */
async function mintsFor(uploads: number, expires: unknown): Promise<number> {
  let count = 0;
  const server = await startAnswerServer(({ url }) => {
    if (url.startsWith('/id-token')) return { body: { value: makeIdToken(CLAIMS) } };
    count += 1;
    return { body: { token: `pypi-upload-token-${count}`, expires } };
  });
  const index = indexAt(server.url);
  const wire = wireDeps();
  const deps = {
    ...wire,
    idTokenEndpoint: { url: `${server.url}/id-token?x=1`, requestToken: 'request-token' },
  } as unknown as Deps;
  const credentials = await trustedPublishingCredentials(
    {
      publisher: { owner: 'acme', repository: 'widget', workflow: 'r.yml', environment: undefined },
      audience: 'pypi',
      endpoints: pypiEndpoints(index),
      idToken: readIdToken(),
    },
    { index, projects: ['widget'], missingProjects: [], earlierPublishers: async () => [] },
    deps,
  );
  for (let upload = 0; upload < uploads; upload++) {
    await credentials.authorization();
    wire.clock.time += 10_000;
  }
  return count;
}

test.each([
  ['is over already', START / 1000 - 60, 1],
  ['is null', null, 1],
  ['is in 15 minutes', START / 1000 + 900, 1],
  ['is in a minute', START / 1000 + 60, 2],
])('an upload token whose end %s is not minted for each upload', async (_, expires, mints) => {
  expect(await mintsFor(6, expires)).toBe(mints);
});
