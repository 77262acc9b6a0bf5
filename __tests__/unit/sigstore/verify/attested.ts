import { expect } from '@jest/globals';
import type { Attestation, TransparencyEntry } from '../../../../src/sigstore/model/attestation.ts';
import { publishStatement, type Subject } from '../../../../src/sigstore/model/statement.ts';
import {
  type AttestationVerifier,
  createAttestationVerifier,
} from '../../../../src/sigstore/verify/attestation-verifier.ts';
import type { GithubIdentity } from '../../../../src/sigstore/verify/publisher-policy.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { type SigningWorld, startSigningWorld } from '../sign/signing-world.ts';

export const SUBJECT: Subject = {
  filename: 'widget-1.0-py3-none-any.whl',
  sha256: 'ab'.repeat(32),
};
export const IDENTITY: GithubIdentity = {
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'acme/widget',
  workflow: 'release.yml',
};

/** Attestations that were really made, and who verifies them. */
export interface Attested {
  readonly world: SigningWorld;
  readonly verifier: AttestationVerifier;
  /** For SUBJECT, by IDENTITY; the second entry of its log, so that its proof has a hash. */
  readonly good: Attestation;
  /** Of the same job, for another file. */
  readonly other: Attestation;
  /** Verifies, and expects it to be refused with these words. */
  refuse(
    attestation: Attestation,
    words?: string,
    change?: { readonly subject?: Subject; readonly identity?: GithubIdentity },
  ): Promise<void>;
}

export async function startAttested(): Promise<Attested> {
  const world = await startSigningWorld();
  const verifier = createAttestationVerifier(world.trustedRoot);
  const sign = (subject: Subject) => {
    world.deps.clock.time += 1000;
    return world.attest(publishStatement(subject));
  };
  await sign({ ...SUBJECT, filename: 'widget-0.9.tar.gz' });
  const good = await sign(SUBJECT);
  const other = await sign({ ...SUBJECT, filename: 'widget-1.0.tar.gz' });
  // What is refused below must be refused for what was changed.
  verifier.verify(good, SUBJECT, IDENTITY);
  return {
    world,
    verifier,
    good,
    other,
    refuse: async (attestation, words = '', { subject = SUBJECT, identity = IDENTITY } = {}) => {
      const error = await publishErrorOf(() => verifier.verify(attestation, subject, identity));
      expect(error.code).toBe('invalid-attestation');
      expect(error.message).toContain(`attestation of ${subject.filename} does not verify: `);
      expect(error.message).toContain(words);
    },
  };
}

export function entryOf(attestation: Attestation): TransparencyEntry {
  const [entry] = attestation.verification_material.transparency_entries;
  if (!entry) throw new TypeError('an attestation without an entry');
  return entry;
}

export function withEntries(attestation: Attestation, entries: TransparencyEntry[]): Attestation {
  const material = { ...attestation.verification_material, transparency_entries: entries };
  return { ...attestation, verification_material: material };
}

export function withEntry(
  attestation: Attestation,
  change: Partial<TransparencyEntry>,
): Attestation {
  return withEntries(attestation, [{ ...entryOf(attestation), ...change }]);
}

export function withCertificate(attestation: Attestation, certificate: string): Attestation {
  return {
    ...attestation,
    verification_material: { ...attestation.verification_material, certificate },
  };
}

export function withEnvelope(
  attestation: Attestation,
  change: Partial<Attestation['envelope']>,
): Attestation {
  return { ...attestation, envelope: { ...attestation.envelope, ...change } };
}
