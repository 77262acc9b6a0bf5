import { ageText, DAY_MS } from '../day.ts';
import { verifiedStatements } from '../files/file-evidence.ts';
import { makeFinding } from '../make-finding.ts';
import type { Check } from './check.ts';

/** Clocks of the log and the index may differ by this. */
const SKEW_MS = 10 * 60_000;

/** Whether the file was signed when it was uploaded, as a publishing job does it. */
export const checkTime: Check = ({ index, evidence }) => {
  const uploadedAt = index.kind === 'listed' ? index.file.uploadedAt : undefined;
  const logged = verifiedStatements(evidence)[0]?.log?.time;
  if (uploadedAt === undefined || logged === undefined) return [];
  const ahead = uploadedAt - logged;
  if (ahead >= -SKEW_MS && ahead <= DAY_MS) return [];
  const message =
    ahead < 0
      ? `signed ${ageText(-ahead)} after the upload`
      : `signed ${ageText(ahead)} before the upload`;
  return [makeFinding('time-mismatch', message)];
};
