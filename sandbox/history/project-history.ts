import { createHash } from 'node:crypto';
import type { IndexService } from '../index/index-service.ts';
import type { ProjectStatus, StoredFile } from '../index/state.ts';
import { signAttestation } from '../sigstore/sign.ts';
import type { Sigstore } from '../sigstore/sigstore.ts';
import { distributionBytes, distributionFilename } from './distribution-bytes.ts';
import { type Job, servedPublisher, signerOf, USUAL_JOB } from './job.ts';

const DAY = 86_400_000;
const PUBLISH = 'https://docs.pypi.org/attestations/publish/v1';

/** What the integrity API serves of a file (PEP 740), to be told over again by a test. */
export interface ServedProvenance {
  readonly version: number;
  readonly attestation_bundles: readonly {
    readonly publisher: Readonly<Record<string, unknown>>;
    readonly attestations: readonly object[];
  }[];
}

export interface ReleaseInit {
  /** How old its files are; 0 unless told. */
  readonly daysAgo?: number;
  /** Wheel tags, and `sdist`; one wheel for everything unless told. */
  readonly files?: readonly string[];
  /** Of the one module in each file. */
  readonly content?: string;
  /** What differs in this release's job only. */
  readonly job?: Partial<Job>;
}

/**
 * The past of one project on an index, written down in the order in which it happened:
 *
 *     history.project('widget')
 *       .release('1.0', { daysAgo: 400 })
 *       .release('1.1', { daysAgo: 90 })
 *       .by({ workflow: 'publish.yml' })
 *       .release('1.2', { daysAgo: 30 })
 *       .tokenUpload('1.3', { daysAgo: 1 });
 */
export class ProjectHistory {
  readonly #name: string;
  readonly #index: IndexService;
  readonly #sigstore: Sigstore;
  readonly #now: number;
  #job: Job = USUAL_JOB;

  /** @param now milliseconds since 1970, from which days are counted back */
  constructor(name: string, index: IndexService, sigstore: Sigstore, now: number) {
    this.#name = name;
    this.#index = index;
    this.#sigstore = sigstore;
    this.#now = now;
  }

  /** Whom releases come from, from here on: what is not named stays as it was. */
  by(job: Partial<Job>): this {
    this.#job = { ...this.#job, ...job };
    return this;
  }

  /** A release by Trusted Publishing, every file attested. Known versions get further files. */
  release(version: string, init: ReleaseInit = {}): this {
    const job = { ...this.#job, ...init.job };
    return this.#add(version, init, (filename, sha256, at) => {
      const subject = [{ name: filename, digest: { sha256 } }];
      const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject,
        predicateType: PUBLISH,
        predicate: null,
      };
      const attestation = signAttestation(this.#sigstore, signerOf(job, version), statement, at);
      return {
        version: 1,
        attestation_bundles: [{ publisher: servedPublisher(job), attestations: [attestation] }],
      };
    });
  }

  /** A release with an API token: no file is attested. */
  tokenUpload(version: string, init: Omit<ReleaseInit, 'job'> = {}): this {
    return this.#add(version, init, () => undefined);
  }

  /** Changes what is served as the provenance of a release's files; null or undefined: none. */
  provenance(
    version: string,
    change: (served: ServedProvenance, file: StoredFile) => unknown,
  ): this {
    for (const file of this.files(version)) {
      file.provenance = change(file.provenance as ServedProvenance, file) ?? null;
    }
    return this;
  }

  /** Swaps what two releases serve, file by file. */
  swapProvenance(one: string, other: string): this {
    const [first, second] = [this.files(one), this.files(other)];
    const served = first.map(({ provenance }) => provenance);
    for (const [at, file] of first.entries()) file.provenance = second[at]?.provenance;
    for (const [at, file] of second.entries()) file.provenance = served[at];
    return this;
  }

  yank(version: string, reason: string | true = true): this {
    for (const file of this.files(version)) file.yanked = reason;
    return this;
  }

  /** Removes a release's files; locks that name them stay behind. */
  remove(version: string): this {
    for (const { filename } of this.files(version)) this.#index.deleteFile(filename);
    return this;
  }

  status(status: ProjectStatus): this {
    this.#index.addProject(this.#name).status = status;
    return this;
  }

  /** A release's files as they are now, in the order of their upload. */
  files(version: string): readonly StoredFile[] {
    return [...(this.#index.addProject(this.#name).releases.get(version)?.files ?? [])];
  }

  /** The first file of a release. */
  file(version: string): StoredFile {
    const [first] = this.files(version);
    if (first === undefined) throw new RangeError(`${this.#name} has no file of ${version}`);
    return first;
  }

  #add(
    version: string,
    { daysAgo = 0, files = ['py3-none-any'], content = `VERSION = "${version}"\n` }: ReleaseInit,
    provenanceOf: (filename: string, sha256: string, at: number) => unknown,
  ): this {
    // A moment before the upload, as it is when a job signs and then uploads.
    const signedAt = this.#now - daysAgo * DAY - 60_000;
    for (const kind of files) {
      const tag = kind === 'sdist' ? undefined : kind;
      const parts = { project: this.#name, version, tag, content };
      const filename = distributionFilename(parts);
      const bytes = distributionBytes(parts);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      this.#index.deposit({
        project: this.#name,
        version,
        filename,
        bytes,
        uploadedAt: signedAt + 30_000,
        provenance: provenanceOf(filename, sha256, signedAt),
      });
    }
    return this;
  }
}
