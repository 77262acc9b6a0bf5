import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type RepositoryService,
  startRepository,
  type Tree,
} from '../../sandbox/github/repository-service.ts';
import type { ProjectHistory } from '../../sandbox/history/project-history.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { Repository } from '../wire/git-repository.ts';
import { answer, NOT_TODAY, withFault } from './faults.ts';
import { annotations, plainText } from './outcome.ts';
import {
  concerns,
  type LockedRelease,
  type ReportDocument,
  requirements,
  stopped,
  uvLock,
  type VerifyOptions,
  verify,
} from './verification.ts';

const BASE = 'ba5e'.repeat(10);
const HEAD = '4ead'.repeat(10);

let sandbox: Sandbox;
let repository: RepositoryService;
let eventPath: string;
let widget: ProjectHistory;
let gadget: ProjectHistory;
beforeAll(async () => {
  sandbox = await startSandbox({ historyDays: 1000 });
  repository = await startRepository('acme/app');
  eventPath = join(sandbox.directory, 'pull-request.json');
  const payload = { pull_request: { base: { sha: BASE }, head: { sha: HEAD } } };
  await writeFile(eventPath, JSON.stringify(payload));
  widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 300 })
    .release('1.1', { daysAgo: 100 })
    .by({ repository: 'evil/widget', ownerId: '66', repositoryId: '77' })
    .release('2.0', { daysAgo: 1 });
  gadget = sandbox
    .history('gadget')
    .release('1.0', { daysAgo: 300 })
    .release('1.1', { daysAgo: 200 })
    .tokenUpload('1.2', { daysAgo: 1 });
});
afterEach(() => {
  expect(repository.faults).toEqual([]);
  repository.commits.clear();
  repository.refs.clear();
});
afterAll(() => Promise.all([sandbox.close(), repository.close()]));

const of = (project: string, history: ProjectHistory, version: string): LockedRelease => ({
  project,
  version,
  files: history.files(version),
});
const lock = (...releases: LockedRelease[]) => ({ 'uv.lock': uvLock(sandbox, releases) });

const pin = (repositoryName: string, owner: string, id: string) =>
  [
    'version = 1',
    '[[publisher]]',
    'project = "widget"',
    'kind = "GitHub"',
    `repository = "${repositoryName}"`,
    `repository-id = ${id}`,
    `owner-id = ${owner}`,
    'workflow = "release.yml"',
  ].join('\n');
const OURS = pin('acme/widget', '6501', '740112233');
const THEIRS = pin('evil/widget', '66', '77');

/** Files of a workspace, by path. */
type Files = Readonly<Record<string, string | Uint8Array>>;

/** Runs the action in a pull request: the base is on GitHub, the change in the workspace. */
async function review(base: Tree, change: Files, options: Partial<VerifyOptions> = {}) {
  repository.commits.set(BASE, base);
  const ended = await verify(sandbox, {
    workspaceFiles: change,
    ...options,
    env: {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_API_URL: repository.url,
      GITHUB_REPOSITORY: 'acme/app',
      ...options.env,
    },
  });
  const path = ended.outputs['json-file'];
  const report = JSON.parse(path ? await readFile(path, 'utf8') : '{"items":[]}') as ReportDocument;
  return { ...ended, report, concerns: concerns(report.items) };
}

describe('a pull request', () => {
  test('is judged by what it brings alone', async () => {
    const ended = await review(
      lock(of('gadget', gadget, '1.2')),
      lock(of('gadget', gadget, '1.2'), of('widget', widget, '1.1')),
    );
    expect(ended.exitCode).toBe(0);
    expect(ended.report.items.map(({ file }) => file)).toEqual(['widget-1.1-py3-none-any.whl']);
  });

  test('with nothing new in its lock passes', async () => {
    const same = lock(of('gadget', gadget, '1.2'));
    const ended = await review(same, same);
    expect(ended).toMatchObject({ exitCode: 0, outputs: { result: 'ok', 'file-count': '0' } });
  });

  test('that brings a lock brings all of it', async () => {
    const ended = await review({}, lock(of('gadget', gadget, '1.2')));
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error provenance-lost'] });
  });

  test('that takes the hashes of an entry fails, whatever else is new', async () => {
    const hashed = requirements([of('widget', widget, '1.1')]);
    const name = 'requirements.txt';
    const ended = await review({ [name]: hashed }, { [name]: 'widget==1.1\n' });
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error hash-removed'] });
    const kept = await review({ [name]: 'widget==1.0\n' }, { [name]: 'widget==1.1\n' });
    expect(kept.concerns).toEqual([]);
  });

  test('that takes a package away from the index names it, and fails where it is pinned', async () => {
    const before = lock(of('widget', widget, '1.1'));
    const after = {
      'uv.lock': [
        'version = 1',
        'revision = 3',
        'requires-python = ">=3.12"',
        '[[package]]\nname = "widget"\nversion = "1.1"\nsource = { editable = "vendor/widget" }',
      ].join('\n\n'),
    };
    const inputs = { 'skip-editable': 'true' };
    const ended = await review(before, after, { inputs });
    expect(ended.concerns).toEqual(['warning source-moved']);
    expect(plainText(ended.summary)).toContain('widget came from an index before this change');
    const pinned = await review({ ...before, 'publishers.lock.toml': OURS }, after, { inputs });
    expect(pinned).toMatchObject({ exitCode: 1, concerns: ['error source-moved'] });
  });

  test('names the lock files that are not looked at, and those of them that it alters', async () => {
    const root = lock(of('widget', widget, '1.1'));
    const [same, changed] = ['app/requirements.txt', 'docs/requirements.txt'];
    const ended = await review(
      { ...root, [same]: 'gadget==1.1\n', [changed]: 'gadget==1.1\n' },
      { ...root, [same]: 'gadget==1.1\n', [changed]: 'gadget==1.2\n' },
    );
    const note = `Not verified: 2 lock files outside of the root: ${same}, ${changed}.`;
    expect(ended).toMatchObject({ exitCode: 0, concerns: [] });
    expect(ended.stdout).toContain(note);
    expect(plainText(ended.summary)).toContain(note);
    expect(annotations(ended, 'notice').join()).toContain(
      `This change alters lock files that were not verified: ${changed}.`,
    );
  });

  test('with files: all everything is looked at', async () => {
    const same = lock(of('gadget', gadget, '1.2'));
    const ended = await review(same, same, { inputs: { files: 'all' } });
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error provenance-lost'] });
  });

  test('cannot say for itself whom to trust, and what it would change is told', async () => {
    const ended = await review(
      { 'publishers.lock.toml': OURS },
      { ...lock(of('widget', widget, '2.0')), 'publishers.lock.toml': THEIRS },
    );
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error identity-changed'] });
    expect(ended.report.items[0]?.findings[0]?.expected).toMatchObject({
      from: 'pin',
      'owner-id': '6501',
    });
    expect(ended.report['proposed-pin-changes']).toMatchObject([
      {
        project: 'widget',
        kind: 'changed',
        before: [{ repository: 'acme/widget' }],
        after: [{ repository: 'evil/widget' }],
      },
    ]);
    expect(plainText(ended.summary)).toContain('This change alters whom you trust');
    expect(annotations(ended, 'notice').join()).toContain(
      'This change alters the pinned publishers (publishers.lock.toml): widget (changed).',
    );
  });

  test('nor set aside a finding: the policy is that of the base', async () => {
    const policy = [
      'version = 1',
      '[[accept]]',
      'project = "gadget"',
      'version = "1.2"',
      'rule = "provenance-lost"',
      'reason = "they said so"',
      'expires = 2999-01-01',
    ].join('\n');
    const change = lock(of('gadget', gadget, '1.2'));
    const own = await review({}, { ...change, 'provenance.toml': policy });
    expect(own).toMatchObject({ exitCode: 1, concerns: ['error provenance-lost'] });
    expect(annotations(own, 'notice').join()).toMatch(
      /This change alters the policy \(provenance\.toml\): accept added: gadget 1\.2 \[provenance-lost\] until 2999-01-01\. It has no effect on this run; it counts after it is merged\. That holds for an \[\[accept\]\] block, too\./,
    );
    const merged = await review({ 'provenance.toml': policy }, change);
    expect(merged).toMatchObject({ exitCode: 0, concerns: [] });
    expect(plainText(merged.summary)).toContain('| gadget 1.2 | provenance-lost | they said so |');
  });

  test('once the pins are merged, what they allow passes', async () => {
    const ended = await review(
      { 'publishers.lock.toml': THEIRS },
      { ...lock(of('widget', widget, '2.0')), 'publishers.lock.toml': THEIRS },
    );
    expect(ended).toMatchObject({ exitCode: 0, concerns: [] });
    expect(ended.report.items).toMatchObject([{ verdict: 'verified', pinned: true }]);
    expect(ended.report['proposed-pin-changes']).toEqual([]);
  });

  test('needs no checkout where the head is named, too', async () => {
    repository.refs.set('change', HEAD);
    repository.commits.set(HEAD, lock(of('gadget', gadget, '1.2')));
    const ended = await review({}, {}, { inputs: { 'head-ref': 'change', inputs: 'uv.lock' } });
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error provenance-lost'] });
  });

  test('the token goes to the API and nowhere else', async () => {
    const before = sandbox.index.requests.length;
    await review({}, lock(of('widget', widget, '1.1')));
    const asked = sandbox.index.requests.slice(before);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(repository.requests.every(({ authorization }) => authorization === 'token')).toBe(true);
  });
});

describe('what a pull request brings to be judged by', () => {
  const lockOf = () => lock(of('widget', widget, '1.1'));

  test('is no pack: the one of the base is read', async () => {
    const inputs = { pack: 'evidence.jsonl', offline: 'true' };
    const broken = { ...lockOf(), 'evidence.jsonl': 'of the change' };
    const ended = await review({ 'evidence.jsonl': 'of the base' }, broken, { inputs });
    expect(stopped(ended).text).toContain('evidence.jsonl is no pack of evidence: line 1');
    const missing = await review({}, broken, { inputs });
    expect(stopped(missing)).toMatchObject({
      code: 'invalid-configuration',
      text: expect.stringContaining('which is not in the base of the change'),
    });
  });

  test('are no keys: those of the base are read', async () => {
    const inputs = { 'sigstore-trust-config': 'keys.json' };
    const keys = await readFile(sandbox.trustConfigPath, 'utf8');
    const forged = { ...lockOf(), 'keys.json': '{"tlogs": []}' };
    const good = await review({ 'keys.json': keys }, forged, { inputs });
    expect(good.report.items).toMatchObject([{ verdict: 'verified' }]);
    const missing = await review({}, { ...lockOf(), 'keys.json': keys }, { inputs });
    expect(stopped(missing).text).toContain('`sigstore-trust-config` names keys.json');
  });
});

test('a pull request that skips a release of somebody else, published minutes ago, fails', async () => {
  const taken = sandbox
    .history('taken')
    .release('1.2', { daysAgo: 90 })
    .release('1.3', { daysAgo: 60 })
    .by({ repository: 'evil/taken', ownerId: '66', repositoryId: '77' })
    .release('1.4', { daysAgo: 1.001 })
    .release('1.5', { daysAgo: 1 });
  const ended = await review(lock(of('taken', taken, '1.3')), lock(of('taken', taken, '1.5')));
  expect(ended).toMatchObject({ exitCode: 1, concerns: ['error identity-changed'] });
});

/** What the runner says of an event. */
async function eventFile(payload: unknown): Promise<string> {
  const path = join(sandbox.directory, `event-${++events}.json`);
  await writeFile(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return path;
}
let events = 0;

/** What a checkout by the real git leaves of files: its HEAD, and `.git`. */
async function checkout(files: Readonly<Record<string, string>>) {
  const made = Repository.init();
  const head = made.commit(files);
  const paths = await readdir(join(made.folder, '.git'), { recursive: true, withFileTypes: true });
  const own = paths.filter((entry) => entry.isFile());
  const contents = own.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [relative(made.folder, path), await readFile(path)] as const;
  });
  return { head, files: Object.fromEntries(await Promise.all(contents)) };
}

describe('other events', () => {
  const OURS_AT_BASE = { 'publishers.lock.toml': OURS };
  /** The change trusts those who took over, for itself. */
  const takeover = () => ({
    ...lock(of('widget', widget, '2.0')),
    'publishers.lock.toml': THEIRS,
  });
  const pullRequest = { pull_request: { base: { sha: BASE }, head: { sha: HEAD } } };
  const started = async (name: string, payload: unknown, more: object = {}) => ({
    env: { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: await eventFile(payload), ...more },
  });

  test.each([
    ['merge_group', { merge_group: { base_sha: BASE, head_sha: HEAD } }],
    ['pull_request_target', pullRequest],
    ['pull_request_review', pullRequest],
  ])('a %s is compared with its base, too', async (name, payload) => {
    const ended = await review(OURS_AT_BASE, takeover(), await started(name, payload));
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error identity-changed'] });
  });

  test.each(['push', 'schedule', 'workflow_dispatch', 'workflow_run'])(
    'a %s has no base: everything is looked at, by the pins of the checkout',
    async (name) => {
      const before = repository.requests.length;
      const ended = await review(
        { ...OURS_AT_BASE, ...lock(of('widget', widget, '2.0')) },
        takeover(),
        await started(name, { before: BASE, after: HEAD, workflow_run: { head_sha: HEAD } }),
      );
      expect(ended).toMatchObject({ exitCode: 0, concerns: [] });
      expect(ended.report.items).toHaveLength(1);
      expect(repository.requests.slice(before)).toEqual([]);
    },
  );

  test('a push is compared where base-ref says with what', async () => {
    const options = await started('push', { before: BASE, after: HEAD });
    const ended = await review(OURS_AT_BASE, takeover(), {
      ...options,
      inputs: { 'base-ref': BASE },
    });
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error identity-changed'] });
  });

  test.each([
    ['is no JSON', '{'],
    ['names no base', { pull_request: { head: { sha: HEAD } } }],
    ['names something else', { pull_request: { base: { sha: 'main' } } }],
  ])('a pull request whose event %s does not choose whom to trust', async (_, payload) => {
    const ended = await review({}, takeover(), await started('pull_request', payload));
    expect(stopped(ended)).toMatchObject({
      code: 'base-unavailable',
      text: expect.stringContaining('started by pull_request'),
    });
    expect(ended.outputs).toMatchObject({ result: 'error' });
  });

  test('a pull_request_target that has checked out its base has nothing to compare', async () => {
    const same = lock(of('gadget', gadget, '1.2'));
    const { head, files: git } = await checkout(same);
    const target = await started('pull_request_target', pullRequest, { GITHUB_SHA: head });
    const ended = await review(same, { ...same, ...git }, target);
    expect(stopped(ended)).toMatchObject({
      code: 'invalid-configuration',
      text: expect.stringContaining('The base is checked out, not the change'),
    });
    repository.commits.set(HEAD, { ...same, ...lock(of('widget', widget, '1.1')) });
    const named = await review(
      same,
      { ...same, ...git },
      {
        ...target,
        inputs: { 'head-ref': HEAD, lockfile: 'uv.lock' },
      },
    );
    expect(named).toMatchObject({ exitCode: 0, concerns: [] });
    expect(named.report.items).toMatchObject([{ project: 'widget' }]);
  });
});

describe('a base that is what was checked out is refused', () => {
  test.each(['pull_request', 'merge_group'])('in a %s', async (name) => {
    const same = lock(of('gadget', gadget, '1.2'));
    const { head, files: git } = await checkout(same);
    const payload = { pull_request: { base: { sha: head } }, merge_group: { base_sha: head } };
    const ended = await review(
      same,
      { ...same, ...git },
      {
        env: { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: await eventFile(payload) },
      },
    );
    expect(stopped(ended)).toMatchObject({
      code: 'invalid-configuration',
      text: expect.stringContaining('The base is checked out, not the change'),
    });
  });

  const push = async (baseRef: string) => ({
    env: { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: await eventFile({}) },
    inputs: { 'base-ref': baseRef },
  });

  test.each(['main', 'origin/main', 'HEAD~0', 'its whole id'])(
    'by its name in a push (%s), unless the lock on disk differs from it',
    async (name) => {
      const same = lock(of('gadget', gadget, '1.2'));
      const { head, files: git } = await checkout(same);
      repository.commits.set(head, same);
      for (const ref of ['main', `${head}~0`]) repository.refs.set(ref, head);
      const started = await push(name === 'its whole id' ? head : name);
      const ended = await review({}, { ...same, ...git }, started);
      expect(stopped(ended)).toMatchObject({
        code: 'invalid-configuration',
        text: expect.stringContaining('is what is verified: there is nothing to compare'),
      });
      const upgraded = { ...same, ...lock(of('widget', widget, '1.1')), ...git };
      expect(await review({}, upgraded, started)).toMatchObject({ exitCode: 0, concerns: [] });
    },
  );

  test('but HEAD, with which altered files are compared', async () => {
    const same = lock(of('gadget', gadget, '1.2'));
    const { head, files: git } = await checkout(same);
    repository.commits.set(head, same);
    const ended = await review({}, { ...same, ...git }, await push('HEAD'));
    expect(ended).toMatchObject({ exitCode: 0, outputs: { 'file-count': '0' } });
    const upgraded = { ...lock(of('gadget', gadget, '1.2'), of('widget', widget, '1.1')), ...git };
    const altered = await review({}, upgraded, await push('HEAD'));
    expect(altered.report.items).toMatchObject([{ project: 'widget' }]);
    const nothing = await review({}, same, await push('HEAD'));
    expect(stopped(nothing).text).toContain('the workspace has no checkout');
  });

  test('a head that is named as its own base', async () => {
    const same = lock(of('gadget', gadget, '1.2'));
    repository.refs.set('change', BASE);
    const inputs = { 'head-ref': 'change', inputs: 'uv.lock' };
    expect(stopped(await review(same, {}, { inputs })).text).toContain('is what is verified');
  });
});

describe('links of a repository', () => {
  const head = () => lock(of('gadget', gadget, '1.2'));

  test('are followed in the base: to files, to links, through folders, to large files', async () => {
    const old = `${lock(of('widget', widget, '1.0'))['uv.lock']}\n#${'x'.repeat(1 << 20)}\n`;
    const base: Tree = {
      'uv.lock': { link: 'locks/current' },
      'locks/current': { link: '../linked/uv.lock' },
      linked: { link: 'deep/folder' },
      'deep/folder/uv.lock': old,
      'publishers.lock.toml': { link: './linked/pins.toml' },
      'deep/folder/pins.toml': OURS,
    };
    const same = await review(base, { 'uv.lock': old });
    expect(same).toMatchObject({ exitCode: 0, outputs: { 'file-count': '0' } });
    const taken = await review(base, lock(of('widget', widget, '2.0')));
    expect(taken).toMatchObject({ exitCode: 1, concerns: ['error identity-changed'] });
  });

  test.each<[string, Tree[string], string]>([
    ['absolutely', { link: '/etc/passwd' }, 'leads out of the repository'],
    ['upwards', { link: 'a/../../../outside' }, 'leads out of the repository'],
    ['to itself', { link: 'provenance.toml' }, 'leads through more than 40 links'],
    ['in growing circles', { link: 'provenance.toml/x' }, 'leads through more than 40 links'],
    ['into a submodule', { link: 'module/policy.toml' }, 'module is a submodule'],
    ['to a submodule', { submodule: 'https://example.org/x.git' }, 'is a submodule'],
  ])('that lead %s are refused', async (_, entry, text) => {
    const module = { submodule: 'https://example.org/x.git' };
    const ended = await review({ 'provenance.toml': entry, module }, head());
    expect(stopped(ended)).toMatchObject({
      code: 'base-unavailable',
      text: expect.stringContaining(text),
    });
  });

  test('that lead nowhere stand for no file', async () => {
    const base = { 'provenance.toml': { link: 'nowhere' }, 'uv.lock': { link: 'a/b/c' } };
    const ended = await review(base, head());
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error provenance-lost'] });
  });

  test('are followed in a head on GitHub, too', async () => {
    repository.commits.set(HEAD, {
      'uv.lock': { link: 'x/uv.lock' },
      'x/uv.lock': head()['uv.lock'],
    });
    const ended = await review({}, {}, { inputs: { 'head-ref': HEAD, inputs: 'uv.lock' } });
    expect(ended).toMatchObject({ exitCode: 1, concerns: ['error provenance-lost'] });
  });
});

test('a policy is the one of the base, also where its path is absolute', async () => {
  const policy = 'version = 1\n[require]\nprojects = ["gadget"]\n';
  const files = { ...lock(of('gadget', gadget, '1.0')), 'provenance.toml': 'version = 1\n' };
  const first = await review({}, files);
  const inputs = { 'config-file': join(first.workspace, 'provenance.toml') };
  const options = { after: first, inputs };
  const ended = await review({ 'provenance.toml': 'version = 2\n' }, files, options);
  expect(stopped(ended).text).toContain('version');
  const read = await review({ 'provenance.toml': policy }, files, options);
  expect(plainText(read.summary)).toContain('This change alters the policy');
});

describe('a base that cannot be read is not an empty one', () => {
  test('no token', async () => {
    const ended = await review({}, lock(of('widget', widget, '1.1')), {
      inputs: { 'github-token': '' },
    });
    expect(stopped(ended)).toMatchObject({ code: 'invalid-configuration' });
    expect(ended.exitCode).not.toBe(0);
  });

  test('a ref that does not exist', async () => {
    const ended = await review({}, lock(of('widget', widget, '1.1')), {
      inputs: { 'base-ref': 'no-such-branch' },
    });
    expect(stopped(ended)).toMatchObject({
      code: 'base-unavailable',
      text: expect.stringContaining('no-such-branch'),
    });
  });

  test('a token that may not read the repository any more', async () => {
    repository.commits.set(BASE, {});
    let asked = 0;
    const ended = await withFault(
      repository,
      `/commits/${BASE}`,
      (count, request, response) => {
        asked = count;
        return count > 1 && answer(request, response, 404, { body: { message: 'Not Found' } });
      },
      () => review({}, lock(of('widget', widget, '1.1'))),
    );
    expect(asked).toBeGreaterThan(1);
    expect(stopped(ended)).toMatchObject({
      code: 'base-unavailable',
      text: expect.stringContaining('HTTP 404'),
    });
  });

  test('no `contents: read`', async () => {
    const body = { message: 'Resource not accessible by integration' };
    const ended = await withFault(
      repository,
      '/contents/uv.lock',
      (_count, request, response) => answer(request, response, 403, { body }),
      () => review({}, lock(of('widget', widget, '1.1'))),
    );
    expect(stopped(ended)).toMatchObject({
      code: 'base-unavailable',
      text: expect.stringMatching(/HTTP 403, Resource not accessible[\s\S]*`contents: read`/),
    });
  });

  test('a rate limit', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1796139000' };
    const ended = await withFault(
      repository,
      '/contents/uv.lock',
      (_count, request, response) => answer(request, response, 403, { headers, body: {} }),
      () => review({}, lock(of('widget', widget, '1.1'))),
    );
    expect(stopped(ended).text).toContain(
      "the rate limit of GitHub's API is reached until 2026-12-01",
    );
  });

  test('what a push that makes a branch has before it', async () => {
    const inputs = { 'base-ref': '0'.repeat(40) };
    const ended = await review({}, lock(of('widget', widget, '1.1')), { inputs });
    expect(stopped(ended).text).toContain('before this push there was no such branch');
  });

  test('an event that cannot be read, where a base is named', async () => {
    const env = { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: await eventFile('{') };
    const options = { env, inputs: { 'base-ref': BASE } };
    const ended = await review({}, lock(of('widget', widget, '1.1')), options);
    expect(stopped(ended)).toMatchObject({
      code: 'base-unavailable',
      text: expect.stringContaining('GITHUB_EVENT_PATH'),
    });
  });

  test('an API out of order', async () => {
    const ended = await withFault(
      repository,
      `/commits/${BASE}`,
      (_count, request, response) => answer(request, response, 503, NOT_TODAY),
      () => review({}, lock(of('widget', widget, '1.1'))),
    );
    expect(stopped(ended)).toMatchObject({ code: 'base-unavailable' });
    expect(ended.outputs).toMatchObject({ result: 'error' });
  });
});
