import { expect, test } from '@jest/globals';
import { githubRepository, originOf } from '../../../src/project/git-remote.ts';

test.each([
  'https://github.com/acme/widget.git',
  'https://github.com/acme/widget',
  'https://github.com/acme/widget/',
  'https://token@github.com/acme/widget.git',
  'git@github.com:acme/widget.git',
  'ssh://git@github.com/acme/widget.git',
  'ssh://git@github.com:22/acme/widget',
  'git://github.com/acme/widget.git',
])('the remote %s is of GitHub', (url) => {
  expect(githubRepository(url)).toEqual({ owner: 'acme', name: 'widget' });
});

test.each([
  'https://gitlab.com/acme/widget',
  'https://github.com.example.org/acme/widget',
  'https://example.org/github.com/acme/widget',
  'https://github.com/acme',
  'https://github.com/acme/widget/tree/main',
  'https://github.com/acme/wid get',
  '../widget.git',
])('the remote %s is not of GitHub', (url) => {
  expect(githubRepository(url)).toBeUndefined();
});

test('of several remotes it is origin', () => {
  const config = `[core]
\tbare = false
[remote "fork"]
\turl = https://github.com/me/widget
[remote "origin"]
\turl = git@github.com:acme/widget.git
\tfetch = +refs/heads/*:refs/remotes/origin/*
[branch "main"]
\tremote = fork
`;
  expect(originOf(config)).toEqual({ owner: 'acme', name: 'widget' });
  expect(originOf(config.replace('"origin"', '"upstream"'))).toBeUndefined();
});
