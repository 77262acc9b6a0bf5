import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parsedJson } from './http/body.ts';
import { member, stringMember } from './http/json.ts';
import type { Attestation } from './index/attestation-model.ts';
import { normalizedName, parseFilename } from './index/distribution-filename.ts';
import { checkPublisher } from './index/publisher-policy.ts';
import { makeVerifier } from './index/signature-verification.ts';
import { checkStatement } from './index/statement.ts';
import { judgeRun, releaseFile } from './judge-run.ts';
import type { PublishRun } from './publish-run.ts';
import type { Sandbox } from './sandbox.ts';

export interface Check {
  /** What must hold. */
  readonly name: string;
  /** Why it does not; undefined where it does. */
  readonly problem: string | undefined;
}

/** What was asked of a run. */
export interface Asked {
  /** The distributions, by path. */
  readonly paths: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Looks at a finished run from the index's side, over HTTP as a consumer would. A release that was published: each
 * file listed, downloadable and equal, its provenance served, verified, and what the action wrote. A dry run: nothing
 * signed or uploaded. A run that failed: that it says what the index has.
 */
export async function checkRelease(
  sandbox: Sandbox,
  run: PublishRun,
  { paths, inputs }: Asked,
): Promise<Check[]> {
  const noFault = check('no service failed', () => equal(faults(sandbox), []));
  if (run.exitCode !== 0) return Promise.all([noFault, failureTold(sandbox, run, paths)]);
  const isDryRun = inputs['dry-run'] === 'true';
  const reported = parsedJson(run.outputs['files'] ?? '');
  const isSigned = inputs['attestations'] !== 'false' && !inputs['password'];
  const checks: Promise<Check>[] = [
    check('the run ends with 0', () => equal(run.exitCode, 0)),
    noFault,
    check('the outputs count the files', () => {
      equal(run.outputs['uploaded-count'], isDryRun ? '0' : String(paths.length));
      equal(run.outputs['failed-count'], '0');
    }),
  ];
  if (isDryRun) return Promise.all([...checks, ...nothingDone(sandbox)]);
  for (const path of paths) {
    const bytes = await readFile(path);
    const file: ExpectedFile = {
      name: basename(path),
      project: normalizedName(parseFilename(basename(path)).name),
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      isSigned,
      reported: Array.isArray(reported)
        ? reported.find((item: unknown) => member(item, 'name') === basename(path))
        : undefined,
    };
    checks.push(
      check(`${file.name}: outputs are right`, () => checkOutput(file)),
      check(`${file.name}: listed with its SHA-256`, () => checkListed(sandbox, file)),
      check(`${file.name}: downloadable and equal`, () => checkDownload(sandbox, file)),
      isSigned
        ? check(`${file.name}: provenance verified and as written`, () =>
            checkProvenance(sandbox, run, file),
          )
        : check(`${file.name}: no provenance`, async () =>
            equal(member(await listing(sandbox, file), 'provenance') ?? null, null),
          ),
    );
  }
  return Promise.all(checks);
}

function nothingDone({ index, sigstore }: Sandbox): Promise<Check>[] {
  return [
    check('nothing is on the index', () => equal(index.files.length, 0)),
    check('nothing is in the transparency log', () => equal(sigstore.rekor.entries.size, 0)),
  ];
}

function failureTold(sandbox: Sandbox, run: PublishRun, paths: readonly string[]): Promise<Check> {
  return check('the run failed, and outputs, summary and log say what the index has', async () => {
    const release = await Promise.all(paths.map(releaseFile));
    equal(await judgeRun(sandbox, run, release), []);
  });
}

interface ExpectedFile {
  readonly name: string;
  readonly project: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly isSigned: boolean;
  /** The file's object in the output `files`. */
  readonly reported: unknown;
}

async function check(name: string, body: () => void | Promise<void>): Promise<Check> {
  try {
    await body();
    return { name, problem: undefined };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}

function equal(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  }
}

function faults({ github, sigstore, index }: Sandbox): string[] {
  return [github, sigstore.fulcio, sigstore.rekor, index].flatMap((service) =>
    service.faults.map(String),
  );
}

function checkOutput({ reported, project, sha256, bytes, isSigned }: ExpectedFile): void {
  equal(member(reported, 'status'), 'uploaded');
  equal(member(reported, 'project'), project);
  equal(member(reported, 'sha256'), sha256);
  equal(member(reported, 'size'), bytes.length);
  const isLogged = /^[0-9]+$/.test(stringMember(reported, 'log-index'));
  if (isLogged !== isSigned) throw new Error(isSigned ? 'no log index' : 'a log index');
}

/** The file's object on the simple index. */
async function listing({ index }: Sandbox, file: ExpectedFile): Promise<unknown> {
  const accept = 'application/vnd.pypi.simple.v1+json';
  const response = await fetch(`${index.simpleUrl}${file.project}/`, { headers: { accept } });
  const files = member(await response.json(), 'files');
  return Array.isArray(files)
    ? files.find((item: unknown) => member(item, 'filename') === file.name)
    : undefined;
}

async function checkListed(sandbox: Sandbox, file: ExpectedFile): Promise<void> {
  const listed = await listing(sandbox, file);
  equal(member(listed, 'hashes', 'sha256'), file.sha256);
  equal(member(listed, 'size'), file.bytes.length);
}

async function checkDownload(sandbox: Sandbox, file: ExpectedFile): Promise<void> {
  const response = await fetch(stringMember(await listing(sandbox, file), 'url'));
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!bytes.equals(file.bytes)) throw new Error('other bytes came back');
}

async function checkProvenance(
  sandbox: Sandbox,
  run: PublishRun,
  file: ExpectedFile,
): Promise<void> {
  const response = await fetch(stringMember(await listing(sandbox, file), 'provenance'));
  const [bundle] = asArray(member(await response.json(), 'attestation_bundles'));
  const [served] = asArray(member(bundle, 'attestations'));
  const written = resolve(run.workspace, stringMember(file.reported, 'attestation'));
  equal(served, parsedJson(await readFile(written, 'utf8')));
  const stored = sandbox.index.files.find(({ filename }) => filename === file.name);
  if (stored?.publisher === undefined) throw new Error('no publisher uploaded it');
  const { publisher } = stored;
  const attestation = served as Attestation;
  makeVerifier(sandbox.sigstore.trustedRoot)(attestation, (extensions) =>
    checkPublisher(extensions, publisher),
  );
  const statement = Buffer.from(attestation.envelope.statement, 'base64');
  checkStatement(statement, file.name, file.sha256);
}

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
