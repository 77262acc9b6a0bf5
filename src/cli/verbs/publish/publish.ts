import { parseConfig } from '../../../publish/config.ts';
import { consequence } from '../../../publish/messages.ts';
import { publish } from '../../../publish/publish.ts';
import { withDeps } from '../../../run/deps.ts';
import { type Option, SIGNING_OPTIONS } from '../../arguments/option.ts';
import type { Verb } from '../../arguments/verb.ts';
import { createCliDeps } from '../../cli-deps.ts';
import { filePatterns } from '../../terminal/file-patterns.ts';
import { readPassword } from '../../terminal/password.ts';
import { publishData, publishText } from './text.ts';

const OPTIONS: readonly Option[] = [
  {
    name: 'repository-url',
    kind: 'value',
    placeholder: 'URL',
    help: 'The upload URL of the index. For TestPyPI: https://test.pypi.org/legacy/',
  },
  {
    name: 'index-url',
    kind: 'value',
    placeholder: 'URL',
    help: "The root of the index's Simple API, where it is not at the place that PyPI has it.",
  },
  {
    name: 'audience',
    kind: 'value',
    placeholder: 'NAME',
    help: 'The audience of ID tokens for another index, where its documentation names one that is not its host name.',
  },
  {
    name: 'packages-dir',
    kind: 'value',
    placeholder: 'DIRECTORY',
    help: 'The directory of the distributions, if no FILES are named. Default: dist.',
  },
  {
    name: 'packages',
    kind: 'list',
    placeholder: 'GLOB',
    help: 'The same as FILES.',
  },
  {
    name: 'attestations',
    kind: 'flag',
    choices: ['true', 'false', 'if-available'],
    help: 'Sign a PEP 740 publish attestation for every file, which is the default in a GitHub job. if-available publishes without, with a warning, when Sigstore stays out of reach.',
  },
  {
    name: 'attestation-paths',
    kind: 'list',
    placeholder: 'GLOB',
    help: 'Attestations or Sigstore bundles that another job made. They are matched by SHA-256, verified, and sent with their files.',
  },
  {
    name: 'attestations-dir',
    kind: 'value',
    placeholder: 'DIRECTORY',
    help: 'Where attestations are written. By default a new temporary folder.',
  },
  {
    name: 'expected-hashes',
    kind: 'value',
    placeholder: 'FILE',
    help: 'A file made with sha256sum that must list exactly the distributions, with the same bytes. Other files in it do not count.',
  },
  {
    name: 'require-environment',
    kind: 'value',
    placeholder: 'NAME',
    help: 'Publish only from a job with this deployment environment; true for any.',
  },
  {
    name: 'require-ref',
    kind: 'value',
    placeholder: 'PATTERN',
    help: 'Publish only from a git ref like this, such as refs/tags/*.',
  },
  {
    name: 'require-version',
    kind: 'value',
    placeholder: 'tag',
    help: 'With tag, publish only from a tag that ends in the version of a distribution. Without it a tag with another version is a warning.',
  },
  {
    name: 'require-complete',
    kind: 'flag',
    help: 'Stop if the release before this one on the index had an sdist or wheels for platforms that this one lacks. Without it that is a warning.',
  },
  {
    name: 'skip-existing',
    kind: 'flag',
    choices: ['true', 'false', 'identical'],
    help: 'Leave files alone that the index has with other bytes, with a warning. Without it they stop the release. The same bytes are never uploaded again, and are no error.',
  },
  {
    name: 'verify-metadata',
    kind: 'flag',
    help: 'On by default. With --no-verify-metadata, what is wrong with metadata is a warning.',
  },
  {
    name: 'dry-run',
    kind: 'flag',
    help: 'Do everything up to and including the upload token; sign nothing, upload nothing.',
  },
  {
    name: 'user',
    kind: 'value',
    placeholder: 'NAME',
    help: 'The user of a password. Default: __token__, for an API token.',
  },
  {
    name: 'password-stdin',
    kind: 'flag',
    help: 'Read the password or API token from standard input.',
  },
  {
    name: 'upload-concurrency',
    kind: 'value',
    placeholder: 'N',
    help: 'The maximum number of files uploaded at once, over all projects. On PyPI two of each project at once, three or four while that is faster, because PyPI handles the uploads of one project one after another. Default: 12.',
  },
  {
    name: 'upload-retry-minutes',
    kind: 'value',
    placeholder: 'N',
    help: 'How long to wait out trouble of the index for each file. Default: 10.',
  },
  {
    name: 'on-error',
    kind: 'value',
    placeholder: 'stop|continue',
    help: 'What happens to the other files when one fails. Default: stop.',
  },
  {
    name: 'wait-for-index',
    kind: 'value',
    placeholder: 'SECONDS',
    help: 'How long to wait for the index to list every file. Default: 30.',
  },
  {
    name: 'print-hash',
    kind: 'flag',
    help: 'On by default. Show the SHA-256 of every file in the log.',
  },
  ...SIGNING_OPTIONS,
];

/** Publishes distributions, in a GitHub job with its identity, elsewhere with a password. */
export const publishVerb: Verb = {
  name: 'publish',
  summary: 'Upload distributions, with attestations in a GitHub job.',
  files: '[FILES…]',
  about: [
    'Uploads wheels and sdists: FILES, or all in --packages-dir. FILES are paths, directories or globs (** too).',
    'In a GitHub job with "id-token: write" it proves the job\'s identity (Trusted Publishing) and signs an attestation for every file. Elsewhere it needs an API token: in the variable PYPI_TRUSTED_PUBLISH_PASSWORD, or piped in with --password-stdin; never as an argument. Such uploads carry no attestations.',
    'Nothing is uploaded until everything is right. Running it again finishes a release.',
  ],
  options: OPTIONS,
  examples: [
    ['pypi-trusted-publish publish', 'All of dist/ to PyPI, in a GitHub job'],
    ['pypi-trusted-publish publish --dry-run dist/*', 'Check everything and upload nothing'],
    ['pypi-trusted-publish publish --repository-url https://test.pypi.org/legacy/', 'To TestPyPI'],
    [
      'pass show pypi-token | pypi-trusted-publish publish --password-stdin',
      'From a laptop, with an API token of a password manager',
    ],
  ],
  async prepare({ options, positionals, places, terminal, output }) {
    const password = await readPassword(options.get('password-stdin') === 'true', terminal);
    const given = new Map([['verbose', 'false'], ...options]);
    if (password !== undefined) given.set('password', password);
    const config = parseConfig(given, places);
    const files = await filePatterns(positionals, places.workspace);
    const patterns = [...config.selection.patterns, ...files];
    const deps = await createCliDeps(terminal, output.log(config), config);
    return async () => {
      const selection = { ...config.selection, patterns };
      const report = await withDeps(deps, () => publish({ ...config, selection }, deps));
      const { error } = report;
      const data = publishData(report);
      const text = publishText(report);
      if (!error) return { ok: true, text, data };
      return { ok: false, text, data, failure: { error, consequence: consequence(report) } };
    };
  },
};
