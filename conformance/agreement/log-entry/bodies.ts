import type { Json } from '../forge.ts';
import { without } from '../json-path.ts';
import { type OddEntry, put, spec } from './odd-entry.ts';

export function* bodies(): Generator<OddEntry> {
  for (const name of ['payloadHash', 'envelopeHash']) {
    const hash = (change: (one: Json) => unknown) =>
      spec((usual) => ({ ...usual, [name]: change(usual[name] as Json) }));
    yield put(
      `${name}: missing`,
      spec((usual) => without(usual, name)),
    );
    yield put(
      `${name}: null`,
      hash(() => null),
    );
    yield put(
      `${name}: a text`,
      hash((one) => one['value']),
    );
    yield put(
      `${name}: empty`,
      hash(() => ({})),
    );
    yield put(
      `${name}: no algorithm`,
      hash(({ value }) => ({ value })),
    );
    yield put(
      `${name}: no value`,
      hash(({ algorithm }) => ({ algorithm })),
    );
    yield put(
      `${name}: sha512`,
      hash((one) => ({ ...one, algorithm: 'sha512' })),
    );
    yield put(
      `${name}: SHA256`,
      hash((one) => ({ ...one, algorithm: 'SHA256' })),
    );
    yield put(
      `${name}: other`,
      hash((one) => ({ ...one, value: '0'.repeat(64) })),
    );
    yield put(
      `${name}: no hex`,
      hash((one) => ({ ...one, value: 'x' })),
    );
    yield put(
      `${name}: a number`,
      hash((one) => ({ ...one, value: 1 })),
    );
    yield put(
      `${name}: upper case`,
      hash((one) => ({ ...one, value: String(one['value']).toUpperCase() })),
    );
    yield put(
      `${name}: text after it`,
      hash((one) => ({ ...one, value: `${String(one['value'])}zz` })),
    );
    yield put(
      `${name}: an extra member`,
      hash((one) => ({ ...one, extra: 1 })),
    );
  }
  const snake = { envelopeHash: 'envelope_hash', payloadHash: 'payload_hash' } as const;
  for (const [camel, name] of Object.entries(snake)) {
    yield put(
      `${name} for ${camel}`,
      spec(({ [camel]: value, ...rest }) => ({ ...rest, [name]: value })),
    );
  }
  yield put('an extra member', (usual) => ({ ...usual, extra: 1 }));
  yield put(
    'an extra member of spec',
    spec((usual) => ({ ...usual, extra: 1 })),
  );
  const proposed = { envelope: '{}', verifiers: ['x'] };
  yield put(
    'proposed content too',
    spec((usual) => ({ ...usual, proposedContent: proposed })),
  );
  yield put(
    'proposed content alone',
    spec(() => ({ proposedContent: proposed })),
  );
  yield put(
    'proposed content null',
    spec((usual) => ({ ...usual, proposedContent: null })),
  );
  yield put('spec missing', (usual) => without(usual, 'spec'));
  yield put('spec null', (usual) => ({ ...usual, spec: null }));
  yield put('spec a text', (usual) => ({ ...usual, spec: 'x' }));
  yield put('kind missing', (usual) => without(usual, 'kind'));
  yield put('kind intoto', (usual) => ({ ...usual, kind: 'intoto' }));
  yield put('kind DSSE', (usual) => ({ ...usual, kind: 'DSSE' }));
  yield put('version missing', (usual) => without(usual, 'apiVersion'));
  yield put('version 0.0.2', (usual) => ({ ...usual, apiVersion: '0.0.2' }));
  yield put('version 1', (usual) => ({ ...usual, apiVersion: 1 }));
  yield put('version as api_version', ({ apiVersion, ...rest }) => ({
    ...rest,
    api_version: apiVersion,
  }));
  yield put('indented', (usual) => JSON.stringify(usual, null, 2));
  yield put('a line end after it', (usual) => `${JSON.stringify(usual)}\n`);
  yield put('a byte order mark', (usual) => `\ufeff${JSON.stringify(usual)}`);
  yield put('kind twice', (usual) => JSON.stringify(usual).replace('{', '{"kind":"x",'));
  yield put('NaN', (usual) => JSON.stringify(usual).replace('{', '{"x":NaN,'));
  yield put('a lone surrogate', (usual) => JSON.stringify(usual).replace('{', '{"x":"\\ud800",'));
  yield put('deep', (usual) =>
    JSON.stringify(usual).replace('{', `{"x":${'['.repeat(250)}${']'.repeat(250)},`),
  );
  yield put('an array', (usual) => [usual]);
  yield put('null', () => 'null');
  yield put('empty', () => '');
  yield put('no JSON', () => 'x');
}
