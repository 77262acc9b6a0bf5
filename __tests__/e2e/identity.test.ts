import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Claims } from '../../sandbox/github/claims.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import type { PublishOptions } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { AT_ONCE, answer, type Fault, loseAnswer, NOT_TODAY, withFault } from './faults.ts';
import { annotations, counts, failure, plainText, statuses } from './outcome.ts';
import { PROJECT, publishBuilt, wheel } from './release.ts';
import { NONE, type Requests, watch } from './requests.ts';

const sandbox = await openSandbox();
const usual = sandbox.github.claims;
let version = 0;

afterEach(() => {
  sandbox.github.claims = usual;
  sandbox.index.settings.audience = 'pypi';
  sandbox.index.settings.trustedPublishing = true;
});

type Options = Omit<PublishOptions, 'files' | 'directory'>;

/** Publishes a new version and says what was asked of whom. */
async function attempt(options: Options = {}): Promise<{ run: PublishRun; seen: Requests }> {
  const seen = watch(sandbox);
  version += 1;
  const run = await publishBuilt(sandbox, [wheel({ version: `${version}.0` })], options);
  return { run, seen: seen() };
}

const withClaims = (changed: Claims, options: Options = {}) => {
  sandbox.github.claims = { ...usual, ...changed };
  return attempt(options);
};

/** What every refusal has in common: it is red, says so, and nothing was signed or uploaded. */
function expectRefusal({ run, seen }: { run: PublishRun; seen: Requests }, code: string): string {
  expect(failure(run).code).toBe(code);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('');
  expect(seen.fulcio).toEqual([]);
  expect(seen.rekor).toEqual([]);
  expect(seen.uploads).toEqual([]);
  expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 0 });
  expect(statuses(run)).toEqual(['not-tried']);
  expect(annotations(run, 'error')).toHaveLength(1);
  const { text } = failure(run);
  expect(text).toContain('Nothing was uploaded.');
  expect(text).toContain(`#${code}`);
  expect(plainText(run.summary)).toMatch(/^## Publishing to .* failed\n/);
  return text;
}

const NO_PERMISSION = {
  ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
};

describe('a run that may not ask for an ID token', () => {
  test('is told the permission, and asks nobody anything', async () => {
    const { run, seen } = await attempt({ env: NO_PERMISSION });
    const text = expectRefusal({ run, seen }, 'no-id-token-permission');
    expect(text).toMatch(/permissions:\n {2}id-token: write/);
    expect(run.summary).toContain('<pre>');
    expect(seen).toEqual(NONE);
  });

  test('is told the same where only the request token is missing', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };
    const { run, seen } = await attempt({ env });
    expectRefusal({ run, seen }, 'no-id-token-permission');
    expect(seen).toEqual(NONE);
  });

  const pullRequest = async (repo: { full_name: string } | null) => {
    const path = join(sandbox.directory, 'pull-request.json');
    await writeFile(path, JSON.stringify({ pull_request: { head: { repo } } }));
    const event = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path };
    return attempt({ env: { ...NO_PERMISSION, ...event } });
  };

  test('is told that a pull request from a fork cannot', async () => {
    const outcome = await pullRequest({ full_name: 'mallory/widget' });
    expect(expectRefusal(outcome, 'fork-pull-request')).toContain('mallory/widget');
    expect(outcome.seen).toEqual(NONE);
  });

  test('is told so where the fork is gone', async () => {
    expectRefusal(await pullRequest(null), 'fork-pull-request');
  });

  test('is told the permission in a pull request of its own repository', async () => {
    expectRefusal(await pullRequest({ full_name: 'acme/widget' }), 'no-id-token-permission');
  });

  test('is told that this is no job of GitHub Actions', async () => {
    const env = { ...NO_PERMISSION, GITHUB_ACTIONS: undefined };
    const { run, seen } = await attempt({ env });
    expect(expectRefusal({ run, seen }, 'not-a-github-job')).toContain('`password`');
    expect(seen).toEqual(NONE);
  });

  test('is not upset by an event payload that is no JSON', async () => {
    const path = join(sandbox.directory, 'broken.json');
    await writeFile(path, '{"pull_request":');
    const env = { ...NO_PERMISSION, GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path };
    expect(failure((await attempt({ env })).run).code).not.toBe('internal-error');
  });
});

describe('claims that no publisher can have', () => {
  const workflow = (place: string) => `${place}@refs/tags/v1.0.0`;

  test('pull_request_target', async () => {
    const outcome = await withClaims({ event_name: 'pull_request_target' });
    expect(expectRefusal(outcome, 'pull-request-target')).toContain('pull_request_target');
    expect(outcome.seen.index).not.toContain('POST /_/oidc/mint-token');
  });

  test.each(['true', 'false'])(
    'a reusable workflow of another repository, attestations %s',
    async (attestations) => {
      const called = workflow('tools/shared/.github/workflows/publish.yml');
      const outcome = await withClaims({ job_workflow_ref: called }, { inputs: { attestations } });
      const text = expectRefusal(outcome, 'reusable-workflow');
      expect(text).toContain(called);
      expect(text).toContain('composite action');
      expect(outcome.seen.index).not.toContain('POST /_/oidc/mint-token');
    },
  );

  test('a reusable workflow of the same repository, with attestations', async () => {
    const called = workflow('acme/widget/.github/workflows/publish.yml');
    expectRefusal(await withClaims({ job_workflow_ref: called }), 'reusable-workflow');
  });

  test('but without attestations that one publishes', async () => {
    sandbox.registerPublisher({ project: PROJECT, workflow: 'publish.yml' });
    const called = workflow('acme/widget/.github/workflows/publish.yml');
    const inputs = { attestations: 'false' };
    const { run, seen } = await withClaims({ job_workflow_ref: called }, { inputs });
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['uploaded']);
    expect([...seen.fulcio, ...seen.rekor]).toEqual([]);
  });

  test('another issuer', async () => {
    const iss = 'https://token.actions.octocorp.ghe.com';
    const outcome = await withClaims({ iss });
    expect(expectRefusal(outcome, 'unsupported-issuer')).toContain(iss);
    expect(outcome.seen.index).not.toContain('POST /_/oidc/mint-token');
  });

  test('an issuer that only begins like the right one', async () => {
    const iss = 'https://token.actions.githubusercontent.com/octocorp';
    expectRefusal(await withClaims({ iss }), 'unsupported-issuer');
  });
});

describe('a publisher that the index does not have', () => {
  const other = 'acme/widget/.github/workflows/ci.yml@refs/heads/main';

  test.each([
    [
      'another workflow',
      { workflow_ref: other, job_workflow_ref: other, ref: 'refs/heads/main' },
      { workflow: 'ci.yml', environment: 'pypi' },
    ],
    [
      'another environment',
      { environment: 'staging' },
      { workflow: 'release.yml', environment: 'staging' },
    ],
    ['no environment', { environment: undefined }, { workflow: 'release.yml' }],
  ])('%s: the form, exactly, and its page filled in', async (_, claims, form) => {
    const text = expectRefusal(await withClaims(claims), 'invalid-publisher');
    expect(text).toMatch(/^ {2}Owner: +acme$/m);
    expect(text).toMatch(/^ {2}Repository name: +widget$/m);
    expect(text).toMatch(new RegExp(`^ {2}Workflow name: +${form.workflow}$`, 'm'));
    const environment = 'environment' in form ? form.environment : '.*blank.*';
    expect(text).toMatch(new RegExp(`^ {2}Environment name: +${environment}$`, 'm'));
    const link = new URL(/http:\/\/\S+\/settings\/publishing\/\S*/.exec(text)?.[0] ?? '');
    expect(link.origin).toBe(sandbox.index.url);
    expect(link.pathname).toBe(`/manage/project/${PROJECT}/settings/publishing/`);
    expect(Object.fromEntries(link.searchParams)).toEqual({
      provider: 'github',
      owner: 'acme',
      repository: 'widget',
      workflow_filename: form.workflow,
      ...('environment' in form ? { environment: form.environment } : {}),
    });
  });

  test('a project that does not exist yet: the page for a pending publisher', async () => {
    sandbox.github.claims = { ...usual, environment: 'nobody-has-it' };
    const seen = watch(sandbox);
    const run = await publishBuilt(sandbox, [wheel({ name: 'unheard.of', version: '1.0' })]);
    const text = expectRefusal({ run, seen: seen() }, 'invalid-publisher');
    const link = new URL(/http:\/\/\S+\/account\/publishing\/\S*/.exec(text)?.[0] ?? '');
    expect(link.searchParams.get('project_name')).toBe('unheard-of');
    expect(link.searchParams.get('environment')).toBe('nobody-has-it');
  });

  test('the pages are links in the summary, and nothing else is', async () => {
    const environment = 'https://evil.example/x';
    const { run } = await withClaims({ environment });
    const page = /http:\/\/\S+\/settings\/publishing\/\S*/.exec(failure(run).text)?.[0] ?? '';
    const links = [...run.summary.matchAll(/<a href="([^"]*)">/g)].map(([, href]) => href);
    const source = `https://github.com/acme/widget/`;
    expect(links.filter((href) => !href?.startsWith(source))).toEqual([
      page.replaceAll('&', '&amp;'),
    ]);
    expect(new URL(page).searchParams.get('environment')).toBe(environment);
  });

  test('what differs from the release before, by the provenance that the index serves', async () => {
    expect((await attempt()).run.exitCode).toBe(0);
    const moved = { workflow_ref: other, job_workflow_ref: other, ref: 'refs/heads/main' };
    const outcome = await withClaims({ ...moved, environment: undefined });
    const text = expectRefusal(outcome, 'invalid-publisher');
    expect(text).toContain(`What differs from the publisher of sample-project ${version - 1}.0:`);
    expect(text).toMatch(/^ {2}Workflow: +release\.yml then, ci\.yml now$/m);
    expect(text).toMatch(/^ {2}Environment: +pypi then, none now$/m);
    expect(text).not.toMatch(/^ {2}Repository: /m);
  });

  test('no Trusted Publishing for the moment: the words of the index', async () => {
    sandbox.index.settings.trustedPublishing = false;
    const text = expectRefusal(await attempt(), 'trusted-publishing-unavailable');
    expect(text).toContain('HTTP 403: Trusted publishing functionality not enabled');
    expect(text).toContain('Run the job again later.');
  });
});

describe("GitHub's ID-token service", () => {
  const unwell = (fault: Fault) => withFault(sandbox.github, '/idtoken', fault, () => attempt());

  test('answers 503 once: it is asked again', async () => {
    const { run } = await unwell((count, request, response) =>
      count === 1 ? answer(request, response, 503) : false,
    );
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['uploaded']);
  });

  test('drops the connection once: it is asked again', async () => {
    const { run } = await unwell((count, _, response) => {
      if (count === 1) response.destroy();
      return count === 1;
    });
    expect(run.exitCode).toBe(0);
  });

  test('answers 503 for good: the message names it and does not blame the permission', async () => {
    const outcome = await unwell((count, request, response) =>
      answer(request, response, 503, count === 1 ? AT_ONCE : NOT_TODAY),
    );
    const text = expectRefusal(outcome, 'id-token-unavailable');
    expect(text).toContain("GitHub's ID-token service");
    expect(text).toContain('503');
    expect(text).not.toContain('id-token: write');
    expect(outcome.seen.github).toHaveLength(2);
  });

  test('answers 401: said at once', async () => {
    const outcome = await unwell((_, request, response) => answer(request, response, 401));
    expect(expectRefusal(outcome, 'id-token-unavailable')).toContain('401');
    expect(outcome.seen.github).toHaveLength(1);
  });

  test.each([
    ['HTML', '<html><h1>Unicorn!</h1></html>'],
    ['another JSON', { token: 'x' }],
    ['a value that is no text', { value: 7 }],
    ['a value that is no JWT', { value: 'a.b.c' }],
    ['a JWT without claims', { value: 'eyJhbGciOiJub25lIn0.e30.' }],
  ])('answers %s', async (_, body) => {
    const outcome = await unwell((__, request, response) =>
      answer(request, response, 200, { ...NOT_TODAY, body }),
    );
    expectRefusal(outcome, 'id-token-unavailable');
    expect(outcome.seen.index).not.toContain('POST /_/oidc/mint-token');
  });

  test('points elsewhere: the request token stays', async () => {
    const outcome = await unwell((_, request, response) =>
      answer(request, response, 307, { headers: { location: `${sandbox.index.url}/stolen` } }),
    );
    expectRefusal(outcome, 'id-token-unavailable');
    expect(outcome.seen.index).not.toContain('GET /stolen');
  });
});

describe('the audience of an ID token', () => {
  test('is the one that `audience` names, and the index is not asked for it', async () => {
    sandbox.index.settings.audience = 'acme-packages';
    const { run, seen } = await attempt({ inputs: { audience: 'acme-packages' } });
    expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded']]);
    expect(seen.index).not.toContain('GET /_/oidc/audience');
  });

  test('is checked in the answer: a token for another service is not sent anywhere', async () => {
    const outcome = await withClaims({ aud: 'sts.amazonaws.com' });
    const text = expectRefusal(outcome, 'id-token-unavailable');
    expect(text).toContain('another audience than pypi');
    expect(outcome.seen.index.filter((request) => request.startsWith('POST'))).toEqual([]);
  });
});

test('a request token with a line break is a configuration error, before any request', async () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token\nX-Injected: 1' };
  const { run, seen } = await attempt({ env });
  expect(expectRefusal({ run, seen }, 'invalid-configuration')).toContain(
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  );
  expect(seen).toEqual(NONE);
  expect(run.stdout).not.toMatch(/^X-Injected/m);
});

test('a workflow whose file name contains an @ publishes with attestations', async () => {
  const ref = 'acme/widget/.github/workflows/re@lease.yml@refs/tags/widget@1.0';
  const claims = { workflow_ref: ref, job_workflow_ref: ref, ref: 'refs/tags/widget@1.0' };
  const publisher = { owner: 'acme', repository: 'widget', workflow: 're@lease.yml' };
  sandbox.index.registerPublisher({
    ...publisher,
    ownerId: String(usual['repository_owner_id']),
    environment: 'pypi',
    project: PROJECT,
  });
  const { run } = await withClaims(claims);
  expect([run.exitCode, failure(run).text, statuses(run)]).toEqual([0, '', ['uploaded']]);
  expect(sandbox.index.files.at(-1)?.attestations).toHaveLength(1);
  expect(plainText(run.summary)).toContain('acme/widget, workflow re@lease.yml');
});

describe('the exchange for an upload token', () => {
  const mint = (fault: Fault) => withFault(sandbox.index, '/mint-token', fault, () => attempt());

  test('an audience that is not the one of the index', async () => {
    const asTestPypi: Fault = (_, request, response) =>
      answer(request, response, 200, { body: { audience: 'testpypi' } });
    const outcome = await withFault(sandbox.index, '/audience', asTestPypi, () => attempt());
    expect(expectRefusal(outcome, 'upload-token-refused')).toContain('audience');
  });

  test('a pending publisher whose project exists meanwhile: asked once more, with success', async () => {
    const { workflow_ref: ref } = usual;
    sandbox.index.registerPendingPublisher({
      owner: 'acme',
      repository: 'widget',
      ownerId: String(usual['repository_owner_id']),
      workflow: /([^/]+)@/.exec(String(ref))?.[1] ?? '',
      environment: 'pypi',
      project: PROJECT,
    });
    const { run, seen } = await attempt();
    expect([run.exitCode, statuses(run)]).toEqual([0, ['uploaded']]);
    expect(seen.index.filter((request) => request.endsWith('/mint-token'))).toHaveLength(2);
  });

  test('a 503 is tried again', async () => {
    const { run } = await mint((count, request, response) =>
      count === 1 ? answer(request, response, 503, AT_ONCE) : false,
    );
    expect(run.exitCode).toBe(0);
  });

  test('an answer that got lost is asked for again with a new ID token', async () => {
    const { run, seen } = await mint((count, _, response) =>
      count === 1 ? loseAnswer(response) : false,
    );
    expect(run.exitCode).toBe(0);
    expect(seen.index.filter((request) => request.endsWith('/mint-token'))).toHaveLength(2);
  });

  test('an ID token that was used before is replaced', async () => {
    const used = { jti: 'used-before' };
    await withClaims(used);
    sandbox.github.claims = { ...usual, ...used };
    const outcome = await mint((count) => {
      if (count === 1) sandbox.github.claims = usual;
      return false;
    });
    expect(outcome.run.exitCode).toBe(0);
    expect(outcome.seen.index.filter((request) => request.endsWith('/mint-token'))).toHaveLength(2);
  });

  test('an ID token that is refused as used every time: the words of the index', async () => {
    const used = { jti: 'used-for-ever' };
    expect((await withClaims(used)).run.exitCode).toBe(0);
    const outcome = await withClaims(used);
    const text = expectRefusal(outcome, 'upload-token-refused');
    expect(text).toContain('invalid token: already used (invalid-reuse-token)');
    expect(outcome.seen.index.filter((request) => request.endsWith('/mint-token'))).toHaveLength(3);
  });

  test('reasons without an end are cut', async () => {
    const one = { code: 'c'.repeat(5000), description: 'd'.repeat(500_000) };
    const outcome = await mint((_, request, response) =>
      answer(request, response, 422, { body: { message: 'm', errors: Array(9).fill(one) } }),
    );
    const text = expectRefusal(outcome, 'upload-token-refused');
    expect(text.length).toBeLessThan(5000);
    expect(outcome.run.stdout.length).toBeLessThan(20_000);
    expect(outcome.run.summary.length).toBeLessThan(10_000);
  });

  test.each([
    ['is part of every line', 'e'],
    ['has a line break', 'pypi-AgEIcHlwaS5vcmc\n::error::fake'],
    ['has colours', '\u001b[31mpypi-AgEIcHlwaS5vcmc\u001b[0m'],
    ['has no end', 'x'.repeat(5000)],
  ])('a token that %s is refused, and is not masked', async (_, token) => {
    const outcome = await mint((__, request, response) =>
      answer(request, response, 200, { ...NOT_TODAY, body: { success: true, token } }),
    );
    expectRefusal(outcome, 'index-unavailable');
    const masks = outcome.run.stdout.split('\n').filter((line) => line.startsWith('::add-mask::'));
    expect(masks.length).toBeGreaterThan(0);
    expect(masks).not.toContain(`::add-mask::${token.replaceAll('\n', '%0A')}`);
    expect(masks.join('\n')).not.toMatch(/pypi-|xxx/);
    expect(outcome.run.stdout).not.toMatch(/^::error::fake/m);
    expect(outcome.run.stdout).not.toContain('\u001b');
  });

  test('a lasting 503 signs and uploads nothing', async () => {
    const outcome = await mint((_, request, response) => answer(request, response, 503, NOT_TODAY));
    expect(expectRefusal(outcome, 'index-unavailable')).toContain('503');
  });

  test('an answer that is no token signs and uploads nothing', async () => {
    const outcome = await mint((_, request, response) =>
      answer(request, response, 200, { ...NOT_TODAY, body: { success: true, token: '' } }),
    );
    expectRefusal(outcome, 'index-unavailable');
  });
});
