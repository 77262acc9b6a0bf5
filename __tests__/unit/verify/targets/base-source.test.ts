import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PublishError } from '../../../../src/errors.ts';
import type { Deps } from '../../../../src/run/deps.ts';
import { readTarget } from '../../../../src/verify/targets/errors.ts';
import { commitSource } from '../../../../src/verify/targets/sources.ts';
import { type AnswerServer, startAnswerServer } from '../../../wire/answer-server.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { makeFolder, Repository } from '../../git/repository.ts';

const FROM_GITHUB = 'attrs==24.1.0\n';

function history(): Repository {
  const repository = Repository.init();
  repository.import([
    { 'requirements.txt': '-r more/base.txt\n', 'more/base.txt': 'six==1.16.0\n' },
    { 'requirements.txt': 'six==1.17.0\n' },
  ]);
  return repository;
}

function clone(repository: Repository, ...options: readonly string[]): string {
  const folder = join(makeFolder(), 'clone');
  repository.git('clone', '--quiet', ...options, `file://${repository.folder}`, folder);
  return folder;
}

/** GitHub, where every ref is one commit and every file has one content. */
const github = () =>
  startAnswerServer(({ url }) => ({
    body: url.includes('/commits/') ? 'a'.repeat(40) : FROM_GITHUB,
  }));

function deps(server?: AnswerServer): Deps {
  const githubApi = server && { url: server.url, token: 'ghs_x', repository: 'acme/app' };
  return { ...wireDeps(), githubApi } as unknown as Deps;
}

async function names(workspace: string, ref: string, server?: AnswerServer): Promise<string[]> {
  const source = await commitSource(ref, 'base-ref', workspace, deps(server));
  const document = await readTarget(() => source.lock('requirements.txt'));
  return document?.packages.map(({ name, version }) => `${name} ${version}`) ?? [];
}

async function refusal(call: Promise<unknown>): Promise<PublishError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof PublishError) return error;
  throw error;
}

test('what the repository on disk has is read from there, and nobody is asked', async () => {
  const [repository, server] = [history(), await github()];
  expect(await names(repository.folder, 'HEAD~1', server)).toEqual(['six 1.16.0']);
  expect(await names(repository.folder, 'main')).toEqual(['six 1.17.0']);
  const source = await commitSource('main', 'base-ref', repository.folder, deps());
  expect(await source.file('none')).toBeUndefined();
  expect(server.received).toEqual([]);
});

test('what a shallow clone has not is asked of GitHub', async () => {
  const server = await github();
  expect(await names(clone(history(), '--depth=1'), 'HEAD~1', server)).toEqual(['attrs 24.1.0']);
  expect(server.received.map(({ url }) => url)).toEqual([
    '/repos/acme/app/commits/HEAD~1',
    `/repos/acme/app/contents/requirements.txt?ref=${'a'.repeat(40)}`,
  ]);
});

test('without a token it is said how the repository gets it', async () => {
  const error = await refusal(names(clone(history(), '--depth=1'), 'HEAD~1'));
  expect(error.code).toBe('invalid-configuration');
  expect(error.message).toMatch(/shallow or partial clone/);
  expect(error.remedy).toMatch(/fetch-depth: 0.*github-token.*`base`/);
});

test('a partial clone knows the commit, and GitHub has its files', async () => {
  const repository = history();
  repository.git('config', 'uploadpack.allowFilter', 'true');
  const folder = clone(repository, '--no-checkout', '--filter=blob:none');
  const server = await github();
  expect(await names(folder, 'HEAD', server)).toEqual(['attrs 24.1.0']);
  const id = repository.git('rev-parse', 'HEAD').toString().trim();
  expect(server.received.map(({ url }) => url)).toEqual([
    `/repos/acme/app/contents/requirements.txt?ref=${id}`,
  ]);
  const error = await refusal(names(folder, 'HEAD'));
  expect(error.code).toBe('base-unavailable');
  expect(error.remedy).toContain('fetch-depth: 0');
});
