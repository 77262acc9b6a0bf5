import { type Bundle, bundleFromJSON, ValidationError } from '@sigstore/bundle';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { attestationSchema } from '../model/attestation.ts';
import { attestationToBundle } from './bundle-conversion.ts';

const VERSION_0_1 =
  /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.1\+json|\+json;version=0\.1)$/;

/**
 * Reads a Sigstore bundle of any version, or an attestation of PEP 740 as the bundle that it is.
 *
 * Bundles of version 0.1 must hold the log's signed promise, and may hold a proof whose checkpoint
 * nobody kept: CPython's of 2022 to 2024 do. Without a signed root the proof says nothing, and
 * `@sigstore/verify` 4.1.3 breaks at it; it is left out, and the promise is verified as ever.
 * @param json any JSON value
 * @throws RangeError that says what is wrong
 */
export function readBundle(json: unknown): Bundle {
  const attestation = v.safeParse(attestationSchema, json, FIRST_ISSUE);
  if (attestation.success) return attestationToBundle(attestation.output);
  const bundle = orNone(json);
  if (!VERSION_0_1.test(bundle.mediaType)) return bundle;
  const entries: ReadonlyArray<Entry> = bundle.verificationMaterial.tlogEntries;
  for (const entry of entries) {
    if (entry.inclusionPromise && !entry.inclusionProof?.checkpoint?.envelope) {
      entry.inclusionProof = undefined;
    }
  }
  return bundle;
}

function orNone(json: unknown): Bundle {
  try {
    return bundleFromJSON(json);
  } catch (cause) {
    const isIncomplete = cause instanceof ValidationError;
    const what = isIncomplete ? `: ${cause.fields.slice(0, 3).join(', ')}` : '';
    throw new RangeError(`it is no Sigstore bundle that is whole${what}`, { cause });
  }
}

type Entry = Bundle['verificationMaterial']['tlogEntries'][number];
