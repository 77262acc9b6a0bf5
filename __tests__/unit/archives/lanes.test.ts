import { expect, test } from '@jest/globals';
import { Lanes } from '../../../src/archives/zip/zip-contents.ts';

/** Tasks that end when told to, by name. */
function tasks() {
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const started: string[] = [];
  const task = (name: string) => () => {
    started.push(name);
    const end = Promise.withResolvers<void>();
    ends.set(name, end);
    return end.promise;
  };
  return { started, task, end: (name: string) => ends.get(name) };
}

test('so many run at once and no more; the next one starts when one ends', async () => {
  const { started, task, end } = tasks();
  const lanes = new Lanes(2);
  await lanes.start(task('a'));
  await lanes.start(task('b'));
  const third = lanes.start(task('c'));
  await new Promise(setImmediate);
  expect(started).toEqual(['a', 'b']);
  end('b')?.resolve();
  await third;
  expect(started).toEqual(['a', 'b', 'c']);
  end('a')?.resolve();
  end('c')?.resolve();
  await lanes.finish();
});

test('the first failure comes with the next start, and nothing is started any more', async () => {
  const { started, task, end } = tasks();
  const lanes = new Lanes(2);
  await lanes.start(task('a'));
  await lanes.start(task('b'));
  end('a')?.reject(new Error('broken'));
  await expect(lanes.start(task('c'))).rejects.toThrow('broken');
  expect(started).toEqual(['a', 'b']);
  const finished = lanes.finish();
  end('b')?.reject(new Error('too late'));
  await expect(finished).rejects.toThrow('broken');
});

test('idle waits for all, also for those that fail', async () => {
  const { task, end } = tasks();
  const lanes = new Lanes(1);
  await lanes.start(task('a'));
  let isIdle = false;
  const idle = lanes.idle().then(() => {
    isIdle = true;
  });
  await new Promise(setImmediate);
  expect(isIdle).toBe(false);
  end('a')?.reject(new Error('broken'));
  await idle;
});
