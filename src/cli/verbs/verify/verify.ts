import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PublishError, type PublishErrorCode } from '../../../errors.ts';
import { thisMachine } from '../../../lockfiles/host/machine.ts';
import type { VerifyReport } from '../../../provenance/report.ts';
import { withDeps } from '../../../run/deps.ts';
import { asPublishError } from '../../../run/end-of-run.ts';
import { OptionReader } from '../../../run/options.ts';
import { writeLockIdentities } from '../../../verify/lock-identities.ts';
import {
  isUnchanged,
  type PreparedVerification,
  prepareVerification,
} from '../../../verify/prepare.ts';
import { headline } from '../../../verify/report/headline.ts';
import { verifyData } from '../../../verify/report/verify-data.ts';
import { parseVerificationRequest } from '../../../verify/request.ts';
import { requireOtherBase } from '../../../verify/targets/checked-out-change.ts';
import { verifyTargets } from '../../../verify/verify.ts';
import type { Outcome, Verb } from '../../arguments/verb.ts';
import { createCliDeps } from '../../cli-deps.ts';
import { gitCommits } from '../../git-commits.ts';
import { paragraph } from '../../terminal/text.ts';
import type { VerifyView } from './concern-text.ts';
import { FORMATS, formatted, type VerifyFormat } from './format.ts';
import { VERIFY_OPTIONS } from './options.ts';
import { verifyText } from './text.ts';

/** Asks whether files were published by whom they should have been, and whether that got worse. */
export const verifyVerb: Verb = {
  name: 'verify',
  summary: 'Verify who published what you are about to install, and whether that changed.',
  files: '[TARGET…]',
  about: [
    'A TARGET is a lock file (pylock.toml, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, a requirements file with hashes), a report of pip, name==version, a wheel or an sdist, a folder of installed packages, or any file with a Sigstore bundle next to it. Default: the lock files here.',
    'Provenance says where a file comes from; it does not say that the file is good. Packages that never had provenance pass, summarised in one line. Invalid evidence, lost provenance or a different publisher fails.',
  ],
  options: VERIFY_OPTIONS,
  examples: [
    ['pypi-trusted-publish verify uv.lock', 'Every file of a lock'],
    [
      'pypi-trusted-publish verify --base-ref origin/main uv.lock',
      'Only what a change brings, with the pins from before it',
    ],
    [
      'pypi-trusted-publish verify -R psf/requests requests==2.32.5',
      'One release, by whom it must be',
    ],
    ['pypi-trusted-publish verify --update-pins', 'Remember who publishes what is locked'],
    ['pypi-trusted-publish verify -f sarif -o out.sarif --files host', 'For code scanning'],
  ],
  exitCodes: [
    'nothing got worse, or only what is a note or a warning',
    'findings: an error, or with --strict a warning',
    'the command line, a target or the policy is wrong; nothing was verified',
    'something could not be checked, or there was nothing to check',
  ],
  async prepare({ options, positionals, places, terminal, output }) {
    const reader = new OptionReader(options);
    const isJson = reader.boolean('json', false);
    const format = reader.choice<VerifyFormat>('format', FORMATS, isJson ? 'json' : 'columns');
    const writesIdentities = reader.boolean('write-identities', false);
    reader.finish();
    const request = parseVerificationRequest(options, positionals, places, thisMachine);
    const log = output.log(request);
    const deps = await createCliDeps(terminal, log, request);
    const outputPath = reader.text('output');
    const work = async () => {
      const commits = gitCommits(request.workspace, terminal.env);
      const prepared = await prepareVerification(request, deps, commits);
      if (isUnchanged(prepared.config)) await requireOtherBase(request, commits);
      const report = await verifyTargets(prepared.config, deps);
      await writePins(report, prepared);
      if (writesIdentities) await writeLockIdentities(report.items, places.workspace);
      const view = { workspace: places.workspace, now: deps.clock.now(), verbose: request.verbose };
      return outcome(report, format, view, outputPath);
    };
    return () => withDeps(deps, work).catch(stoppedVerification);
  },
};

async function writePins(
  { pinFile }: VerifyReport,
  { config, pinsPath }: PreparedVerification,
): Promise<void> {
  const isAsked = config.updatePins || config.accept.length > 0;
  if (!isAsked || pinFile === undefined) return;
  await orUnwritable(pinsPath, () => writeFile(pinsPath, pinFile));
}

async function outcome(
  report: VerifyReport,
  format: VerifyFormat,
  view: VerifyView,
  outputPath: string | undefined,
): Promise<Outcome> {
  const { exit } = report;
  const ended = { ok: exit === 0, exit, data: verifyData(report) };
  if (outputPath !== undefined) {
    const path = resolve(view.workspace, outputPath);
    await orUnwritable(path, () => writeFile(path, formatted(report, format, view)));
    return { ...ended, text: paragraph(headline(report.summary)) };
  }
  const text = verifyText(report, view);
  if (format === 'columns') return { ...ended, text };
  return { ...ended, text, document: formatted(report, format, view) };
}

const UNAVAILABLE: readonly PublishErrorCode[] = ['base-unavailable', 'index-unavailable'];
const USAGE: readonly PublishErrorCode[] = [
  'invalid-configuration',
  'invalid-target',
  'invalid-trust-config',
];

/** A verification that stopped before it had a report. */
export function stoppedVerification(cause: unknown): Outcome {
  const error = asPublishError(cause);
  const exit = UNAVAILABLE.includes(error.code) ? 3 : USAGE.includes(error.code) ? 2 : 1;
  const failure = { error, consequence: 'Nothing was verified.' };
  return { ok: false, exit, text: [], data: {}, failure };
}

/**
 * Writes a file.
 * @throws PublishError `invalid-configuration`
 */
export async function orUnwritable(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    throw new PublishError({
      code: 'invalid-configuration',
      message: `${path} cannot be written.`,
      remedy: 'Name a file in a folder that exists and can be written.',
      cause,
    });
  }
}
