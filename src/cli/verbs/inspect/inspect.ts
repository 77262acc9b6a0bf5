import { relative } from 'node:path';
import { parseInspectConfig } from '../../../inspect/config.ts';
import { inspect } from '../../../inspect/inspect.ts';
import { type InspectedFile, type InspectReport, isFine } from '../../../inspect/report.ts';
import type { RunFolders } from '../../../run/folders.ts';
import type { Option } from '../../arguments/option.ts';
import type { Verb } from '../../arguments/verb.ts';
import { distributionText, sharedFindingText } from '../../terminal/distribution-text.ts';
import { documentText } from '../../terminal/document-text.ts';
import { filePatterns } from '../../terminal/file-patterns.ts';
import { paragraph, row, styled, type Text } from '../../terminal/text.ts';
import { inspectData } from './data.ts';

const OPTIONS: readonly Option[] = [
  {
    name: 'repository-url',
    kind: 'value',
    placeholder: 'URL',
    help: "The upload URL of the index whose rules count. Default: PyPI's.",
  },
  {
    name: 'verify',
    kind: 'flag',
    help: 'Verify signatures, certificates and log entries, with the root of the public Sigstore that this program is shipped with.',
  },
  {
    name: 'sigstore-trust-config',
    kind: 'value',
    placeholder: 'FILE',
    help: 'With --verify: a Sigstore ClientTrustConfig (JSON), for another Sigstore.',
  },
];

/** Shows files as an index or a verifier would see them. Asks no server anything. */
export const inspectVerb: Verb = {
  name: 'inspect',
  summary: 'Show distributions, attestations and bundles as others see them.',
  files: 'FILES…',
  about: [
    'Of a wheel or an sdist: project, version, tags, size, SHA-256, metadata, and what the index would say about it.',
    "Of an attestation, a provenance object (as PyPI's integrity API serves it) or a Sigstore bundle (JSON or JSONL): what it is about, who signed it, when, where it is logged, and whether PyPI takes it. A distribution that is given too, or lies beside it, is compared.",
    'No request is sent.',
  ],
  options: OPTIONS,
  examples: [
    ['pypi-trusted-publish inspect dist/*', 'What PyPI would say about a release'],
    [
      'pypi-trusted-publish inspect --verify dist/*.attestation',
      'Who signed these files, and whether that is true',
    ],
    ["pypi-trusted-publish inspect --json dist/* | jq '.files[].sha256'", 'The same for programs'],
  ],
  async prepare({ options, positionals, places }) {
    const patterns = await filePatterns(positionals, places.workspace);
    const config = parseInspectConfig(options, patterns, places);
    return async () => {
      const report = await inspect(config);
      const ok = report.files.every(isFine);
      return { ok, text: inspectText(report, config), data: inspectData(report) };
    };
  },
};

/** An inspection for people: one block a file, and a last line that sums up. */
function inspectText(report: InspectReport, { workspace }: RunFolders): Text {
  const { files, findings, index } = report;
  const shared =
    findings.length === 0
      ? []
      : [[styled('bold', 'Several files')], ...findings.flatMap(sharedFindingText), []];
  return [
    ...files.flatMap(
      (file): Text => [
        [styled('bold', shortPath(file.path, workspace))],
        ...fileText(file, index.title, workspace),
        [],
      ],
    ),
    ...shared,
    lastLine(report),
  ];
}

function fileText(file: InspectedFile, indexTitle: string, workspace: string): Text {
  switch (file.kind) {
    case 'distribution':
      return distributionText(file, indexTitle);
    case 'signatures':
      return [
        ...(file.isProvenance ? row('format', 'PEP 740 provenance object') : []),
        ...file.documents.flatMap((document, at) => [
          ...(at === 0 ? [] : [[]]),
          ...documentText(document, (path) => shortPath(path, workspace)),
        ]),
      ];
    case 'unreadable':
      return [
        ['  ', styled('red', `error [${file.error.code}]`)],
        ...paragraph(`${file.error.message} ${file.error.remedy}`, 4),
      ];
  }
}

function lastLine({ files }: InspectReport): Text[number] {
  const bad = files.filter((file) => !isFine(file)).length;
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  if (bad === 0) return [styled('green', `${count}: fine`)];
  return [styled('red', `${count}: ${bad} ${bad === 1 ? 'has' : 'have'} problems`)];
}

/** A path below the current directory as it was most likely given. */
function shortPath(path: string, workspace: string): string {
  const short = relative(workspace, path);
  return short.startsWith('..') ? path : short;
}
