import { parseInspectConfig } from '../../../inspect/config.ts';
import { inspect } from '../../../inspect/inspect.ts';
import { isFine } from '../../../inspect/report.ts';
import type { Option } from '../../arguments/option.ts';
import type { Verb } from '../../arguments/verb.ts';
import { filePatterns } from '../../terminal/file-patterns.ts';
import { inspectData } from './data.ts';
import { inspectText } from './text.ts';

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
    'No server is asked anything.',
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
      const ok =
        report.files.every(isFine) &&
        report.findings.every(({ severity }) => severity === 'warning');
      return { ok, text: inspectText(report, config), data: inspectData(report) };
    };
  },
};
