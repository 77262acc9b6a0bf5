import type { StoredFile } from '../../sandbox/index/state.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { annotations } from './outcome.ts';

export interface VerifyOptions
  extends Pick<PublishOptions, 'inputs' | 'env' | 'workspaceFiles' | 'after'> {
  /** The index that is asked, where it is not the sandbox's. */
  readonly indexUrl?: string;
}

/** Runs the verify action; everything that it could ask is the sandbox's. */
export function verify(sandbox: Sandbox, options: VerifyOptions): Promise<PublishRun> {
  const { indexUrl = sandbox.index.simpleUrl, inputs, ...rest } = options;
  return publish(sandbox, {
    ...rest,
    action: 'verify',
    inputs: { 'index-url': indexUrl, ...inputs },
  });
}

/** A package of a lock: the files of a release, as the index has them. */
export interface LockedRelease {
  readonly project: string;
  readonly version: string;
  readonly files: readonly Pick<StoredFile, 'filename' | 'sha256' | 'size'>[];
}

/** What `uv lock` writes of packages, as far as anybody reads it. */
export function uvLock(sandbox: Sandbox, releases: readonly LockedRelease[]): string {
  const { simpleUrl, url } = sandbox.index;
  const blocks = releases.map(({ project, version, files }) => {
    const line = ({ filename, sha256, size }: LockedRelease['files'][number]) =>
      `{ url = "${url}/packages/${filename}", hash = "sha256:${sha256}", size = ${size} }`;
    const wheels = files.filter(({ filename }) => filename.endsWith('.whl'));
    const sdist = files.find(({ filename }) => !filename.endsWith('.whl'));
    return [
      '[[package]]',
      `name = "${project}"`,
      `version = "${version}"`,
      `source = { registry = "${simpleUrl.replace(/\/$/, '')}" }`,
      ...(sdist ? [`sdist = ${line(sdist)}`] : []),
      'wheels = [',
      ...wheels.map((file) => `    ${line(file)},`),
      ']',
    ].join('\n');
  });
  return ['version = 1', 'revision = 3', 'requires-python = ">=3.12"', ...blocks].join('\n\n');
}

/** A requirements file with the hashes of releases. */
export function requirements(releases: readonly LockedRelease[]): string {
  return releases
    .map(({ project, version, files }) =>
      [`${project}==${version}`, ...files.map(({ sha256 }) => `    --hash=sha256:${sha256}`)].join(
        ' \\\n',
      ),
    )
    .join('\n')
    .concat('\n');
}

/** One file of the report, as its JSON has it. */
export interface ReportedItem {
  readonly project: string | null;
  readonly version: string | null;
  readonly file: string | null;
  readonly verdict: string;
  readonly severity: string | null;
  readonly rules: readonly string[];
  readonly state: string | null;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly expected: Readonly<Record<string, unknown>> | null;
    readonly observed: Readonly<Record<string, unknown>> | null;
    readonly 'accept-block': string | null;
    readonly accepted: object | null;
  }[];
  readonly at: { readonly path: string; readonly line: number } | null;
  readonly identity: Readonly<Record<string, unknown>> | null;
  readonly evidence: string;
  readonly pinned: boolean;
}

export interface ReportDocument {
  readonly schema: string;
  readonly ok: boolean;
  readonly exit: number;
  readonly summary: Readonly<Record<string, number>> & {
    readonly verdicts: Readonly<Record<string, number>>;
  };
  readonly items: readonly ReportedItem[];
  readonly 'pin-changes': readonly object[];
  readonly 'proposed-pin-changes': readonly object[];
}

/** Rules of errors and warnings, as `severity rule`, sorted, each once. */
export function concerns(items: readonly ReportedItem[]): string[] {
  const found = items.flatMap(({ findings }) =>
    findings
      .filter(({ severity, accepted }) => severity !== 'note' && accepted === null)
      .map(({ rule, severity }) => `${severity} ${rule}`),
  );
  return [...new Set(found)].sort();
}

/** The error that a run stopped with, before it had a report. */
export function stopped(run: PublishRun): { readonly code: string; readonly text: string } {
  const code = /^::error title=Verifying failed%3A ([a-z-]+)::/m.exec(run.stdout)?.[1] ?? '';
  return { code, text: annotations(run, 'error').join('\n') };
}
