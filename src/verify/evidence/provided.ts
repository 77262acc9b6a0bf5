import { basename, dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { PublishError } from '../../errors.ts';
import { readRegularFile } from '../../files/regular-file.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseJson } from '../../json/strict-json.ts';
import type {
  AttestationOutcome,
  FileEvidence,
  JudgedAttestation,
} from '../../provenance/files/file-evidence.ts';
import { certificateIdentity } from '../../provenance/identity/certificate-identity.ts';
import { nameBeside } from '../../run/adjacent-name.ts';
import { PREDICATE_TYPES, type Subject } from '../../sigstore/model/statement.ts';
import { UncheckableEvidence } from '../../sigstore/model/uncheckable-evidence.ts';
import { readAttestations } from '../../sigstore/read/read-attestations.ts';
import type { ProvenanceVerifier } from '../../sigstore/verify/provenance-verifier.ts';
import { jsonDocuments } from './json-documents.ts';
import { judgeAttestation, readProvenance } from './provenance.ts';

/** Evidence that somebody handed over: a provenance object, attestations or Sigstore bundles. */
export interface GivenEvidence {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads files of evidence that were named.
 * @throws PublishError `invalid-configuration` where one cannot be read
 */
export async function readEvidenceFiles(
  paths: readonly string[],
  workspace: string,
): Promise<readonly GivenEvidence[]> {
  return Promise.all(
    paths.map(async (path) => {
      const text = await readText(resolve(workspace, path));
      if (text !== undefined) return { path, text };
      throw new PublishError({
        code: 'invalid-configuration',
        message: `The evidence ${path} cannot be read, or is too large to be any.`,
        remedy: 'Give the path of a provenance object, an attestation or a Sigstore bundle.',
      });
    }),
  );
}

/** What lies beside a distribution, as this project, pypi-attestations and PyPI's users name it. */
const BESIDE = [
  '.provenance',
  '.publish.attestation',
  '.slsa.attestation',
  '.attestation',
  '.sigstore',
  '.sigstore.json',
];

/** Evidence that lies beside a file, of any kind. */
export async function evidenceBeside(path: string): Promise<readonly GivenEvidence[]> {
  const found = await Promise.all(
    BESIDE.map(async (ending) => {
      const beside = join(dirname(path), nameBeside(basename(path), ending));
      const text = await readText(beside);
      return text === undefined ? [] : [{ path: basename(beside), text }];
    }),
  );
  return found.flat();
}

/**
 * The same for a distribution: what `sigstore sign` leaves beside one signs its bytes. It is no
 * attestation (PEP 740), and whether it is by whom it should be only `cert-identity` tells.
 */
export async function attestationsBeside(path: string): Promise<readonly GivenEvidence[]> {
  const found = await evidenceBeside(path);
  return found.filter((evidence) => !isFileSignature(evidence));
}

/** Whether evidence is the signature of a file's bytes (`sigstore sign FILE`), and no attestation. */
export const isFileSignature = ({ text }: GivenEvidence): boolean => isShaped(fileSignature, text);

async function readText(path: string): Promise<string | undefined> {
  const bytes = await readRegularFile(path, JSON_LIMITS.bundle.bytes);
  return typeof bytes === 'string' ? undefined : bytes.toString('utf8');
}

/**
 * Verifies evidence that was handed over for a file.
 * @param onlyAbout whether what is about other files is passed over: one of many given
 */
export function judgeGiven(
  given: readonly GivenEvidence[],
  subject: Subject,
  verifier: ProvenanceVerifier,
  { origin, onlyAbout }: { readonly origin: 'given' | 'beside'; readonly onlyAbout: boolean },
): FileEvidence {
  const all = given.flatMap(({ text }) => attestationsOf(text, subject, verifier, origin));
  const attestations = onlyAbout
    ? all.filter(({ outcome }) => outcome.kind !== 'other-subject')
    : all;
  return given.length === 0 || (onlyAbout && attestations.length === 0)
    ? { kind: 'none' }
    : { kind: 'read', origin, attestations };
}

const provenanceShape = v.object({ attestation_bundles: v.unknown() });
const fileSignature = v.object({ messageSignature: v.object({}) });

function attestationsOf(
  text: string,
  subject: Subject,
  verifier: ProvenanceVerifier,
  origin: 'given' | 'beside',
): readonly JudgedAttestation[] {
  if (isShaped(provenanceShape, text)) {
    const evidence = readProvenance(text, subject, verifier, origin);
    return evidence.kind === 'read' ? evidence.attestations : [];
  }
  try {
    return readAttestations(text).map(({ attestation }) =>
      judgeAttestation(attestation, subject, verifier, undefined),
    );
  } catch (cause) {
    const documents = jsonDocuments(text);
    if (documents.every((json) => v.is(statementBundle, json))) {
      return documents.map((json) => judgeStatement(json, subject, verifier));
    }
    const kind = cause instanceof UncheckableEvidence ? 'uncheckable' : 'invalid';
    const reason = cause instanceof Error ? cause.message : String(cause);
    return [{ outcome: { kind, reason }, publisher: undefined }];
  }
}

/** A Sigstore bundle over a statement, as actions/attest and `gh attestation download` write it. */
const statementBundle = v.object({
  mediaType: v.pipe(v.string(), v.startsWith('application/vnd.dev.sigstore.bundle')),
  dsseEnvelope: v.object({}),
});

/**
 * Verifies a bundle that PyPI would not accept: it may be about many files, or come from GitHub's Sigstore.
 * The file is compared by its SHA-256.
 */
function judgeStatement(
  json: unknown,
  { sha256 }: Subject,
  verifier: ProvenanceVerifier,
): JudgedAttestation {
  const artifact = { kind: 'digest', sha256: Buffer.from(sha256, 'hex') } as const;
  const verified = verifier.bundle(json, artifact);
  if (verified.kind !== 'verified') return { outcome: verified, publisher: undefined };
  const { predicateType = '', signer, log } = verified;
  const outcome: AttestationOutcome = PREDICATE_TYPES.some((known) => known === predicateType)
    ? { kind: 'verified', predicateType, identity: certificateIdentity(signer), log }
    : { kind: 'unknown-predicate', predicateType };
  return { outcome, publisher: undefined };
}

function isShaped(shape: v.GenericSchema, text: string): boolean {
  try {
    return v.is(shape, parseJson(text, JSON_LIMITS.bundle));
  } catch {
    return false;
  }
}
