import { describe, expect, test } from '@jest/globals';
import { fetchProvenance } from '../../../../src/pypi/simple/integrity.ts';
import { type Answer, startAnswerServer } from '../../../wire/answer-server.ts';
import { wireDeps } from '../../../wire/wire-deps.ts';
import { ATTESTATION } from '../../sigstore/model/attestations.ts';
import { indexAt } from '../indexes.ts';

const FILE = { project: 'widget', version: '1.0+x', filename: 'widget-1.0-py3-none-any.whl' };
const PROVENANCE = {
  version: 1,
  attestation_bundles: [
    {
      publisher: { kind: 'GitHub', repository: 'acme/widget', environment: null },
      attestations: [ATTESTATION],
    },
  ],
};

describe('the provenance that an index serves', () => {
  test('is asked for by project, version and file', async () => {
    const server = await startAnswerServer([{ body: PROVENANCE }]);
    const provenance = await fetchProvenance(FILE, indexAt(server.url), wireDeps());
    expect(provenance).toEqual(PROVENANCE);
    expect(server.received[0]?.url).toBe(
      '/integrity/widget/1.0%2Bx/widget-1.0-py3-none-any.whl/provenance',
    );
    expect(server.received[0]?.headers.accept).toBe('application/vnd.pypi.integrity.v1+json');
  });

  test('may be of a publisher that is not known here', async () => {
    const publisher = { kind: 'Future', anything: { at: ['all'] } };
    const body = { version: 1, attestation_bundles: [{ publisher, attestations: [] }] };
    expect(await provenanceAfter({ body })).toEqual(body);
  });

  test.each<[string, Answer]>([
    ['404', { status: 404, body: { message: 'No provenance available' } }],
    ['403', { status: 403 }],
    ['406', { status: 406 }],
    ['HTML', { body: '<html>' }],
    ['another version', { body: { ...PROVENANCE, version: 2 } }],
    [
      'an attestation without an entry',
      {
        body: {
          version: 1,
          attestation_bundles: [
            {
              publisher: { kind: 'GitHub' },
              attestations: [
                {
                  ...ATTESTATION,
                  verification_material: {
                    ...ATTESTATION.verification_material,
                    transparency_entries: [],
                  },
                },
              ],
            },
          ],
        },
      },
    ],
    ['an index that is down', { status: 500 }],
  ])('is none: %s', async (_, answer) => {
    expect(await provenanceAfter(answer)).toBeUndefined();
  });
});

async function provenanceAfter(answer: Answer) {
  const server = await startAnswerServer([answer]);
  return fetchProvenance(FILE, indexAt(server.url), wireDeps());
}
