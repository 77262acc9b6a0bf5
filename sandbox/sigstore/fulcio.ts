import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import { verifyIdToken } from '../github/verify-id-token.ts';
import { readJson } from '../http/body.ts';
import { sendJson, stringMember } from '../http/json.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';
import {
  type CertificateAuthority,
  distinguishedName,
  EMPTY_NAME,
  keyIdentifiers,
  leafUsages,
  makeAuthority,
  makeSerial,
  pem,
  signedCertificate,
  tbsCertificate,
} from './certificate.ts';
import { certificateRequestKey } from './certificate-request.ts';
import {
  type CertificateTransparencyLog,
  makeCertificateTransparencyLog,
} from './certificate-transparency.ts';
import { makeKeyPair, spki } from './digest.ts';
import { githubSigner, type Signer } from './signer.ts';

export interface FulcioOptions {
  /** The keys of the ID tokens' issuer. */
  readonly jwks: JSONWebKeySet;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Minutes that a certificate is good for; Fulcio gives 10. */
  readonly lifetime?: number;
  /** From when the authorities are good, in milliseconds since 1970; a day ago unless told. */
  readonly since?: number;
}

export interface FulcioService extends LoopbackServer {
  readonly root: CertificateAuthority;
  readonly intermediate: CertificateAuthority;
  readonly certificateTransparencyLog: CertificateTransparencyLog;
  /** Every certificate issued, in DER. */
  readonly issued: Buffer[];
  /** A certificate for a key without going through HTTP, issued at a time (milliseconds). */
  certify(publicKey: KeyObject, signer: Signer, at: number): Buffer;
  /** Minutes that a certificate is good for; may be changed at any time. */
  lifetime: number;
}

const DAY = 86_400_000;

/** Fulcio's `POST /api/v2/signingCert` for ID tokens of GitHub, with a CT log of its own. */
export async function startFulcio(options: FulcioOptions): Promise<FulcioService> {
  const now = options.now ?? Date.now;
  const validity = {
    notBefore: new Date(options.since ?? now() - DAY),
    notAfter: new Date(now() + 3650 * DAY),
  };
  const root = makeAuthority(distinguishedName('sandbox', 'root'), makeKeyPair(), validity);
  const intermediate = makeAuthority(
    distinguishedName('sandbox', 'intermediate'),
    makeKeyPair(),
    validity,
    root,
  );
  const log = makeCertificateTransparencyLog();
  const issued: Buffer[] = [];

  const certify = (publicKey: KeyObject, signer: Signer, at: number): Buffer => {
    const from = Math.floor(at / 1000) * 1000;
    const issuerKey = spki(intermediate.key.publicKey);
    const fields = {
      serial: makeSerial(),
      issuer: intermediate.name,
      subject: EMPTY_NAME,
      notBefore: new Date(from),
      notAfter: new Date(from + service.lifetime * 60_000),
      publicKey: spki(publicKey),
      extensions: [
        ...leafUsages(),
        ...keyIdentifiers(spki(publicKey), issuerKey),
        signer.subjectAlternativeName,
        ...signer.extensions,
      ],
    };
    const sct = log.timestamp(tbsCertificate(fields), issuerKey, at);
    const tbs = tbsCertificate({ ...fields, extensions: [...fields.extensions, sct] });
    const leaf = signedCertificate(tbs, intermediate.key);
    issued.push(leaf);
    return leaf;
  };

  const signingCert = async ({ request, response }: Exchange) => {
    const refuse = (message: string) => sendJson(response, 400, { code: 3, message, details: [] });
    const body = await readJson(request);
    const rules = { jwks: options.jwks, audience: 'sigstore', leeway: 0, now: now() };
    const token = stringMember(body, 'credentials', 'oidcIdentityToken') || bearerToken(request);
    const claims = await verifyIdToken(token, rules).catch(() => undefined);
    if (claims === undefined) {
      refuse('There was an error processing the identity token');
      return;
    }
    const key = certifiableKey(body);
    if (key === undefined) {
      refuse('The public key supplied in the request could not be parsed');
      return;
    }
    if (!hasKey(body, key, String(claims['sub']))) {
      refuse('The signature supplied in the request could not be verified');
      return;
    }
    const leaf = certify(key, githubSigner(claims), now());
    const certificates = [leaf, intermediate.certificate, root.certificate].map(pem);
    sendJson(response, 200, { signedCertificateEmbeddedSct: { chain: { certificates } } });
  };

  const server = await startServer(() => [
    { method: 'POST', path: /^\/api\/v2\/signingCert$/, handle: signingCert },
  ]);
  const service: FulcioService = Object.assign(server, {
    root,
    intermediate,
    certificateTransparencyLog: log,
    issued,
    certify,
    lifetime: options.lifetime ?? 10,
  });
  return service;
}

/** Python's client sends the token in a header, as Fulcio allows. */
const bearerToken = ({ headers }: IncomingMessage): string =>
  /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';

const requestPem = (body: unknown): string =>
  Buffer.from(stringMember(body, 'certificateSigningRequest'), 'base64').toString('latin1');

/** The key of a `publicKeyRequest` or of a `certificateSigningRequest`. */
function certifiableKey(body: unknown): KeyObject | undefined {
  return requestPem(body) === ''
    ? publicKeyOf(stringMember(body, 'publicKeyRequest', 'publicKey', 'content'))
    : onP256(certificateRequestKey(requestPem(body)));
}

/** A certificate request has proved it already; a public key comes with a signed challenge. */
function hasKey(body: unknown, key: KeyObject, challenge: string): boolean {
  if (requestPem(body) !== '') return true;
  const proof = stringMember(body, 'publicKeyRequest', 'proofOfPossession');
  return verify('sha256', Buffer.from(challenge), key, Buffer.from(proof, 'base64'));
}

function publicKeyOf(pemText: string): KeyObject | undefined {
  try {
    return onP256(createPublicKey(pemText));
  } catch {
    return undefined;
  }
}

/** The one curve of PEP 740's suite. */
const onP256 = (key: KeyObject | undefined): KeyObject | undefined =>
  key?.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
