import type { Bundle } from '@sigstore/bundle';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseJson } from '../../json/strict-json.ts';
import { MOST_TIMESTAMPS, type TransparencyEntry } from '../model/attestation.ts';
import { MANAGED_KEY, UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { CHECKED_KINDS } from './bundle-entries.ts';

/**
 * Expects that a bundle is of a kind that can be verified here, whether it is true or not.
 * @param hasKey whether the managed key is known that it must be signed with
 * @throws UncheckableEvidence
 * @throws RangeError where it has more timestamps than are verified
 */
export function expectCheckable({ verificationMaterial }: Bundle, hasKey: boolean): void {
  const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
  if (content.$case === 'publicKey' && !hasKey) {
    throw new UncheckableEvidence(MANAGED_KEY);
  }
  const entries: readonly Bundle['verificationMaterial']['tlogEntries'][number][] = tlogEntries;
  for (const entry of entries) {
    if (!CHECKED_KINDS.has(kindOf(entry)) && isKindOfBody(entry)) {
      throw new UncheckableEvidence(
        `its log entry is ${kindOf(entry)}, a kind that is unknown here`,
      );
    }
  }
  const timestamps = timestampVerificationData?.rfc3161Timestamps.length ?? 0;
  if (timestamps > MOST_TIMESTAMPS) {
    throw new RangeError(`it has ${timestamps} timestamps; the maximum is ${MOST_TIMESTAMPS}`);
  }
  const isDated = entries.some(({ inclusionPromise }) => inclusionPromise) || timestamps > 0;
  if (entries.length > 0 && !isDated) {
    throw new UncheckableEvidence(
      'nothing says when it was signed: its log entry has no time and there is no timestamp',
    );
  }
}

/** Whether a log entry is of the kind that it says: what says something else is false. */
export function isKindOfBody(entry: {
  readonly kindVersion: TransparencyEntry['kindVersion'];
  readonly canonicalizedBody: Uint8Array;
}): boolean {
  try {
    const body = parseJson(Buffer.from(entry.canonicalizedBody), JSON_LIMITS.statement);
    const { kind, apiVersion } = v.parse(bodyShape, body, FIRST_ISSUE);
    return kindOf(entry) === `${kind} ${apiVersion}`;
  } catch {
    return false;
  }
}

const bodyShape = v.object({ kind: v.string(), apiVersion: v.string() });

/** `dsse 0.0.1` and the like. */
export function kindOf({ kindVersion }: Pick<TransparencyEntry, 'kindVersion'>): string {
  return `${kindVersion.kind} ${kindVersion.version}`;
}
