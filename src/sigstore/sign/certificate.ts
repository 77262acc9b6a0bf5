import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { PublishError } from '../../errors.ts';
import type { IdToken } from '../../github/oidc.ts';
import { proxyRemedy } from '../../http/dispatcher.ts';
import { jsonBody, whyNotJson } from '../../http/json.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { serverText } from '../../http/server-text.ts';
import { JSON_LIMITS } from '../../json/limits.ts';

/** A certificate and its key, which exists in memory only. */
export interface SigningCertificate {
  /** The leaf as PEM. */
  readonly pem: string;
  readonly privateKey: KeyObject;
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
}

const CERTIFICATE = {
  schema: v.object({
    signedCertificateEmbeddedSct: v.object({
      chain: v.object({ certificates: v.pipe(v.array(v.string()), v.minLength(1)) }),
    }),
  }),
  limits: JSON_LIMITS.certificate,
};

/**
 * Makes a P-256 key and has Fulcio certify it for the job's identity
 * (`POST /api/v2/signingCert`). Every try has a new ID token: they live for minutes only.
 * @param idToken brings a fresh ID token for Sigstore's audience
 * @param fulcio where, and how long to keep retrying
 * @throws PublishError `certificate-unavailable`
 */
export async function requestCertificate(
  idToken: () => Promise<IdToken>,
  fulcio: {
    readonly url: string;
    readonly budgetMs: number;
    readonly signal?: AbortSignal;
  },
  deps: RetryDeps,
): Promise<SigningCertificate> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const request = async () => {
    const token = await idToken();
    return {
      service: 'Fulcio',
      method: 'POST' as const,
      url: endpoint(fulcio.url, 'api/v2/signingCert'),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        credentials: { oidcIdentityToken: token.raw },
        publicKeyRequest: {
          publicKey: {
            algorithm: 'ECDSA',
            content: publicKey.export({ type: 'spki', format: 'pem' }),
          },
          proofOfPossession: sign('sha256', Buffer.from(token.claims.sub), privateKey).toString(
            'base64',
          ),
        },
      }),
      maxBodyBytes: CERTIFICATE.limits.bytes,
    };
  };
  try {
    const response = await sendWithRetries(await request(), deps, {
      budgetMs: fulcio.budgetMs,
      signal: fulcio.signal,
      renew: request,
      whyUseless: (answer) => (answer.status < 300 ? whyNotJson(answer, CERTIFICATE) : undefined),
    });
    const answer = jsonBody(response, CERTIFICATE);
    const [pem] = answer?.signedCertificateEmbeddedSct.chain.certificates ?? [];
    if (pem === undefined || response.status >= 300) {
      throw refused(
        `Fulcio refused a signing certificate: HTTP ${response.status}, ${serverText(response)}.`,
      );
    }
    return { pem, privateKey, notAfter: notAfter(pem, privateKey) };
  } catch (cause) {
    if (!(cause instanceof RequestFailure)) throw cause;
    throw refused(cause.message, cause);
  }
}

function notAfter(pem: string, privateKey: KeyObject): number {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (cause) {
    throw refused('Fulcio answered with something that is no certificate.', cause);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw refused('Fulcio answered with a certificate for another key.');
  }
  return certificate.validToDate.getTime();
}

function refused(message: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'certificate-unavailable',
    message,
    remedy: unavailableRemedy(cause),
    cause,
  });
}

/** A path below a service's URL, whether that ends with a slash or not. */
export function endpoint(base: string, path: string): string {
  return new URL(path, base.endsWith('/') ? base : `${base}/`).href;
}

/** What to do where a service of Sigstore did not respond correctly. */
export function unavailableRemedy(cause: unknown): string {
  const atProxy = cause instanceof RequestFailure ? proxyRemedy(cause.reason) : undefined;
  return atProxy ?? 'Look at https://status.sigstore.dev, then run the job again.';
}
