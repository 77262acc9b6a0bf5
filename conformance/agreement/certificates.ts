import type { Case } from './case.ts';
import { claims } from './certificate/claims.ts';
import { encodings } from './certificate/encodings.ts';
import { identities } from './certificate/identities.ts';
import { issuers } from './certificate/issuers.ts';
import { keys } from './certificate/keys.ts';
import { REPOSITORY, WORKFLOW } from './certificate/odd-leaf.ts';
import { extensionPresence } from './certificate/presence.ts';
import { times } from './certificate/times.ts';
import { timestamps } from './certificate/timestamps.ts';
import { usages } from './certificate/usages.ts';
import type { Forge } from './forge.ts';
import { makeLeaf } from './leaf.ts';
import { SUBJECT, usualStatement } from './usual-statement.ts';

/** Certificates of every kind; statement, signature and log entry are good for each. */
export function* certificateCases(forge: Forge): Generator<Case> {
  const publisher = { repository: REPOSITORY, workflow: WORKFLOW };
  const all = [
    ...extensionPresence(),
    ...claims(),
    ...identities(),
    ...usages(),
    ...keys(),
    ...times(forge.now),
    ...timestamps(forge),
    ...issuers(forge),
    ...encodings(),
  ];
  for (const { group, name, leaf, entry } of all) {
    const signatory = makeLeaf(forge.sigstore, forge.now, leaf);
    const text = forge.attestation(usualStatement(), signatory, entry);
    yield {
      group: `certificate: ${group}`,
      name,
      kind: 'attestation',
      root: 'sandbox',
      text,
      distribution: SUBJECT,
      publisher,
    };
  }
}
