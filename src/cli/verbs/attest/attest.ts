import { relative } from 'node:path';
import { attest } from '../../../attest/attest.ts';
import { parseAttestConfig } from '../../../attest/config.ts';
import { type AttestReport, attestedFileData } from '../../../attest/report.ts';
import { withDeps } from '../../../run/deps.ts';
import { type Option, SIGNING_OPTIONS } from '../../arguments/option.ts';
import type { Verb } from '../../arguments/verb.ts';
import { createCliDeps } from '../../cli-deps.ts';
import { filePatterns } from '../../terminal/file-patterns.ts';
import { styled, type Text } from '../../terminal/text.ts';

const OPTIONS: readonly Option[] = [
  {
    name: 'paths',
    kind: 'list',
    placeholder: 'GLOB',
    help: 'The same as FILES.',
  },
  {
    name: 'attestations-dir',
    kind: 'value',
    placeholder: 'DIRECTORY',
    help: 'Where everything is written. Default: next to each file.',
  },
  {
    name: 'bundles',
    kind: 'flag',
    help: 'Write a Sigstore bundle for each attestation, too (*.sigstore.json).',
  },
  {
    name: 'overwrite',
    kind: 'flag',
    help: 'Replace attestations that exist. Without it they are an error.',
  },
  ...SIGNING_OPTIONS,
];

/** Signs files without uploading them. */
export const attestVerb: Verb = {
  name: 'attest',
  summary: 'Sign distributions without uploading them, in a GitHub job.',
  files: '[FILES…]',
  about: [
    'Signs FILES (default: dist/*) with the identity of a GitHub job that has "id-token: write". Wheels and sdists get a PEP 740 publish attestation each (FILE.publish.attestation), which uploaders such as uv and twine send along; other files get a Sigstore bundle (FILE.sigstore.json).',
    'Nothing is written before everything is signed and verified.',
  ],
  options: OPTIONS,
  examples: [
    ['pypi-trusted-publish attest', 'All of dist/, attestations next to the files'],
    [
      'pypi-trusted-publish attest --attestations-dir signed dist/*.whl',
      'Only wheels, attestations in a separate folder',
    ],
  ],
  async prepare({ options, positionals, places, terminal, output }) {
    const config = parseAttestConfig(new Map([['verbose', 'false'], ...options]), places);
    const files = await filePatterns(positionals, places.workspace);
    const own = options.has('paths') ? config.patterns : [];
    const patterns = files.length > 0 ? [...own, ...files] : config.patterns;
    const deps = await createCliDeps(terminal, output.log(config), config);
    return async () => {
      const report = await withDeps(deps, () => attest({ ...config, patterns }, deps));
      const data = {
        signer: report.signer ?? null,
        files: report.files.map(attestedFileData),
        'attestation-paths': report.files.flatMap(({ written }) => written),
      };
      const text = attestText(report, places.workspace);
      const { error } = report;
      if (!error) return { ok: true, text, data };
      return { ok: false, text, data, failure: { error, consequence: 'Nothing was written.' } };
    };
  },
};

function attestText({ files, signer }: AttestReport, workspace: string): Text {
  if (files.length === 0) return [];
  return [
    [styled('bold', `Signed by ${signer ?? 'this job'}`)],
    ...files.flatMap(
      ({ filename, logIndexes, written }): Text => [
        ['  ', styled('green', 'signed'), `  ${filename}  log index ${logIndexes.join(', ')}`],
        ...written.map((path) => [`          ${relative(workspace, path)}`]),
      ],
    ),
  ];
}
