import { base64 } from '../forge.ts';
import type { OddEntry } from './odd-entry.ts';

export function* kinds(): Generator<OddEntry> {
  for (const [kind, version] of [
    ['hashedrekord', '0.0.1'],
    ['hashedrekord', '0.0.2'],
    ['intoto', '0.0.1'],
    ['intoto', '0.0.2'],
    ['dsse', '0.0.2'],
    ['rekord', '0.0.1'],
  ] as const) {
    yield {
      group: 'kind',
      name: `${kind} ${version} inside and outside`,
      changes: {
        kindVersion: { kind, version },
        body: (usual) => ({ ...usual, kind, apiVersion: version }),
      },
    };
    yield {
      group: 'kind',
      name: `${kind} ${version} outside`,
      changes: { kindVersion: { kind, version } },
    };
  }
  yield {
    group: 'kind',
    name: 'intoto 0.0.2 as Rekor writes it',
    changes: {
      kindVersion: { kind: 'intoto', version: '0.0.2' },
      body: ({ spec: { payloadHash, signatures } }) => ({
        apiVersion: '0.0.2',
        kind: 'intoto',
        spec: {
          content: {
            envelope: {
              payloadType: 'application/vnd.in-toto+json',
              signatures: signatures.map(({ signature: text, verifier }) => ({
                sig: base64(String(text)),
                publicKey: verifier,
              })),
            },
            hash: payloadHash,
            payloadHash,
          },
        },
      }),
    },
  };
}
