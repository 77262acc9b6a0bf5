import { base64, type Json, pem, type Signatory } from '../forge.ts';
import { without } from '../json-path.ts';
import { type OddEntry, put, spec } from './odd-entry.ts';

export function* loggedSignatures(signatory: Signatory, other: Signatory): Generator<OddEntry> {
  const signature = (change: (one: Json) => unknown) =>
    spec((usual) => ({ ...usual, signatures: usual.signatures.map(change) }));
  yield put('usual', undefined);
  yield put(
    'another certificate',
    signature((one) => ({ ...one, verifier: base64(pem(other.certificate)) })),
  );
  const verifiers: Readonly<Record<string, string>> = {
    'no certificate': '',
    DER: base64(signatory.certificate),
    'PEM in one line': base64(
      `-----BEGIN CERTIFICATE-----\n${base64(signatory.certificate)}\n-----END CERTIFICATE-----\n`,
    ),
    'PEM without a line end': base64(pem(signatory.certificate).trimEnd()),
    'PEM with CRLF': base64(pem(signatory.certificate).replaceAll('\n', '\r\n')),
    'PEM twice': base64(pem(signatory.certificate) + pem(other.certificate)),
    'bare PEM': pem(signatory.certificate),
    'a line end after it': `${base64(pem(signatory.certificate))}\n`,
    garbage: base64('garbage'),
  };
  for (const [name, verifier] of Object.entries(verifiers)) {
    yield put(
      `verifier: ${name}`,
      signature((one) => ({ ...one, verifier })),
    );
  }
  yield put(
    'verifier: a number',
    signature((one) => ({ ...one, verifier: 1 })),
  );
  yield put(
    'verifier: missing',
    signature(({ signature: text }) => ({ signature: text })),
  );
  yield put(
    'signature: missing',
    signature(({ verifier }) => ({ verifier })),
  );
  yield put(
    'signature: null',
    signature((one) => ({ ...one, signature: null })),
  );
  yield put(
    'signature: other',
    signature((one) => ({ ...one, signature: base64('other') })),
  );
  const respelled = (change: (text: string) => string) =>
    signature((one) => ({ ...one, signature: change(String(one['signature'])) }));
  yield put(
    'signature: a line end after it',
    respelled((text) => `${text}\n`),
  );
  yield put(
    'signature: url-safe',
    respelled((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  );
  yield put(
    'signature: without padding',
    respelled((text) => text.replaceAll('=', '')),
  );
  yield put(
    'signature: hex',
    respelled((text) => Buffer.from(text, 'base64').toString('hex')),
  );
  yield put(
    'signature: an extra member',
    signature((one) => ({ ...one, keyid: '' })),
  );
  yield put(
    'signatures: none',
    spec((usual) => ({ ...usual, signatures: [] })),
  );
  yield put(
    'signatures: missing',
    spec((usual) => without(usual, 'signatures')),
  );
  yield put(
    'signatures: null',
    spec((usual) => ({ ...usual, signatures: null })),
  );
  yield put(
    'signatures: an object',
    spec((usual) => ({ ...usual, signatures: usual.signatures[0] })),
  );
  yield put(
    'signatures: a text',
    spec((usual) => ({ ...usual, signatures: 'x' })),
  );
  yield put(
    'signatures: twice',
    spec((usual) => ({ ...usual, signatures: [...usual.signatures, ...usual.signatures] })),
  );
  yield put(
    'signatures: null within',
    signature(() => null),
  );
}
