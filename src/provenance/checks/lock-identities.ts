import { verifiedStatements } from '../files/file-evidence.ts';
import { identityText } from '../identity/identity-text.ts';
import { disagreement, publisherIdentity } from '../identity/publisher-object.ts';
import { makeFinding } from '../make-finding.ts';
import type { Check } from './check.ts';

/**
 * Whether the publisher is one that the lock lists (PEP 751 `attestation-identities`). The list
 * is about any file of the package, and nobody signed it: pins beat it.
 */
export const checkLockIdentities: Check = ({ subject, evidence }, { pins }) => {
  const listed = subject.attestationIdentities ?? [];
  const [statement] = verifiedStatements(evidence);
  if (listed.length === 0 || statement === undefined || pins.length > 0) return [];
  const claimed = listed.map(publisherIdentity).filter((one) => one !== undefined);
  const { identity } = statement;
  if (claimed.some((one) => disagreement(one, identity) === undefined)) return [];
  const [first] = claimed;
  const names = claimed.map(identityText).join(' or ') || 'an identity of an unknown kind';
  return [
    makeFinding(
      'lock-identity-mismatch',
      `published by ${identityText(identity)}, and the lock lists ${names}`,
      { observed: identity, expected: { ...first, from: 'lock' } },
    ),
  ];
};
