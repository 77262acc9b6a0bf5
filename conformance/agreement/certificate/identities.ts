import { extension } from '../../../sandbox/sigstore/certificate.ts';
import { utf8String } from '../../../sandbox/sigstore/der.ts';
import type { LeafChanges } from '../leaf.ts';
import {
  claim,
  FULCIO,
  instead,
  type OddLeaf,
  REPOSITORY,
  SHA,
  WORKFLOW,
  without,
} from './odd-leaf.ts';

export function* identities(): Generator<OddLeaf> {
  const github = 'https://github.com';
  const text = (arc: number, value: string) => claim(arc, utf8String(value));
  const put = (name: string, leaf: LeafChanges): OddLeaf => ({ group: 'identity', name, leaf });
  for (const issuer of [
    'https://token.actions.githubusercontent.com/acme',
    'https://token.actions.githubusercontent.com/',
    'http://token.actions.githubusercontent.com',
    'https://gitlab.com',
    'https://accounts.google.com',
    'https://github.com/login/oauth',
    'https://token.actions.acme.ghe.com',
  ]) {
    yield put(`issuer ${issuer}`, text(8, issuer));
  }
  for (const repository of [
    'Acme/widget',
    'acme/Widget',
    'acme/widget.git',
    'acme/widget2',
    'acme',
    '',
  ]) {
    yield put(`repository ${repository}`, text(12, `${github}/${repository}`));
    const workflow = `${repository}/.github/workflows/${WORKFLOW}@refs/tags/v1.0.0`;
    yield put(`workflow of ${repository}`, text(18, `${github}/${workflow}`));
    const claimsOf = { repository, workflow_ref: workflow, job_workflow_ref: workflow };
    yield put(`all of ${repository}`, { claims: claimsOf });
  }
  const at = (path: string) => text(18, `${github}/${REPOSITORY}/${path}`);
  for (const path of [
    `.github/workflows/${WORKFLOW}`,
    `.github/workflows/${WORKFLOW}@`,
    `.github/workflows/${WORKFLOW}@refs/heads/main`,
    `.github/workflows/${WORKFLOW}@${SHA}`,
    `.github/workflows/${WORKFLOW}@${SHA.toUpperCase()}`,
    `.github/workflows/${WORKFLOW}@${SHA.slice(0, 7)}`,
    `.github/workflows/sub/${WORKFLOW}@refs/tags/v1.0.0`,
    `.github/workflows/../workflows/${WORKFLOW}@refs/tags/v1.0.0`,
    `.github/workflows/Release.yml@refs/tags/v1.0.0`,
    `.github/workflows/release.yaml@refs/tags/v1.0.0`,
    `.github/workflows/other.yml@refs/tags/v1.0.0`,
    `workflows/${WORKFLOW}@refs/tags/v1.0.0`,
    `.github/workflows/${WORKFLOW}@refs/tags/v1.0.0@refs/tags/v1.0.0`,
    `.github/workflows/${WORKFLOW}@@refs/tags/v1.0.0`,
  ]) {
    yield put(path, at(path));
  }
  const [digest, ref] = [`${FULCIO}.13`, `${FULCIO}.14`];
  yield put('no commit', { extensions: without(digest) });
  yield put('no ref', { extensions: without(ref) });
  yield put('neither commit nor ref', {
    extensions: (usual) => without(ref)(without(digest)(usual)),
  });
  const byCommit = utf8String(`${github}/${REPOSITORY}/.github/workflows/${WORKFLOW}@${SHA}`);
  const build = `${FULCIO}.18`;
  yield put('workflow at the commit, no ref', {
    extensions: (usual) => without(ref)(instead(build, extension(build, byCommit))(usual)),
  });
  yield put('workflow at the commit, no commit', {
    extensions: (usual) => without(digest)(instead(build, extension(build, byCommit))(usual)),
  });
  yield put('another job workflow', {
    claims: { job_workflow_ref: 'acme/shared/.github/workflows/publish.yml@refs/heads/main' },
  });
  yield put('another environment', { claims: { environment: 'other' } });
  yield put('no environment', { claims: { environment: undefined } });
  yield put('pull_request_target', { claims: { event_name: 'pull_request_target' } });
  yield put('a self-hosted runner', { claims: { runner_environment: 'self-hosted' } });
  yield put('a private repository', { claims: { repository_visibility: 'private' } });
  yield put('issuer only as .1', { extensions: without(`${FULCIO}.8`) });
  yield put('another issuer as .1', {
    extensions: instead(
      `${FULCIO}.1`,
      extension(`${FULCIO}.1`, Buffer.from('https://evil.example')),
    ),
  });
  yield put('a repository that is not ASCII', { claims: { repository: 'acme/widgét' } });
  yield put('a value of 300 bytes', text(13, 'f'.repeat(300)));
  yield put('a value of 150 bytes', text(13, 'f'.repeat(150)));
}
