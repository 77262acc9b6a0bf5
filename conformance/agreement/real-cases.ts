import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import type { Signer } from '@sigstore/verify';
import { certificateClaims } from '../../src/sigstore/verify/certificate-claims.ts';
import { checkGithubIdentity } from '../../src/sigstore/verify/publisher-policy.ts';
import type { Case, Publisher, RootName, Verdict } from './case.ts';
import { ISSUER, type OurJudge } from './our-verdicts.ts';
import { type TheirJudge, theirVerdicts } from './their-verdicts.ts';
import { type CertificateVector, isGithub, type Vector } from './vectors.ts';

const PUBLISHERS: readonly Publisher[] = [
  { repository: 'trailofbits/pypi-attestations', workflow: 'release.yml' },
  { repository: 'trailofbits/pypi-attestation-models', workflow: 'release.yml' },
  { repository: 'trailofbits/pypi-attestations', workflow: 'other.yml' },
  { repository: 'SWIFTSIM/swiftgalaxy', workflow: 'python-publish.yml' },
  { repository: 'SWIFTSIM/swiftgalaxy', workflow: 'other.yml' },
  { repository: 'swiftsim/swiftgalaxy', workflow: 'python-publish.yml' },
  { repository: 'facutuesca/gitlab-oidc-project', workflow: '.gitlab-ci.yml' },
];
const ROOTS: readonly RootName[] = ['production', 'staging', 'sandbox'];

/** Every real attestation for each of some publishers and trusted roots. */
export function* realCases(vectors: readonly Vector[]): Generator<Case> {
  for (const vector of vectors) {
    for (const publisher of PUBLISHERS) {
      for (const root of ROOTS) {
        const { repository, workflow } = publisher;
        yield {
          ...vector,
          group: root === vector.root ? 'real attestation' : 'real attestation, another root',
          name: `${vector.name} for ${repository} ${workflow} by the root of ${root}`,
          root,
          publisher,
        };
      }
    }
  }
}

/** What we say where all is good but that the publisher is none of GitHub. */
const IDENTITY_ONLY = /^the certificate's (?:issuer|repository|workflow) is /;

/**
 * Attestations of publishers that are not GitHub's: pypi_attestations must accept them for those,
 * and we must refuse them for nothing but the identity.
 *
 * @throws {Error} naming each of which that is not so.
 * @returns How many there are.
 */
export async function checkOtherPublishers(
  vectors: readonly Vector[],
  ours: OurJudge,
  theirs: TheirJudge,
): Promise<number> {
  const others = vectors.filter((vector) => !isGithub(vector));
  const [publisher = { repository: '', workflow: '' }] = PUBLISHERS;
  const verdicts = await theirVerdicts(theirs, others);
  const wrong = others.flatMap((vector, index) => {
    const own = ours.verdict({ ...vector, publisher });
    const their = verdicts[index];
    return their?.accepted === true && IDENTITY_ONLY.test(own.why ?? '')
      ? []
      : [`${vector.name}: they ${their?.why ?? 'accept it'}, we ${own.why}`];
  });
  if (wrong.length > 0 || others.length === 0) {
    throw new Error(wrong.join('\n'));
  }
  return others.length;
}

/** A real certificate, to be held against the policy of a publisher and nothing else. */
export interface CertificateCase extends CertificateVector {
  readonly publisher: Publisher;
}

export const certificateVectorCases = (vectors: readonly CertificateVector[]): CertificateCase[] =>
  vectors.flatMap((vector) => PUBLISHERS.map((publisher) => ({ ...vector, publisher })));

/** What our rule for publishers of GitHub says. */
export function policyVerdict({ pem, publisher }: CertificateCase): Verdict {
  const der = Buffer.from(new X509Certificate(pem).raw);
  const oids = SigstoreCertificate.parse(der).extensions.map(({ subs }) => ({
    oid: { id: (subs[0]?.toOID() ?? '').split('.').map(Number) },
    value: subs.at(-1)?.value ?? Buffer.alloc(0),
  }));
  try {
    // Of a signer, only the extensions are read.
    const claims = certificateClaims({ identity: { oids } } as Signer);
    checkGithubIdentity(claims, { issuer: ISSUER, ...publisher });
    return { accepted: true };
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    return { accepted: false, why: error.message };
  }
}
