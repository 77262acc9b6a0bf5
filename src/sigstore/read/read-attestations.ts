import { type BundleWithDsseEnvelope, bundleFromJSON } from '@sigstore/bundle';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { checkJsonLimits } from '../../json/meter.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import { type Attestation, attestationSchema, isRekorV2Entry } from '../model/attestation.ts';
import type { RekorApiVersions } from '../model/client-trust-config.ts';
import { IN_TOTO_PAYLOAD_TYPE, parseStatement, type Statement } from '../model/statement.ts';
import { MANAGED_KEY, UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { bundleToAttestation } from './bundle-conversion.ts';

/** An attestation that somebody else made, and what it claims to be about. Not verified yet. */
export interface GivenAttestation {
  readonly attestation: Attestation;
  readonly statement: Statement;
}

/**
 * Reads the attestations of a file's content: a PEP 740 attestation, or Sigstore bundles
 * (one JSON object, or one a line) as actions/attest and actions/attest-build-provenance
 * write them.
 * @throws RangeError that says why the content is none of these
 */
export function readAttestations(content: string): readonly GivenAttestation[] {
  return jsonDocuments(content).map((json) => {
    const attestation = isAttestation(json) ? checkedAttestation(json) : fromBundle(json);
    const statement = parseStatement(Buffer.from(attestation.envelope.statement, 'base64'));
    return { attestation, statement };
  });
}

function jsonDocuments(content: string): readonly unknown[] {
  within(() => checkJsonLimits(content, JSON_LIMITS.bundle));
  const lines = content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isObject = (line: string) => line.startsWith('{') && line.endsWith('}');
  return lines.length > 1 && lines.every(isObject)
    ? lines.map(jsonDocument)
    : [jsonDocument(content)];
}

function jsonDocument(text: string): unknown {
  return within(() => parseStrictJson(text, JSON_LIMITS.bundle));
}

function within<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`it ${cause.message}`, { cause });
  }
}

function isAttestation(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'verification_material' in json;
}

function checkedAttestation(json: unknown): Attestation {
  const result = v.safeParse(attestationSchema, json, FIRST_ISSUE);
  if (!result.success) {
    const [issue] = result.issues;
    throw new RangeError(
      `it is no PEP 740 attestation (${v.getDotPath(issue) ?? ''}: ${issue.message})`,
    );
  }
  return result.output;
}

const bundleShape = v.looseObject({
  mediaType: v.pipe(v.string(), v.startsWith('application/vnd.dev.sigstore.bundle')),
  verificationMaterial: v.looseObject({
    tlogEntries: v.optional(v.array(v.unknown()), []),
    publicKey: v.optional(v.unknown()),
  }),
  dsseEnvelope: v.optional(
    v.looseObject({ payloadType: v.string(), signatures: v.array(v.unknown()) }),
  ),
});

function fromBundle(json: unknown): Attestation {
  const shape = v.safeParse(bundleShape, json, FIRST_ISSUE);
  if (!shape.success) {
    throw new RangeError('it is neither a PEP 740 attestation nor a Sigstore bundle');
  }
  const { dsseEnvelope, verificationMaterial } = shape.output;
  if (dsseEnvelope?.payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw new RangeError('its bundle signs no in-toto statement');
  }
  if (dsseEnvelope.signatures.length !== 1) {
    throw new RangeError('its bundle has several signatures, where PEP 740 asks for one');
  }
  if (verificationMaterial.publicKey !== undefined) throw new UncheckableEvidence(MANAGED_KEY);
  if (verificationMaterial.tlogEntries.length === 0) {
    throw new RangeError(
      "its bundle has no transparency log entry: it comes from GitHub's own Sigstore, which signs for private repositories, and PyPI takes the public Sigstore's only",
    );
  }
  return converted(json);
}

function converted(json: unknown): Attestation {
  try {
    const bundle = bundleFromJSON(json);
    return bundleToAttestation(bundle as BundleWithDsseEnvelope);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`its bundle lacks what PEP 740 asks for (${why})`);
  }
}

/**
 * Expects that an index accepts the log entries of an attestation: `dsse` 0.0.1 of a Rekor v1 log,
 * or those of a Rekor v2 log where it accepts these.
 * @param accepted the major API versions of the logs whose entries the index accepts
 * @throws RangeError
 */
export function expectAcceptedEntries(attestation: Attestation, accepted: RekorApiVersions): void {
  for (const entry of attestation.verification_material.transparency_entries) {
    const { kind, version } = entry.kindVersion;
    const isV2 = isRekorV2Entry(entry);
    if (accepted.includes(2) && isV2) continue;
    if (accepted.includes(1) && kind === 'dsse' && version === '0.0.1') continue;
    const wanted = accepted.includes(1) ? 'dsse 0.0.1 of a Rekor v1 log' : 'of a Rekor v2 log';
    throw new RangeError(
      `its log entry is ${kind} ${version}${isV2 ? ' of a Rekor v2 log' : ''}, and the index accepts only entries that are ${wanted}`,
    );
  }
}
