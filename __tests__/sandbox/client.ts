import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { connect } from 'node:net';
import type { Claims } from '../../sandbox/github/claims.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { LogEntryBody } from '../../sandbox/sigstore/rekor.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: Record<string, unknown> | undefined;
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  let json: Answer['json'];
  try {
    json = JSON.parse(text) as Record<string, unknown>;
  } catch {
    json = undefined;
  }
  return {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
    text,
    json,
  };
}

export const postJson = (url: string, body: unknown): Promise<Answer> =>
  ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const mint = ({ index }: Sandbox, token: unknown): Promise<Answer> =>
  postJson(`${index.url}/_/oidc/mint-token`, { token });

/** An upload token for the sandbox's own publisher. */
export async function uploadToken(sandbox: Sandbox, claims: Claims = {}): Promise<string> {
  const { json, text } = await mint(sandbox, sandbox.github.idToken('pypi', claims));
  if (typeof json?.['token'] !== 'string') throw new Error(text);
  return json['token'];
}

export interface Signer {
  readonly privateKey: KeyObject;
  /** PEM of the leaf. */
  readonly certificate: string;
}

export interface CertificateRequest {
  readonly token: string;
  /** What the proof of possession is over. */
  readonly challenge: string;
}

/** Asks Fulcio for a certificate with a new key. */
export async function requestCertificate(
  { sigstore }: Sandbox,
  { token, challenge }: CertificateRequest,
): Promise<Answer & { readonly privateKey: KeyObject }> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const answer = await postJson(`${sigstore.fulcio.url}/api/v2/signingCert`, {
    credentials: { oidcIdentityToken: token },
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: publicKey.export({ type: 'spki', format: 'pem' }) },
      proofOfPossession: sign('sha256', Buffer.from(challenge), privateKey).toString('base64'),
    },
  });
  return { ...answer, privateKey };
}

export const certificatesOf = (answer: Answer): string[] =>
  (
    answer.json as unknown as {
      signedCertificateEmbeddedSct: { chain: { certificates: string[] } };
    }
  ).signedCertificateEmbeddedSct.chain.certificates;

export async function makeSigner(sandbox: Sandbox, claims: Claims = {}): Promise<Signer> {
  const token = sandbox.github.idToken('sigstore', claims);
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const challenge = String((JSON.parse(payload) as Claims)['sub']);
  const answer = await requestCertificate(sandbox, { token, challenge });
  const [certificate = ''] = certificatesOf(answer);
  return { privateKey: answer.privateKey, certificate };
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

export function statementOf(name: string, digest: string, change: object = {}): Buffer {
  return Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name, digest: { sha256: digest } }],
      predicateType: 'https://docs.pypi.org/attestations/publish/v1',
      predicate: null,
      ...change,
    }),
  );
}

export interface SignedStatement {
  readonly statement: Buffer;
  /** Base64. */
  readonly signature: string;
  readonly certificate: string;
}

export function signStatement(signer: Signer, statement: Buffer): SignedStatement {
  const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${statement.length} `;
  const signature = sign(
    'sha256',
    Buffer.concat([Buffer.from(head), statement]),
    signer.privateKey,
  );
  return { statement, signature: signature.toString('base64'), certificate: signer.certificate };
}

/** Proposes a `dsse` 0.0.1 entry to Rekor. */
export const logStatement = (
  { sigstore }: Sandbox,
  { statement, signature, certificate }: SignedStatement,
): Promise<Answer> =>
  postJson(`${sigstore.rekor.url}/api/v1/log/entries`, {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      proposedContent: {
        envelope: JSON.stringify({
          payload: statement.toString('base64'),
          payloadType: PAYLOAD_TYPE,
          signatures: [{ keyid: '', sig: signature }],
        }),
        verifiers: [Buffer.from(certificate).toString('base64')],
      },
    },
  });

const fromHex = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** A PEP 740 attestation, as an action would upload it; loosely typed, so that tests can bend it. */
export interface AttestationJson {
  version: unknown;
  verification_material: {
    certificate: string;
    transparency_entries: EntryJson[];
  };
  envelope: { statement: string; signature: string };
}

export interface EntryJson extends Record<string, unknown> {
  kindVersion: { kind: string; version: string };
  inclusionProof: {
    logIndex: string;
    rootHash: string;
    treeSize: string;
    hashes: string[];
    checkpoint: { envelope: string };
  };
}

/** A log entry in the form that bundles and attestations have it. */
export function transparencyEntry(entry: LogEntryBody, kind: 'dsse' | 'hashedrekord'): EntryJson {
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: fromHex(entry.logID) },
    kindVersion: { kind, version: '0.0.1' },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: fromHex(inclusionProof.rootHash),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map(fromHex),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: entry.body,
  };
}

function attestationOf(signed: SignedStatement, entry: LogEntryBody): AttestationJson {
  return {
    version: 1,
    verification_material: {
      certificate: new X509Certificate(signed.certificate).raw.toString('base64'),
      transparency_entries: [transparencyEntry(entry, 'dsse')],
    },
    envelope: { statement: signed.statement.toString('base64'), signature: signed.signature },
  };
}

export interface AttestChange {
  readonly claims?: Claims;
  /** The subject's name. */
  readonly name?: string;
  readonly digest?: string;
  /** Members of the statement to replace. */
  readonly statement?: object;
}

/** Signs and logs a publish attestation for a distribution. */
export async function attest(
  sandbox: Sandbox,
  { filename, bytes }: BuiltDistribution,
  change: AttestChange = {},
): Promise<AttestationJson> {
  const signer = await makeSigner(sandbox, change.claims);
  const statement = statementOf(
    change.name ?? filename,
    change.digest ?? sha256(bytes),
    change.statement,
  );
  const signed = signStatement(signer, statement);
  const answer = await logStatement(sandbox, signed);
  const [entry] = Object.values(answer.json ?? {});
  return attestationOf(signed, entry as LogEntryBody);
}

/** Form fields by name; a list is sent field by field, undefined leaves the usual one out. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

const projectAndVersion = (filename: string): [string, string] => {
  const [name = '', version = ''] = filename.replace(/\.tar\.gz$/, '').split('-');
  return [name.replaceAll('_', '-'), version];
};

/** The form that an uploader sends for a distribution. */
export function formOf({ filename, bytes }: BuiltDistribution, change: Fields = {}): FormData {
  const [name, version] = projectAndVersion(filename);
  const isWheel = filename.endsWith('.whl');
  const fields: Fields = {
    ':action': 'file_upload',
    protocol_version: '1',
    metadata_version: '2.1',
    name,
    version,
    filetype: isWheel ? 'bdist_wheel' : 'sdist',
    pyversion: isWheel ? 'py3' : 'source',
    sha256_digest: sha256(bytes),
    ...change,
  };
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) for (const item of [value].flat()) form.append(field, item);
  }
  form.append(
    'content',
    new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }),
    filename,
  );
  return form;
}

export interface UploadOptions {
  readonly token?: string;
  readonly fields?: Fields;
  readonly attestations?: readonly AttestationJson[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: FormData;
}

/** Uploads with `Accept: application/json`, so that `json.code` is the status and the detail. */
export async function upload(
  { index }: Sandbox,
  distribution: BuiltDistribution,
  options: UploadOptions = {},
): Promise<Answer> {
  const { token, attestations } = options;
  const fields: Fields =
    attestations === undefined ? {} : { attestations: JSON.stringify(attestations) };
  return ask(index.uploadUrl, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      ...(token === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(`__token__:${token}`).toString('base64')}` }),
      ...options.headers,
    },
    body: options.form ?? formOf(distribution, { ...fields, ...options.fields }),
  });
}

/** The first line of the answer to a form, as the socket has it up to the blank line. */
export async function rawUpload(
  { index }: Sandbox,
  token: string,
  form: FormData,
): Promise<string> {
  const request = new Request(index.uploadUrl, { method: 'POST', body: form });
  const body = Buffer.from(await request.arrayBuffer());
  const { host, port } = new URL(index.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `POST /legacy/ HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${request.headers.get('content-type')}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
  );
  socket.write(body);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
}
