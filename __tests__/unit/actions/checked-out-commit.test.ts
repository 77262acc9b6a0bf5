import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkedOutCommit } from '../../../src/actions/checked-out-commit.ts';
import { makeFolder, Repository } from '../../wire/git-repository.ts';

/** What git says is checked out. */
function made(...options: readonly string[]) {
  const repository = Repository.init(...options);
  return { repository, folder: repository.folder, id: repository.commit({ file: 'x' }) };
}

test.each([[[]], [['--object-format=sha256']]])(
  'a branch, its packed ref, and no branch (%j)',
  async (options) => {
    const { repository, folder, id } = made(...options);
    repository.git('branch', 'mainly', 'HEAD');
    expect(await checkedOutCommit(folder)).toBe(id);
    repository.git('pack-refs', '--all');
    expect(await checkedOutCommit(folder)).toBe(id);
    const next = repository.commit({ file: 'y' });
    expect(await checkedOutCommit(folder)).toBe(next);
    repository.git('checkout', '--quiet', '--detach', 'HEAD^');
    expect(await checkedOutCommit(folder)).toBe(id);
  },
);

test.each([
  'ref: refs/heads/none',
  'ref: refs/heads/../../../secret',
  'ref: refs/heads/a b',
  'ref: /etc/passwd',
  'x',
  '',
])('a HEAD that says %j is not known', async (head) => {
  const { folder, id } = made();
  await writeFile(join(folder, 'secret'), id);
  await writeFile(join(folder, '.git/HEAD'), `${head}\n`);
  expect(await checkedOutCommit(folder)).toBeUndefined();
});

test('a folder that is no repository, and one without a commit', async () => {
  expect(await checkedOutCommit(makeFolder())).toBeUndefined();
  expect(await checkedOutCommit(Repository.init().folder)).toBeUndefined();
});
