import { expect, test } from '@jest/globals';
import { type LockSettings, ProjectLocks } from '../../sandbox/index/project-lock.ts';

const SETTINGS: LockSettings = { outside: 0, inside: 2, deadlockAfter: 5, deadlockChance: 1 };

/** Uploads to these projects that begin at once: which were committed, and the most inside at once. */
async function uploads(
  projects: readonly string[],
  settings: LockSettings = SETTINGS,
  random?: () => number,
): Promise<{ committed: boolean[]; commits: string[] }> {
  const locks = new ProjectLocks(random);
  const commits: string[] = [];
  const committed = await Promise.all(
    projects.map((project, at) =>
      locks.upload(project, settings, () => commits.push(`${project}${at}`)),
    ),
  );
  return { committed, commits };
}

test('two uploads of a project are both committed, in the order of their arrival', async () => {
  expect(await uploads(['a', 'a'])).toEqual({ committed: [true, true], commits: ['a0', 'a1'] });
});

test('of three that meet at the lock one ends in a deadlock, and the others are committed', async () => {
  expect(await uploads(['a', 'a', 'a'])).toEqual({
    committed: [true, true, false],
    commits: ['a0', 'a1'],
  });
});

test('uploads of different projects do not wait for each other', async () => {
  const { committed } = await uploads(['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd']);
  expect(committed).toEqual(Array(8).fill(true));
});

test('a deadlock is as likely as the chance says, for each upload beyond the first that waits', async () => {
  const settings = { ...SETTINGS, deadlockChance: 0.04 };
  const never = await uploads(['a', 'a', 'a', 'a'], settings, () => 0.5);
  expect(never.committed).toEqual([true, true, true, true]);
  const once = await uploads(['a', 'a', 'a', 'a'], settings, () => 0.05);
  expect(once.committed.filter(Boolean)).toHaveLength(3);
});

test('a commit that throws gives the lock to the next', async () => {
  const locks = new ProjectLocks();
  const failing = locks.upload('a', SETTINGS, () => {
    throw new Error('x');
  });
  const next = locks.upload('a', SETTINGS, () => undefined);
  await expect(failing).rejects.toThrow('x');
  expect(await next).toBe(true);
});
