import { verifiedStatements } from '../files/file-evidence.ts';
import { makeFinding } from '../make-finding.ts';
import { unmetDemands } from '../policy/unmet-demands.ts';
import type { Check } from './check.ts';

/** Whether every verified statement is by whom the options of the run demand. */
export const checkDemands: Check = ({ evidence, subject }, { demands }) => {
  if (subject.from === 'bundle') return [];
  const statements = verifiedStatements(evidence);
  const unmet = statements.flatMap(({ identity }) =>
    unmetDemands(identity, demands).map(({ message, expected }) => ({
      message,
      expected,
      identity,
    })),
  );
  // A publish and a SLSA statement of one run fail alike: once is enough.
  const seen = new Set<string>();
  return unmet.flatMap(({ message, expected, identity }) => {
    if (seen.has(message)) return [];
    seen.add(message);
    return [
      makeFinding('identity-mismatch', `published ${message}`, { expected, observed: identity }),
    ];
  });
};
