import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parsedJson } from './http/body.ts';
import { member, stringMember } from './http/json.ts';
import type { StoredFile } from './index/state.ts';
import type { PublishRun } from './publish-run.ts';
import { renderLog } from './runner-log.ts';
import type { Sandbox } from './sandbox.ts';
import { plainText } from './summary-text.ts';

/** A file of a release, as it was handed to the action. */
export interface ReleaseFile {
  readonly filename: string;
  readonly sha256: string;
}

/** The name and hash of a file on disk. */
export async function releaseFile(path: string): Promise<ReleaseFile> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { filename: basename(path), sha256 };
}

export interface Expectation {
  /** Whether every file shall have an attestation on the index; true unless told. */
  readonly attested?: boolean;
  /** Files that the index may have with other bytes (`skip-existing: true`). */
  readonly mayKeep?: boolean;
  /** The files that the index had before the run, by name: none unless told. */
  readonly before?: ReadonlySet<string>;
}

/**
 * Compares all that a run said (exit code, outputs, summary, log) with what the index holds.
 * @returns what does not agree, one sentence each; nothing where all is right
 */
export async function judgeRun(
  sandbox: Sandbox,
  run: PublishRun,
  release: readonly ReleaseFile[],
  { attested = true, mayKeep = false, before = new Set() }: Expectation = {},
): Promise<readonly string[]> {
  const problems: string[] = [];
  const wrong = (text: string) => problems.push(text);
  const isGreen = run.exitCode === 0;
  if (run.exitCode !== 0 && run.exitCode !== 1) wrong(`exit code ${run.exitCode}`);
  if (run.stderr !== '') wrong(`standard error: ${run.stderr.slice(0, 200)}`);
  const log = renderLog(run.stdout);
  if (/^\s+at .+:\d+:\d+/m.test(log)) wrong('a stack trace in the log');
  if (isGreen === /^Error: /m.test(log)) wrong(`exit code ${run.exitCode} and the log disagree`);
  const isRedSummary = /^## Publishing to .* failed$/m.test(plainText(run.summary));
  if (isGreen === isRedSummary) wrong(`exit code ${run.exitCode} and the summary disagree`);

  const reports = reportsOf(run);
  checkCounts(run, reports, wrong);
  const rows = summaryRows(run.summary);
  for (const file of release) {
    const stored = sandbox.index.files.filter(({ filename }) => filename === file.filename);
    if (stored.length > 1) wrong(`${file.filename} is on the index ${stored.length} times`);
    const report = reports.find((one) => one.name === file.filename);
    const there = stateOf(file, stored[0]);
    if (report === undefined) {
      if (isGreen) wrong(`${file.filename} is in no report of a green run`);
      continue;
    }
    const mayBeThere =
      report.status === 'not-tried'
        ? before.has(file.filename)
        : report.status === 'failed' && isUncertain(log, file.filename);
    const problem = contradiction(report.status, there, mayBeThere);
    if (problem !== undefined) wrong(`${file.filename}: ${problem}`);
    if (isGreen && there !== 'ours' && !(mayKeep && there === 'other bytes')) {
      wrong(`green, and ${file.filename} is on the index with ${there}`);
    }
    if (run.outputs['confirmed'] === 'true' && there !== 'ours') {
      wrong(`confirmed, and ${file.filename} is on the index with ${there}`);
    }
    const row = rows.get(file.filename) ?? '';
    if (!row.startsWith(SUMMARY_WORDS.get(report.status) ?? '?')) {
      wrong(`${file.filename}: ${report.status} in the outputs, "${row}" in the summary`);
    }
    // A run that fails does not come to read attestations back.
    if (isGreen && report.status === 'uploaded' && attested) {
      const served = await attestationProblem(run, report.attestation, stored[0]);
      const isSaid = new RegExp(`^Warning: .*${escaped(file.filename)}`, 'm').test(log);
      if (served !== undefined && !isSaid) wrong(`${file.filename}: ${served}, which nobody says`);
    }
  }
  return problems;
}

/** What the index has under a file's name. */
type There = 'ours' | 'other bytes' | 'nothing';

function stateOf({ sha256 }: ReleaseFile, stored: StoredFile | undefined): There {
  if (stored === undefined) return 'nothing';
  return stored.sha256 === sha256 ? 'ours' : 'other bytes';
}

/** What each status claims about the index. */
const CLAIMS: ReadonlyMap<string, readonly There[]> = new Map([
  ['uploaded', ['ours']],
  ['identical', ['ours']],
  ['kept', ['other bytes']],
  ['unconfirmed', ['ours', 'nothing']],
  ['failed', ['nothing', 'other bytes']],
  ['not-tried', ['nothing']],
]);

const SUMMARY_WORDS: ReadonlyMap<string, string> = new Map([
  ['uploaded', 'uploaded'],
  ['identical', 'was there already'],
  ['kept', 'not uploaded: the index has '],
  ['unconfirmed', 'sent, not confirmed'],
  ['failed', 'failed'],
  ['not-tried', 'not tried'],
]);

function contradiction(status: string, there: There, mayBeThere: boolean): string | undefined {
  const claims = CLAIMS.get(status);
  if (claims === undefined) return `there is no status ${status}`;
  if (claims.includes(there) || mayBeThere) return undefined;
  return `${status} is said, and the index has ${there}`;
}

/** Whether the run says that it could not find out what the index has. */
const isUncertain = (log: string, filename: string): boolean =>
  new RegExp(`^\\s*Perhaps on .*${escaped(filename)}`, 'm').test(log);

interface FileClaims {
  readonly name: string;
  readonly status: string;
  readonly attestation: string;
}

function reportsOf(run: PublishRun): FileClaims[] {
  const files = parsedJson(run.outputs['files'] ?? '');
  return (Array.isArray(files) ? files : []).map((file: unknown) => ({
    name: stringMember(file, 'name'),
    status: stringMember(file, 'status'),
    attestation: stringMember(file, 'attestation'),
  }));
}

function checkCounts(
  { outputs }: PublishRun,
  reports: readonly FileClaims[],
  wrong: (text: string) => void,
): void {
  const count = (...statuses: string[]) =>
    String(reports.filter(({ status }) => statuses.includes(status)).length);
  const expected = {
    'uploaded-count': count('uploaded'),
    'skipped-count': count('identical', 'kept'),
    'failed-count': count('failed'),
  };
  for (const [name, value] of Object.entries(expected)) {
    if (outputs[name] !== value) wrong(`the output ${name} is ${outputs[name]}, not ${value}`);
  }
}

/** The words on each file's status, by file name. */
function summaryRows(summary: string): Map<string, string> {
  const lines = summary.split('\n').filter((line) => line.startsWith('|'));
  const [head = [], ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => plainText(cell).trim()),
  );
  const column = head.indexOf('Status');
  return new Map(rows.map((cells) => [cells[0] ?? '', cells[column] ?? '']));
}

/** Whether the index has the attestation that the run wrote down for a file. */
async function attestationProblem(
  run: PublishRun,
  path: string,
  stored: StoredFile | undefined,
): Promise<string | undefined> {
  if (path === '') return 'not attested';
  const written = parsedJson(await readFile(resolve(run.workspace, path), 'utf8'));
  const signature = stringMember(written, 'envelope', 'signature');
  const isServed = stored?.attestations.some(
    (one) => member(one, 'envelope', 'signature') === signature,
  );
  return isServed ? undefined : 'the index has not the attestation of this run';
}

const escaped = (text: string): string => text.replaceAll(/[.+*?^$()[\]{}|\\]/g, '\\$&');

/** The names of the files that an index has now, for a run to come. */
export const filesOn = ({ index }: Sandbox): ReadonlySet<string> =>
  new Set(index.files.map(({ filename }) => filename));
