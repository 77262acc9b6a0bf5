import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { thisMachine } from '../../../lockfiles/host/machine.ts';
import type { VerifyReport } from '../../../provenance/report.ts';
import { withDeps } from '../../../run/deps.ts';
import { OptionReader } from '../../../run/options.ts';
import { packEvidence } from '../../../verify/evidence/make-pack.ts';
import { prepareVerification } from '../../../verify/prepare.ts';
import { headline } from '../../../verify/report/headline.ts';
import { parseVerificationRequest } from '../../../verify/request.ts';
import { usageError } from '../../arguments/usage-error.ts';
import type { Outcome, Verb } from '../../arguments/verb.ts';
import { createCliDeps } from '../../cli-deps.ts';
import { gitCommits } from '../../git-commits.ts';
import { paragraph } from '../../terminal/text.ts';
import { VERIFY_OPTIONS } from '../verify/options.ts';
import { orUnwritable, stoppedVerification } from '../verify/verify.ts';

/** Of verifying's options those that say what is looked at, and where. */
const OPTION_NAMES = [
  'requirement',
  'report',
  'path',
  'files',
  'python-version',
  'platform',
  'index-url',
  'extra-index-url',
  'provenance-from',
  'config-file',
  'custom-trusted-root',
  'cache-dir',
  'shard',
  'ca-file',
  'verbose',
];

/** Collects evidence for where no network is. */
export const bundleVerb: Verb = {
  name: 'bundle',
  summary: 'Pack the evidence for a verification without network.',
  files: 'pack -o FILE [TARGET…]',
  about: [
    'Collects what `verify` would request: what the index says about each project, the provenance of each file, and the keys to verify with. `verify --offline --pack FILE` reads it.',
    'A pack is not trusted: its contents are verified again, with the keys that are shipped or provided. What is missing from it cannot be checked.',
  ],
  options: [
    {
      name: 'output',
      short: 'o',
      kind: 'value',
      placeholder: 'FILE',
      help: 'The pack: JSON, a line for each project and file. It is replaced where it exists.',
    },
    ...VERIFY_OPTIONS.filter(({ name }) => OPTION_NAMES.includes(name)),
  ],
  examples: [
    ['pypi-trusted-publish bundle pack -o evidence.jsonl uv.lock', 'Everything for one lock'],
  ],
  exitCodes: [
    'the pack is complete',
    'it failed',
    'the command line, a target or the policy is wrong; nothing was written',
    'the pack lacks what could not be read; it was written',
  ],
  async prepare({ options, positionals, places, terminal, output }) {
    const [action, ...targets] = positionals;
    if (action !== 'pack') throw usageError('bundle can pack: bundle pack -o FILE.', 'bundle');
    const path = new OptionReader(options).text('output');
    if (path === undefined) throw usageError('Say where the pack goes: -o FILE.', 'bundle');
    const request = parseVerificationRequest(options, targets, places, thisMachine);
    const deps = await createCliDeps(terminal, output.log(request), request);
    const work = async () => {
      const { config } = await prepareVerification(
        request,
        deps,
        gitCommits(request.workspace, terminal.env),
      );
      const { text, report, ownRoot } = await packEvidence(config, deps);
      const place = resolve(places.workspace, path);
      await orUnwritable(place, () => writeFile(place, text));
      return packed(report, path, Buffer.byteLength(text), ownRoot);
    };
    return () => withDeps(deps, work).catch(stoppedVerification);
  },
};

function packed(
  { summary }: VerifyReport,
  path: string,
  size: number,
  ownRoot: string | undefined,
): Outcome {
  const missing = summary.verdicts['not-checked'];
  const isWhole = missing === 0 && summary.files > 0;
  return {
    ok: isWhole,
    exit: isWhole ? 0 : 3,
    text: [
      ...paragraph(`${path}: the evidence for ${headline(summary)}`),
      ...(missing === 0 ? [] : paragraph(`It lacks that of ${missing}.`)),
      ...(ownRoot === undefined
        ? []
        : paragraph(
            `Its keys are not the shipped ones: \`verify --pack\` uses them where \`--custom-trusted-root\` names them, or where the policy has [pack] trusted-roots = ["${ownRoot}"].`,
          )),
    ],
    data: { path, size, files: summary.files, missing, 'own-root': ownRoot ?? null },
  };
}
