import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type GithubService, startGithub } from '../../../../sandbox/github/id-token-service.ts';
import { type FulcioService, startFulcio } from '../../../../sandbox/sigstore/fulcio.ts';
import { type RekorService, startRekor } from '../../../../sandbox/sigstore/rekor.ts';
import { startRekorV2 } from '../../../../sandbox/sigstore/rekor-v2.ts';
import { startTimestampAuthority } from '../../../../sandbox/sigstore/timestamp-authority.ts';
import { type SigstoreV2, trustedRoot } from '../../../../sandbox/sigstore/trust-config.ts';
import { decodeIdToken } from '../../../../src/github/oidc.ts';
import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';
import {
  type SessionInput,
  type SigningSession,
  withSigningSession,
} from '../../../../src/sigstore/sign/signing-session.ts';
import { type WireDeps, wireDeps } from '../../../wire/wire-deps.ts';

/** GitHub's ID tokens and a Sigstore on loopback, all of them with the same fake clock. */
export interface SigningWorld {
  readonly github: GithubService;
  readonly fulcio: FulcioService;
  readonly rekor: RekorService;
  /** A Rekor v2 log and a timestamp authority, which are trusted too. */
  readonly v2: SigstoreV2;
  readonly trustedRoot: TrustedRoot;
  readonly deps: WireDeps;
  /** For a session of this world; every ID token has the claims that GitHub has then. */
  readonly input: SessionInput;
  session<T>(work: (session: SigningSession) => Promise<T>): Promise<T>;
  /** Signs one statement in a session of its own. */
  attest(statement: Buffer): Promise<Attestation>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly firstLogIndex?: number;
  /** Minutes that a certificate is good for. */
  readonly lifetime?: number;
  /** The log that sessions use; 1 unless told. */
  readonly rekorApiVersion?: 1 | 2;
  /** By how much Rekor's clock is ahead of everybody else's. */
  readonly rekorAheadMs?: number;
}

export async function startSigningWorld(options: WorldOptions = {}): Promise<SigningWorld> {
  const deps = wireDeps();
  const now = () => deps.clock.now();
  const github = await startGithub({ now });
  const fulcio = await startFulcio({ jwks: github.jwks, now, ...options });
  const rekor = await startRekor({
    ...options,
    now: () => now() + (options.rekorAheadMs ?? 0),
  });
  const v2 = {
    rekor: await startRekorV2(),
    timestampAuthority: await startTimestampAuthority(() => now() + (options.rekorAheadMs ?? 0)),
  };
  const usesV2 = options.rekorApiVersion === 2;
  const input: SessionInput = {
    fulcioUrl: fulcio.url,
    rekorUrl: usesV2 ? v2.rekor.url : rekor.url,
    rekorApiVersion: usesV2 ? 2 : 1,
    timestampUrls: usesV2 ? [v2.timestampAuthority.timestampUrl] : [],
    budgetMs: 60_000,
    concurrency: 4,
    idToken: async () => {
      const token = decodeIdToken(github.idToken('sigstore'));
      if (!token) throw new TypeError('GitHub made no token');
      return token;
    },
  };
  const session: SigningWorld['session'] = (work) => withSigningSession(input, deps, work);
  return {
    github,
    fulcio,
    rekor,
    v2,
    trustedRoot: TrustedRoot.fromJSON(trustedRoot(fulcio, rekor, new Date(now() - 3_600_000), v2)),
    deps,
    input,
    session,
    attest: async (statement) => {
      const [attestation] = await session((each) => each.attest([statement]));
      if (!attestation) throw new TypeError('nothing was signed');
      return attestation;
    },
    close: async () => {
      const services = [github, fulcio, rekor, v2.rekor, v2.timestampAuthority];
      await Promise.all(services.map((service) => service.close()));
    },
  };
}
