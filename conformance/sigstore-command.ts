import { basename } from 'node:path';
import { type Claims, GITHUB_ISSUER } from '../sandbox/github/claims.ts';
import { mustRun, runProcess } from './process.ts';

/** `sigstore verify identity`, for the identity of the sandbox's job, with a trust config in the place of the public Sigstore. */
export class SigstoreCommand {
  readonly #python: string;
  readonly #claims: Claims;
  readonly #trustConfigPath: string;

  constructor(python: string, claims: Claims, trustConfigPath: string) {
    this.#python = python;
    this.#claims = claims;
    this.#trustConfigPath = trustConfigPath;
  }

  async accepts(file: string, bundle: string): Promise<void> {
    await mustRun(this.#python, this.#arguments(file, bundle));
  }

  async refuses(file: string, bundle: string): Promise<void> {
    const { code, stderr } = await runProcess(this.#python, this.#arguments(file, bundle));
    if (code === 0) throw new Error(`${basename(bundle)} verifies with ${basename(file)}`);
    if (!/message digest mismatch/.test(stderr)) throw new Error(stderr);
  }

  /** Signs a file, and writes a bundle. */
  async sign(file: string, bundle: string, idToken: string): Promise<void> {
    await mustRun(this.#python, [
      ...['-m', 'sigstore', '--trust-config', this.#trustConfigPath],
      ...['sign', '--identity-token', idToken, '--bundle', bundle, file],
    ]);
  }

  #arguments(file: string, bundle: string): string[] {
    const identity = `https://github.com/${String(this.#claims['job_workflow_ref'])}`;
    return [
      ...['-m', 'sigstore', '--trust-config', this.#trustConfigPath],
      ...['verify', 'identity', '--bundle', bundle],
      ...['--cert-identity', identity, '--cert-oidc-issuer', GITHUB_ISSUER, file],
    ];
  }
}
