import { base64, type EntryChanges, type Forge, type Json, strangeKey } from '../forge.ts';
import { without } from '../json-path.ts';
import type { OddEntry } from './odd-entry.ts';

export function* promises(forge: Forge): Generator<OddEntry> {
  const put = (name: string, changes: EntryChanges): OddEntry => ({
    group: 'promise and time',
    name,
    changes,
  });
  const { now } = forge;
  const entry = (change: (entry: Json) => Json): EntryChanges => ({ entry: change });
  for (const [name, promised] of [
    ['another time', (one: Json) => ({ ...one, integratedTime: now - 1 })],
    ['another index', (one: Json) => ({ ...one, logIndex: 1 })],
    ['another log', (one: Json) => ({ ...one, logID: '0'.repeat(64) })],
    ['another body', (one: Json) => ({ ...one, body: base64('{}') })],
    ['a member more', (one: Json) => ({ ...one, x: 1 })],
    ['another order', (one: Json) => Object.fromEntries(Object.entries(one).toReversed())],
  ] as const) {
    yield put(`a promise of ${name}`, { promised });
  }
  yield put('a strange key', { key: strangeKey() });
  yield put(
    'no promise',
    entry((usual) => without(usual, 'inclusionPromise')),
  );
  yield put(
    'promise null',
    entry((one) => ({ ...one, inclusionPromise: null })),
  );
  yield put(
    'no time',
    entry((usual) => without(usual, 'integratedTime')),
  );
  yield put(
    'neither time nor promise',
    entry((usual) => without(usual, 'integratedTime', 'inclusionPromise')),
  );
  yield put('time 0, promised too', { integratedTime: 0 });
  yield put(
    'time 0',
    entry((one) => ({ ...one, integratedTime: '0' })),
  );
  yield put('time before the certificate', { integratedTime: now - 3000 });
  yield put('time after the certificate', { integratedTime: now + 3000 });
  yield put('time of 1970', { integratedTime: 1 });
  yield put('time of the year 5138', { integratedTime: 99_999_999_999 });
  yield put('time beyond dates', { integratedTime: 9e15 });
  yield put('time in milliseconds', { integratedTime: now * 1000 });
  yield put(
    'no proof',
    entry((usual) => without(usual, 'inclusionProof')),
  );
  yield put(
    'no checkpoint',
    entry((one) => {
      const proof = without(one['inclusionProof'] as Json, 'checkpoint');
      return { ...one, inclusionProof: proof };
    }),
  );
  yield put(
    'checkpoint null',
    entry((one) => ({
      ...one,
      inclusionProof: { ...(one['inclusionProof'] as Json), checkpoint: null },
    })),
  );
  yield put(
    'no body',
    entry((usual) => without(usual, 'canonicalizedBody')),
  );
  yield put(
    'body empty',
    entry((one) => ({ ...one, canonicalizedBody: '' })),
  );
  yield put(
    'unknown log',
    entry((one) => ({ ...one, logId: { keyId: base64(Buffer.alloc(32)) } })),
  );
  yield put(
    'log id cut',
    entry((one) => {
      const { keyId } = one['logId'] as { keyId: string };
      return { ...one, logId: { keyId: base64(Buffer.from(keyId, 'base64').subarray(0, 4)) } };
    }),
  );
  yield put(
    'log id empty',
    entry((one) => ({ ...one, logId: { keyId: '' } })),
  );
}
