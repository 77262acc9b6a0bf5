import { chance } from '../packaging/chance.ts';
import { bundleCases } from './bundles.ts';
import type { Case } from './case.ts';
import { certificateCases } from './certificates.ts';
import { type Base, fieldCases } from './fields.ts';
import type { Forge } from './forge.ts';
import { identityCases } from './identities.ts';
import { jsonTextCases } from './json-texts.ts';
import { makeLeaf } from './leaf.ts';
import { logEntryCases } from './log-entries.ts';
import { PUBLISHER } from './own-attestations.ts';
import { statementCases } from './statements.ts';

/** What chance picks is the same in every run; keys and signatures are new ones. */
const SEED = 740;

/** Mutations of what was really signed, and forgeries whose signatures are good. */
export function* mutations(bases: readonly Base[], forge: Forge): Generator<Case> {
  const attestations = bases.filter(({ kind }) => kind === 'attestation');
  const bundles = bases.filter(({ kind }) => kind === 'bundle');
  const signatory = makeLeaf(forge.sigstore, forge.now);
  const other = makeLeaf(forge.sigstore, forge.now);
  yield* jsonTextCases(attestations, chance(SEED));
  yield* identityCases(bases);
  // Members do not differ by what is attested: every other one will do.
  const some = attestations.filter((_, place) => place % 2 === 0);
  yield* fieldCases(some, attestations, chance(SEED + 1));
  yield* statementCases(forge, signatory, PUBLISHER, chance(SEED + 2));
  yield* certificateCases(forge);
  yield* logEntryCases(forge, signatory, other, PUBLISHER);
  yield* bundleCases(bundles);
}
