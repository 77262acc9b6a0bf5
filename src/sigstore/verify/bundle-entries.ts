import type { Bundle } from '@sigstore/bundle';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import { type ManagedKey, publicKeyInfo } from '../model/managed-key.ts';
import { checkpointTree } from './checkpoint.ts';

type Entry = Bundle['verificationMaterial']['tlogEntries'][number];

/**
 * Checks that each log entry of a bundle is about the bundle: that its kind is one for such a signature, that
 * it names the bundle's certificate, and that inclusion proof and checkpoint are of one tree. Signature and
 * digest are compared by `@sigstore/verify`, which leaves this open (4.1.3): it accepts a signature that was
 * logged under another certificate of the same key, and sigstore-python (4.5, `verify/verifier.py`) refuses it.
 * @throws RangeError that says what is wrong
 */
export function checkBundleEntries(
  { content, verificationMaterial }: Bundle,
  managedKey?: ManagedKey,
): void {
  const signer = signerOf(verificationMaterial.content, managedKey);
  for (const entry of verificationMaterial.tlogEntries) {
    const { kind, version } = entry.kindVersion;
    const verifiers = VERIFIERS[content.$case].get(`${kind} ${version}`);
    if (verifiers === undefined) {
      const what = content.$case === 'messageSignature' ? 'a signature of a file' : 'a statement';
      throw new RangeError(`its log entry is ${kind} ${version}, which is not one of ${what}`);
    }
    checkSigner(entry, verifiers, signer);
    checkTree(entry);
  }
}

/** DER of the certificate, or of the managed key. */
function signerOf(
  content: Bundle['verificationMaterial']['content'],
  managedKey: ManagedKey | undefined,
): Uint8Array {
  if (content.$case === 'publicKey') {
    if (managedKey === undefined) throw new RangeError('it is signed with an unknown key');
    return publicKeyInfo(managedKey.key);
  }
  const certificate =
    content.$case === 'certificate'
      ? content.certificate
      : content.x509CertificateChain.certificates[0];
  if (certificate === undefined) throw new RangeError('it has no certificate');
  return certificate.rawBytes;
}

/** Takes the certificates or keys, as DER, from the body of a log entry. */
type ReadVerifiers = (spec: unknown) => readonly Buffer[];

function reader<T extends v.GenericSchema>(
  schema: T,
  read: (spec: v.InferOutput<T>) => readonly Buffer[],
): ReadVerifiers {
  return (spec) => {
    const result = v.safeParse(schema, spec, FIRST_ISSUE);
    if (!result.success) throw new RangeError('its log entry does not have the form of its kind');
    return read(result.output);
  };
}

/** Base64 of PEM: Rekor v1 writes so. */
const pem = v.string();
/** Rekor v2 (`dev.sigstore.rekor.v2.Verifier`). */
const raw = v.object({ rawBytes: v.string() });
const der = v.union([v.object({ x509Certificate: raw }), v.object({ publicKey: raw })]);

function readDer(verifier: v.InferOutput<typeof der>): Buffer {
  const { rawBytes } = 'publicKey' in verifier ? verifier.publicKey : verifier.x509Certificate;
  return Buffer.from(rawBytes, 'base64');
}

const dsseV1 = reader(v.object({ signatures: v.array(v.object({ verifier: pem })) }), (spec) =>
  spec.signatures.map(({ verifier }) => fromPem(verifier)),
);
const dsseV2 = reader(
  v.object({ dsseV002: v.object({ signatures: v.array(v.object({ verifier: der })) }) }),
  (spec) => spec.dsseV002.signatures.map(({ verifier }) => readDer(verifier)),
);
const intoto = reader(
  v.object({
    content: v.object({
      envelope: v.object({ signatures: v.array(v.object({ publicKey: pem })) }),
    }),
  }),
  (spec) => spec.content.envelope.signatures.map(({ publicKey }) => fromPem(publicKey)),
);
const hashedRekordV1 = reader(
  v.object({ signature: v.object({ publicKey: v.object({ content: pem }) }) }),
  (spec) => [fromPem(spec.signature.publicKey.content)],
);
const hashedRekordV2 = reader(
  v.object({ hashedRekordV002: v.object({ signature: v.object({ verifier: der }) }) }),
  (spec) => [readDer(spec.hashedRekordV002.signature.verifier)],
);

/** The kinds of entries that a log makes of each kind of signature. */
const VERIFIERS: Readonly<Record<Bundle['content']['$case'], ReadonlyMap<string, ReadVerifiers>>> =
  {
    messageSignature: new Map([
      ['hashedrekord 0.0.1', hashedRekordV1],
      ['hashedrekord 0.0.2', hashedRekordV2],
    ]),
    dsseEnvelope: new Map([
      ['dsse 0.0.1', dsseV1],
      ['dsse 0.0.2', dsseV2],
      // Rekor v2 logs a statement by the hash of its pre-authentication encoding, too.
      ['hashedrekord 0.0.2', hashedRekordV2],
      ['intoto 0.0.2', intoto],
    ]),
  };

/** The kinds of log entries whose content is compared with what was signed (`dsse 0.0.1`). */
export const CHECKED_KINDS: ReadonlySet<string> = new Set(
  Object.values(VERIFIERS).flatMap((kinds) => [...kinds.keys()]),
);

const bodySchema = v.object({ spec: v.unknown() });

function checkSigner(entry: Entry, verifiers: ReadVerifiers, signer: Uint8Array): void {
  const body = v.safeParse(
    bodySchema,
    parseStrictJson(entry.canonicalizedBody, JSON_LIMITS.logEntry),
    FIRST_ISSUE,
  );
  if (!body.success) throw new RangeError('its log entry does not have the form of its kind');
  const found = verifiers(body.output.spec);
  if (found.length !== 1 || !found[0]?.equals(signer)) {
    throw new RangeError(OTHER_SIGNER);
  }
}

const PEM = /^-----BEGIN (CERTIFICATE|PUBLIC KEY)-----\s([A-Za-z0-9+/=\s]+)-----END \1-----\s*$/;

/**
 * The DER in the PEM of one certificate or public key. Only compared, so that it need not be one.
 * @throws RangeError for anything else
 */
function fromPem(base64: string): Buffer {
  const [, , encoded] = PEM.exec(Buffer.from(base64, 'base64').toString('latin1')) ?? [];
  if (encoded === undefined) throw new RangeError(OTHER_SIGNER);
  return Buffer.from(encoded, 'base64');
}

const OTHER_SIGNER = 'its log entry is about another certificate or key';

function checkTree({ inclusionProof }: Entry): void {
  const envelope = inclusionProof?.checkpoint?.envelope;
  if (!inclusionProof || !envelope) return;
  const { size, root } = checkpointTree(envelope);
  if (size !== BigInt(inclusionProof.treeSize) || !root.equals(inclusionProof.rootHash)) {
    throw new RangeError('its inclusion proof and its checkpoint are of two trees');
  }
}
