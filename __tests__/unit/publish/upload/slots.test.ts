import { describe, expect, test } from '@jest/globals';
import { type UploadSlot, UploadSlots } from '../../../../src/publish/upload/slots.ts';
import type { TryOutcome } from '../../../../src/publish/upload/upload-concurrency.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { type FakeClock, makeClock } from '../../../wire/fake-clock.ts';

const PYPI = indexProfile('https://upload.pypi.org/legacy/').uploadPolicy;
const OTHER = indexProfile('https://pypi.example/upload').uploadPolicy;

interface Sending {
  readonly file: string;
  readonly end: (outcome: TryOutcome) => void;
}

/** Files whose tries run until they are told to end; one that is unavailable is tried again. */
class Uploads {
  readonly clock: FakeClock = makeClock();
  readonly slots: UploadSlots;
  readonly sending: Sending[] = [];

  constructor(most: number, policy = PYPI) {
    this.slots = new UploadSlots(most, policy, this.clock);
  }

  async start(project: string, count: number): Promise<void> {
    for (let at = 1; at <= count; at++) {
      void this.slots.hold(project, (slot) => this.#untilDone(`${project}${at}`, slot));
    }
    await settled();
  }

  async #untilDone(file: string, slot: UploadSlot): Promise<void> {
    for (;;) {
      const send = () => new Promise<TryOutcome>((end) => this.sending.push({ file, end }));
      if ((await slot.attempt(send, (outcome) => outcome)) !== 'unavailable') return;
    }
  }

  get files(): readonly string[] {
    return this.sending.map(({ file }) => file);
  }

  /** Ends the first try that is under way, some time after it started. */
  async end(outcome: TryOutcome, ms = 600): Promise<void> {
    this.clock.time += ms;
    this.sending.shift()?.end(outcome);
    await settled();
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

async function started(most: number, files: Record<string, number>, policy = PYPI) {
  const uploads = new Uploads(most, policy);
  for (const [project, count] of Object.entries(files)) await uploads.start(project, count);
  return uploads;
}

describe('which uploads run', () => {
  test('on PyPI two of each project, and of all projects as many as the user allows', async () => {
    const uploads = await started(5, { a: 9, b: 9, c: 9 });
    expect(uploads.files).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
  });

  test('on another index as many as the user allows, whatever project they are of', async () => {
    expect((await started(4, { a: 9, b: 9 }, OTHER)).files).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect((await started(12, { a: 9, b: 9 }, OTHER)).files).toHaveLength(6);
  });

  test('the next file of a project when one has ended, first come, first served', async () => {
    const uploads = await started(4, { a: 3, b: 3 });
    await uploads.end('stored');
    expect(uploads.files).toEqual(['a2', 'b1', 'b2', 'a3']);
  });

  test('a file that is tried again keeps its slot, and its tries count against the limit', async () => {
    const uploads = await started(12, { a: 9 });
    await uploads.end('unavailable');
    // One at once now: the second is still under way, and the first waits for it.
    expect(uploads.files).toEqual(['a2']);
    await uploads.end('stored');
    expect(uploads.files).toEqual(['a1']);
    await uploads.end('stored');
    expect(uploads.files).toEqual(['a3']);
  });

  test('a third starts a while after the one before it', async () => {
    const uploads = await started(12, { a: 9 });
    await uploads.end('stored', 600);
    await uploads.end('stored', 100);
    expect(uploads.files).toEqual(['a3', 'a4', 'a5']);
    expect(uploads.clock.waits).toEqual([50, 150]);
  });

  test('work that throws gives its slot free', async () => {
    const slots = new UploadSlots(1, PYPI, makeClock());
    await expect(slots.hold('a', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    const broken = slots.hold('a', (slot) =>
      slot.attempt(
        () => Promise.reject(new Error('y')),
        () => 'stored',
      ),
    );
    await expect(broken).rejects.toThrow('y');
    expect(await slots.hold('a', async () => 'next')).toBe('next');
  });

  test('a run that is cancelled while a try waits for its time does not send it', async () => {
    const uploads = await started(12, { a: 3 });
    const { clock, slots } = uploads;
    clock.sleep = () => Promise.reject(new Error('cancelled'));
    const last = slots.hold('a', (slot) =>
      slot.attempt(
        async () => 'sent',
        () => 'stored',
      ),
    );
    const ended = expect(last).rejects.toThrow('cancelled');
    await uploads.end('stored', 600);
    await uploads.end('stored', 100);
    await uploads.end('stored', 600);
    await ended;
  });
});
