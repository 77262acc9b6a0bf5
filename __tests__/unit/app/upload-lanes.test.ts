import { describe, expect, test } from '@jest/globals';
import { type Lane, UploadLanes } from '../../../src/app/upload-lanes.ts';

/** Uploads that are under way until they are told to end. */
class Uploads {
  readonly lanes: UploadLanes;
  readonly underWay: { readonly lane: Lane; readonly end: () => void }[] = [];
  most = 0;

  constructor(most: number) {
    this.lanes = new UploadLanes(most);
  }

  start(count: number): void {
    for (let i = 0; i < count; i++) {
      void this.lanes.run(
        (lane) =>
          new Promise<void>((end) => {
            this.underWay.push({ lane, end });
            this.most = Math.max(this.most, this.underWay.length);
          }),
      );
    }
  }

  /** The first that is under way ends. */
  async end(how: 'well' | 'badly'): Promise<void> {
    const first = this.underWay.shift();
    if (how === 'well') first?.lane.wentWell();
    first?.end();
    await turn();
  }

  /** Everything that is under way meets trouble. */
  trouble(): void {
    for (const { lane } of this.underWay) lane.metTrouble();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function started(most: number, count: number): Promise<Uploads> {
  const uploads = new Uploads(most);
  uploads.start(count);
  await turn();
  return uploads;
}

describe('how many uploads are under way at once', () => {
  test.each([
    [1, 1],
    [2, 2],
    [6, 6],
    [12, 6],
    [32, 6],
  ])('of at most %i: %i in the beginning', async (most, first) => {
    expect((await started(most, 100)).underWay).toHaveLength(first);
  });

  test('one more for each that went well, up to the most', async () => {
    const uploads = await started(9, 100);
    const seen: number[] = [];
    for (let i = 0; i < 5; i++) {
      await uploads.end('well');
      seen.push(uploads.underWay.length);
    }
    expect(seen).toEqual([7, 8, 9, 9, 9]);
  });

  test('no more for one that was refused', async () => {
    const uploads = await started(12, 100);
    await uploads.end('badly');
    expect(uploads.underWay).toHaveLength(6);
  });

  test('half after trouble, counted once for all that met it side by side', async () => {
    const uploads = await started(12, 100);
    uploads.trouble();
    expect(uploads.lanes.limit).toBe(3);
    // Those under way are brought to their end, and nothing new begins until they are few.
    for (const left of [5, 4, 3, 3]) {
      await uploads.end('badly');
      expect(uploads.underWay).toHaveLength(left);
    }
  });

  test('half again when the next try meets trouble, but never less than one', async () => {
    const uploads = await started(12, 100);
    const limits: number[] = [];
    for (let i = 0; i < 4; i++) {
      uploads.trouble();
      limits.push(uploads.lanes.limit);
    }
    expect(limits).toEqual([3, 1, 1, 1]);
    while (uploads.underWay.length > 1) await uploads.end('badly');
    await uploads.end('badly');
    expect(uploads.underWay).toHaveLength(1);
  });

  test('after trouble it grows by one for as many good uploads as there are lanes', async () => {
    const uploads = await started(12, 100);
    uploads.trouble();
    const limits: number[] = [];
    for (let i = 0; i < 8; i++) {
      await uploads.end('well');
      limits.push(uploads.lanes.limit);
    }
    expect(limits).toEqual([3, 3, 4, 4, 4, 4, 5, 5]);
  });

  test('work that throws gives its lane free', async () => {
    const lanes = new UploadLanes(1);
    await expect(lanes.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await lanes.run(async () => 'next')).toBe('next');
  });
});
