import { describe, expect, test } from '@jest/globals';
import { listenForCancellation } from '../../../src/process/listen-for-cancellation.ts';
import { orUncaught } from '../../../src/process/or-uncaught.ts';
import { failureOf } from '../../../src/run/end-of-run.ts';

const never = () => new Promise<never>(() => undefined);
const listeners = () => process.listenerCount('uncaughtException');

describe('work that would end the process', () => {
  test('ends with what was thrown and never caught', async () => {
    const work = orUncaught(never(), 0);
    process.emit('uncaughtException', new TypeError('thrown by a callback'));
    await expect(work).rejects.toThrow('thrown by a callback');
  });

  test('has its own end where that comes first, and nothing listens any more', async () => {
    const before = listeners();
    expect(await orUncaught(Promise.resolve(7))).toBe(7);
    await expect(orUncaught(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
    expect(listeners()).toBe(before);
  });

  test('ends where nothing is left to wait for', async () => {
    const work = orUncaught(never());
    process.emit('beforeExit', 0);
    await expect(work).rejects.toThrow('never happens');
  });
});

test('a run in which something is thrown and never caught is cut off, as a mistake of ours', async () => {
  const cancellation = listenForCancellation(() => undefined);
  const failure = failureOf(never(), { cancellation });
  process.emit('uncaughtException', new TypeError('thrown by a callback'));
  expect(await failure).toMatchObject({
    code: 'internal-error',
    message: expect.stringContaining('thrown by a callback'),
  });
  cancellation.reportBegins();
});

test('a signal cancels a run, and changes nothing once its report begins', () => {
  const warnings: string[] = [];
  const listen = () => listenForCancellation((text) => warnings.push(text));
  const running = listen();
  process.emit('SIGTERM', 'SIGTERM');
  expect(running.requested.aborted).toBe(true);
  expect(warnings).toEqual([expect.stringContaining('SIGTERM: this run is cancelled')]);
  running.reportBegins();
  const reporting = listen();
  reporting.reportBegins();
  process.emit('SIGTERM', 'SIGTERM');
  expect([reporting.requested.aborted, running.final.aborted]).toEqual([false, false]);
  expect(warnings).toHaveLength(1);
});
