import { beforeAll, describe, expect, test } from '@jest/globals';
import { githubClaims } from '../../sandbox/github/claims.ts';
import { makeSigningKey } from '../../sandbox/github/signing-key.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type Answer, ask, mint, postJson } from './client.ts';

const sandbox = await openSandbox();
beforeAll(async () => {
  // Not the usual project's: each test here that changes publishers has names of its own.
  sandbox.registerPublisher({ project: 'any', workflow: 'any.yml', environment: '' });
});

const refusal = (code: string, description: string) => ({
  status: 422,
  json: { message: 'Token request failed', errors: [{ code, description }] },
});
const seen = ({ status, json }: Answer) => ({ status, json });
const notFound = refusal(
  'invalid-publisher',
  'valid token, but no corresponding publisher (Publisher with matching claims was not found)',
);

test('the index names the audience of ID tokens', async () => {
  const { status, json } = await ask(`${sandbox.index.url}/_/oidc/audience`);
  expect({ status, json }).toEqual({ status: 200, json: { audience: 'pypi' } });
});

test('a token for the publisher of a project', async () => {
  const before = Date.now();
  const { status, json } = await mint(sandbox, sandbox.github.idToken('pypi'));
  const after = Date.now();
  expect(status).toBe(200);
  expect(json).toEqual({
    success: true,
    token: expect.stringMatching(/^pypi-[A-Za-z0-9_-]{100,}$/),
    expires: expect.any(Number),
  });
  // Whole seconds.
  const end = Number(json?.['expires']) * 1000;
  expect(end).toBeGreaterThanOrEqual(before + 900_000 - 1000);
  expect(end).toBeLessThanOrEqual(after + 900_000);
});

test('the old path is the same', async () => {
  const url = `${sandbox.index.url}/_/oidc/github/mint-token`;
  const { status } = await postJson(url, { token: sandbox.github.idToken('pypi') });
  expect(status).toBe(200);
});

test('GET is not allowed', async () => {
  expect((await ask(`${sandbox.index.url}/_/oidc/mint-token`)).status).toBe(405);
});

describe('no upload token for the payload of a request:', () => {
  test.each([[undefined], [5], [null]])('the token %p is refused', async (token) => {
    const { status, json } = await mint(sandbox, token);
    expect(status).toBe(422);
    expect(JSON.stringify(json)).toContain('invalid-payload');
  });

  test('a malformed JWT', async () => {
    const expected = refusal('invalid-payload', 'malformed JWT');
    expect(seen(await mint(sandbox, 'a.b.c'))).toEqual(expected);
  });

  test('another issuer', async () => {
    const iss = 'https://token.actions.githubusercontent.com/acme';
    const answer = await mint(sandbox, sandbox.github.idToken('pypi', { iss }));
    expect(seen(answer)).toEqual(refusal('invalid-payload', 'unknown trusted publishing issuer'));
  });
});

describe('the ID token', () => {
  const now = Math.floor(Date.now() / 1000);
  const invalid = refusal('invalid-token', 'malformed or invalid token');
  const cases: readonly (readonly [string, () => string])[] = [
    ['for TestPyPI', () => sandbox.github.idToken('testpypi')],
    ['for an array of audiences', () => sandbox.github.idToken('pypi', { aud: ['pypi'] })],
    ['expired for 40 seconds', () => sandbox.github.idToken('pypi', { exp: now - 40 })],
    ['not good for another 60 seconds', () => sandbox.github.idToken('pypi', { nbf: now + 60 })],
    ['without exp', () => sandbox.github.idToken('pypi', { exp: undefined })],
    ['without iat', () => sandbox.github.idToken('pypi', { iat: undefined })],
    [
      'signed by another key',
      () => makeSigningKey().sign({ ...githubClaims(), aud: 'pypi', iat: now, exp: now + 300 }),
    ],
    ['with a signature cut off', () => sandbox.github.idToken('pypi').slice(0, -8)],
    [
      'unsigned',
      () => {
        const [, claims] = sandbox.github.idToken('pypi').split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
      },
    ],
  ];
  test.each(cases)('%s is refused', async (_, token) => {
    expect(seen(await mint(sandbox, token()))).toEqual(invalid);
  });

  test('expired for 20 seconds passes, by the leeway', async () => {
    const token = sandbox.github.idToken('pypi', { exp: now - 20 });
    expect((await mint(sandbox, token)).status).toBe(200);
  });
});

describe('no upload token, because of the publisher:', () => {
  const minted = async (claims: Record<string, unknown>) =>
    mint(sandbox, sandbox.github.idToken('pypi', claims));

  test.each([
    ['repository', { repository: 'acme/gadget' }],
    ['case of the repository', { repository: 'Acme/widget' }],
    ['owner id', { repository_owner_id: '1' }],
    ['environment', { environment: 'staging' }],
    ['workflow', { job_workflow_ref: 'acme/widget/.github/workflows/other.yml@refs/tags/v1.0.0' }],
  ])('another %s is not found', async (_, claims) => {
    expect(seen(await minted(claims))).toEqual(notFound);
  });

  test('without an environment where one is registered', async () => {
    expect(seen(await minted({ environment: undefined }))).toEqual(notFound);
  });

  test('the environment in another case', async () => {
    expect((await minted({ environment: 'PyPI' })).status).toBe(200);
  });

  test.each(['jti', 'event_name', 'ref', 'sha', 'repository', 'job_workflow_ref'])(
    'without the claim %s',
    async (claim) => {
      const expected = refusal(
        'invalid-publisher',
        `valid token, but no corresponding publisher (Missing claim '${claim}')`,
      );
      expect(seen(await minted({ [claim]: undefined }))).toEqual(expected);
    },
  );

  test('a workflow that is no YAML file', async () => {
    const answer = await minted({ job_workflow_ref: 'acme/widget/.github/workflows/release@main' });
    expect(seen(answer)).toEqual(
      refusal(
        'invalid-publisher',
        'valid token, but no corresponding publisher (Could not job extract workflow filename from OIDC claims)',
      ),
    );
  });

  test('a reusable workflow of another repository', async () => {
    const answer = await minted({
      job_workflow_ref: 'shared/flows/.github/workflows/release.yml@refs/heads/main',
    });
    expect(seen(answer)).toEqual(
      refusal(
        'invalid-publisher',
        "valid token, but no corresponding publisher (The job_workflow_ref claim does not match, expecting one of ['acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0', 'acme/widget/.github/workflows/release.yml@1f2e3d4c5b6a79880123456789abcdef01234567'], got 'shared/flows/.github/workflows/release.yml@refs/heads/main')",
      ),
    );
  });

  test('a workflow at the commit instead of the ref', async () => {
    const sha = '1f2e3d4c5b6a79880123456789abcdef01234567';
    const job = { job_workflow_ref: `acme/widget/.github/workflows/release.yml@${sha}` };
    expect((await minted(job)).status).toBe(200);
  });

  test('pull_request_target', async () => {
    expect(seen(await minted({ event_name: 'pull_request_target' }))).toEqual(
      refusal(
        'invalid-publisher',
        "valid token, but no corresponding publisher (Publishing from a workflow invoked via 'pull_request_target' is not supported.)",
      ),
    );
  });

  test('one without an environment takes any, and the specific one wins', async () => {
    const job = { job_workflow_ref: 'acme/widget/.github/workflows/any.yml@refs/tags/v1.0.0' };
    expect((await minted({ ...job, environment: 'whatever' })).status).toBe(200);
    sandbox.registerPublisher({ project: 'specific', workflow: 'any.yml', environment: 'prod' });
    const publishers = sandbox.index.state.publishers.filter((p) => p.workflow === 'any.yml');
    expect(publishers.map((publisher) => [...publisher.projects])).toEqual([['any'], ['specific']]);
  });
});

describe('an ID token is good once', () => {
  const reused = refusal('invalid-reuse-token', 'invalid token: already used');

  test('and then refused', async () => {
    const token = sandbox.github.idToken('pypi');
    expect((await mint(sandbox, token)).status).toBe(200);
    expect(seen(await mint(sandbox, token))).toEqual(reused);
  });

  test('a refused mint does not use it up', async () => {
    const token = sandbox.github.idToken('pypi', { environment: 'later' });
    expect((await mint(sandbox, token)).status).toBe(422);
    sandbox.registerPublisher({ project: 'later', environment: 'later' });
    expect((await mint(sandbox, token)).status).toBe(200);
  });

  test('of four at once exactly one wins', async () => {
    const token = sandbox.github.idToken('pypi');
    const answers = await Promise.all([1, 2, 3, 4].map(() => mint(sandbox, token)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 422, 422, 422]);
  });
});

describe('a pending publisher', () => {
  const pending = (name: string) => {
    const environment = name;
    sandbox.registerPendingPublisher({ project: name, environment });
    return sandbox.github.idToken('pypi', { environment });
  };

  test('creates its project when a token is minted', async () => {
    const token = pending('Brand.New');
    expect(sandbox.index.projects.has('brand-new')).toBe(false);
    expect((await mint(sandbox, token)).status).toBe(200);
    expect(sandbox.index.projects.get('brand-new')?.name).toBe('Brand.New');
    expect(sandbox.index.state.pendingPublishers).toEqual([]);
  });

  test('is void where the project exists', async () => {
    sandbox.index.addProject('taken');
    expect(seen(await mint(sandbox, pending('taken')))).toEqual(
      refusal('invalid-pending-publisher', 'valid token, but project already exists'),
    );
  });

  test('and a used ID token: 500 in HTML', async () => {
    const token = pending('first');
    expect((await mint(sandbox, token)).status).toBe(200);
    sandbox.registerPendingPublisher({ project: 'second', environment: 'first' });
    const answer = await mint(sandbox, token);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  });
});

test('Trusted Publishing switched off', async () => {
  sandbox.index.settings.trustedPublishing = false;
  const audience = await ask(`${sandbox.index.url}/_/oidc/audience`);
  const answer = await mint(sandbox, sandbox.github.idToken('pypi'));
  sandbox.index.settings.trustedPublishing = true;
  expect(seen(audience)).toEqual({
    status: 403,
    json: { message: 'Trusted publishing functionality not enabled' },
  });
  expect(seen(answer)).toEqual(
    refusal('not-enabled', 'github trusted publishing functionality not enabled'),
  );
});

test('a token can be burned, once, and is no good after that', async () => {
  const minted = await mint(sandbox, sandbox.github.idToken('pypi'));
  const token = String(minted.json?.['token']);
  const burn = (value: unknown) =>
    postJson(`${sandbox.index.url}/_/oidc/burn-token`, { token: value });
  expect((await burn(token)).status).toBe(200);
  expect((await burn(token)).status).toBe(422);
  expect((await burn(sandbox.addApiToken())).status).toBe(422);
  expect((await burn(7)).status).toBe(422);
  const answer = await ask(sandbox.index.uploadUrl, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
    body: '--x\r\nContent-Disposition: form-data; name=":action"\r\n\r\nfile_upload\r\n--x--\r\n',
  });
  expect(answer.status).toBe(403);
});

test('no discovery', async () => {
  expect((await ask(`${sandbox.index.url}/.well-known/pytp`)).status).toBe(404);
});
