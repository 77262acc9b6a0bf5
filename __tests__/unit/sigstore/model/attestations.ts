import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';

/** An attestation in shape only: nothing in it was signed. */
export const ATTESTATION: Attestation = {
  version: 1,
  verification_material: {
    certificate: 'MIIC',
    transparency_entries: [
      {
        logIndex: '25579',
        logId: { keyId: 'd0ni' },
        kindVersion: { kind: 'dsse', version: '0.0.1' },
        integratedTime: '1790000000',
        inclusionPromise: { signedEntryTimestamp: 'MEUC' },
        inclusionProof: {
          logIndex: '0',
          rootHash: 'AAAA',
          treeSize: '1',
          hashes: [],
          checkpoint: { envelope: 'rekor\n1\nAAAA\n\n— rekor AAAA\n' },
        },
        canonicalizedBody: 'e30=',
      },
    ],
  },
  envelope: { statement: 'e30=', signature: 'MEQC' },
};
