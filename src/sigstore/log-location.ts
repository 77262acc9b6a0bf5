import type { Bundle } from '@sigstore/bundle';
import { RFC3161Timestamp } from '@sigstore/core';

/** The entry of a transparency log that a signature is in. */
export interface LogPlace {
  /** Its number, as digits. */
  readonly index: string;
  /** When it was signed, by the log or the earliest timestamp; milliseconds since the epoch. */
  readonly time: number | undefined;
}

/**
 * Where a verified bundle is logged, and when it was signed.
 * @returns undefined for a bundle without a log entry
 */
export function logPlace({ verificationMaterial }: Bundle): LogPlace | undefined {
  const { tlogEntries, timestampVerificationData } = verificationMaterial;
  const [entry] = tlogEntries;
  if (entry === undefined) return undefined;
  const { logIndex: index, integratedTime, inclusionPromise } = entry;
  if (inclusionPromise) return { index, time: Number(integratedTime) * 1000 };
  const times = (timestampVerificationData?.rfc3161Timestamps ?? []).map(({ signedTimestamp }) =>
    RFC3161Timestamp.parse(Buffer.from(signedTimestamp)).signingTime.getTime(),
  );
  const [time] = times.toSorted((a, b) => a - b);
  return { index, time };
}
