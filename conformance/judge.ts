import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from './process.ts';

const SCRIPT = resolve(import.meta.dirname, 'judge.py');

export interface Case {
  /** `owner/name` and the file name of the workflow that the certificate must be for. */
  readonly repository: string;
  readonly workflow: string;
  /** The path of the distribution; its name counts. */
  readonly distribution: string;
  /** The text of an attestation object, or of a provenance object with any number of them. */
  readonly evidence: { readonly attestation: string } | { readonly provenance: string };
}

/** Asks pypi_attestations, with `trustedRoot` in the place of Sigstore's own, about each case. */
export class Judge {
  readonly #python: string;
  readonly #trustedRoot: object;
  readonly #workDir: string;

  constructor(python: string, trustedRoot: object, workDir: string) {
    this.#python = python;
    this.#trustedRoot = trustedRoot;
    this.#workDir = workDir;
  }

  /** Why each case is refused; null for one that verifies. */
  async refusals(cases: readonly Case[]): Promise<(string | null)[]> {
    if (cases.length === 0) {
      throw new Error('there is nothing to judge');
    }
    const trustedRoot = join(this.#workDir, 'trusted_root.json');
    await writeFile(trustedRoot, JSON.stringify(this.#trustedRoot));
    const asked = cases.map(({ evidence, ...rest }) => ({ ...rest, ...evidence }));
    const input = JSON.stringify({ trustedRoot, cases: asked });
    const answers: (string | null)[] = JSON.parse(await mustRun(this.#python, [SCRIPT], { input }));
    if (answers.length !== cases.length) {
      throw new Error(`the judge was asked ${cases.length} times and answered ${answers.length}`);
    }
    return answers;
  }

  /** @throws {Error} naming each case that does not verify. */
  async accepts(cases: readonly Case[]): Promise<void> {
    const refusals = await this.refusals(cases);
    const lines = refusals.flatMap((why, index) =>
      why === null ? [] : [`${cases[index]?.distribution}: ${why}`],
    );
    if (lines.length > 0) {
      throw new Error(lines.join('\n'));
    }
  }

  /** @throws {Error} naming each case that verifies, or is refused for another reason. */
  async refuses(cases: readonly Case[], reason: RegExp): Promise<void> {
    const refusals = await this.refusals(cases);
    const lines = refusals.flatMap((why, index) =>
      why !== null && reason.test(why)
        ? []
        : [`${cases[index]?.distribution}: ${why ?? 'verifies'}`],
    );
    if (lines.length > 0) {
      throw new Error(lines.join('\n'));
    }
  }
}
