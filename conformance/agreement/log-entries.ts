import type { Case, Publisher } from './case.ts';
import type { Forge, Signatory } from './forge.ts';
import { bodies } from './log-entry/bodies.ts';
import { kinds } from './log-entry/kinds.ts';
import { loggedSignatures } from './log-entry/logged-signatures.ts';
import { noteSignatures } from './log-entry/note-signatures.ts';
import { notes } from './log-entry/notes.ts';
import { promises } from './log-entry/promises.ts';
import { proofs } from './log-entry/proofs.ts';
import { SUBJECT, usualStatement } from './usual-statement.ts';

/** Log entries of every kind, signed by the log as they are, but where it says otherwise. */
export function* logEntryCases(
  forge: Forge,
  signatory: Signatory,
  other: Signatory,
  publisher: Publisher,
): Generator<Case> {
  const all = [
    ...loggedSignatures(signatory, other),
    ...bodies(),
    ...kinds(),
    ...proofs(),
    ...notes(),
    ...noteSignatures(forge),
    ...promises(forge),
  ];
  for (const { group, name, changes } of all) {
    yield {
      group: `log entry: ${group}`,
      name,
      kind: 'attestation',
      root: 'sandbox',
      text: forge.attestation(usualStatement(), signatory, changes),
      distribution: SUBJECT,
      publisher,
    };
  }
}
