import type { Option } from '../../arguments/option.ts';
import { FORMATS } from './format.ts';
import { TARGET_OPTIONS } from './target-options.ts';
import { TRUST_OPTIONS } from './trust-options.ts';

/** The options of `verify`, under the names that users of pip-audit and gh type already. */
export const VERIFY_OPTIONS: readonly Option[] = [
  ...TARGET_OPTIONS,
  {
    name: 'index-url',
    kind: 'value',
    placeholder: 'URL',
    help: 'The root of the Simple API that you install from. Default: PyPI.',
  },
  { name: 'extra-index-url', kind: 'list', placeholder: 'URL', help: 'Further ones.' },
  {
    name: 'provenance-from',
    kind: 'value',
    placeholder: 'URL',
    help: 'Where evidence comes from, where that is another index: `pypi`, or the root of a Simple API. Names of projects are sent there.',
  },
  ...TRUST_OPTIONS,
  {
    name: 'bundle',
    short: 'b',
    kind: 'list',
    placeholder: 'FILE',
    help: 'Local evidence: a Sigstore bundle or an attestation. Default: what is next to the file.',
  },
  {
    name: 'provenance-file',
    kind: 'list',
    placeholder: 'FILE',
    help: "Local evidence: a provenance object of an index's integrity API.",
  },
  {
    name: 'offline',
    kind: 'flag',
    help: 'Send no request: evidence is local, or in a pack.',
  },
  {
    name: 'pack',
    kind: 'value',
    placeholder: 'FILE',
    help: 'Evidence that `bundle pack` collected.',
  },
  {
    name: 'custom-trusted-root',
    kind: 'value',
    placeholder: 'FILE',
    help: 'A trusted_root.json or a ClientTrustConfig, for another Sigstore than the public one.',
  },
  {
    name: 'cache-dir',
    kind: 'value',
    placeholder: 'DIR',
    help: 'Keep provenance here. Verdicts are never kept.',
  },
  {
    name: 'shard',
    kind: 'value',
    placeholder: 'I/N',
    help: 'Only part I of N, by project: for a matrix of jobs.',
  },
  {
    name: 'format',
    short: 'f',
    kind: 'value',
    choices: FORMATS,
    help: 'Default: columns, for people.',
  },
  {
    name: 'output',
    short: 'o',
    kind: 'value',
    placeholder: 'FILE',
    help: 'Write the report here; the counts still go to the terminal.',
  },
  { name: 'strict', short: 'S', kind: 'flag', help: 'Warnings fail, too.' },
  { name: 'warn-only', kind: 'flag', help: 'Findings never fail.' },
  {
    name: 'allow-unavailable',
    kind: 'flag',
    help: 'What cannot be checked does not fail, unless its project is pinned or required.',
  },
  {
    name: 'ca-file',
    kind: 'value',
    placeholder: 'FILE',
    help: 'Additional CA certificates (PEM).',
  },
  { name: 'verbose', short: 'v', kind: 'flag', help: 'Show every file and every request.' },
];
