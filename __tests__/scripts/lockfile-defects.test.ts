import { expect, test } from '@jest/globals';
import { lockfileDefects } from '../../scripts/lockfile-defects.ts';

const good = { version: '1.0.0', integrity: 'sha512-AAAA', license: 'MIT' };

function lockfile(packages: Readonly<Record<string, object>>, lockfileVersion = 3): string {
  return JSON.stringify({ lockfileVersion, packages: { '': { name: 'whole' }, ...packages } });
}

test('nothing to say of packages with a hash and a licence that goes together with ours', () => {
  const text = lockfile({
    'node_modules/a': good,
    'node_modules/tool': { ...good, license: 'GPL-3.0', dev: true },
    'node_modules/node': { ...good, dev: true, hasInstallScript: true },
    'node_modules/b/node_modules/@c/d': { ...good, dev: true, hasInstallScript: true },
  });
  expect(lockfileDefects(text, { node: true, '@c/d': false })).toEqual([]);
});

test.each([
  ['no hash', { integrity: undefined }, /is not held to a SHA-512/],
  ['an old hash', { integrity: 'sha1-AAAA' }, /is not held to a SHA-512/],
  ['a git URL', { resolved: 'git+ssh://git@example.org/a.git' }, /does not come from a registry/],
  ['a folder', { link: true }, /does not come from a registry/],
  ['an install script', { hasInstallScript: true }, /wants to run code/],
  [
    'a licence that does not go together',
    { license: 'GPL-3.0' },
    /licence, GPL-3\.0, is not known/,
  ],
  ['no licence', { license: undefined }, /licence, none, is not known/],
])('%s is a defect', (_what, change, message) => {
  const text = lockfile({ 'node_modules/a': { ...good, ...change } });
  expect(lockfileDefects(text, {})).toEqual([expect.stringMatching(message)]);
});

test('no other package than Node may be let run code', () => {
  expect(lockfileDefects(lockfile({}), { node: true, other: true })).toEqual([
    'package.json lets other run code while it is installed',
  ]);
});

test('another version of the format is not guessed at', () => {
  expect(lockfileDefects(lockfile({}, 2), {})).toEqual(['lockfileVersion is 2, not 3']);
});
