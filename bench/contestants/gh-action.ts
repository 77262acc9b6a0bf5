import type { Contestant, Step } from './contestant.ts';
import type { PythonPrograms } from './python.ts';

const INPUTS = [
  'repository-url',
  'packages-dir',
  'verify-metadata',
  'skip-existing',
  'print-hash',
  'attestations',
];

/**
 * pypa/gh-action-pypi-publish 1.14 at its defaults: the steps of its shell script, which starts
 * Python 14 times. The start of Docker, the pull of its image, the shell itself and TUF are left out.
 */
export const ghAction = ({ python, program, driver }: PythonPrograms): Contestant => ({
  name: 'gh-action',
  title: 'gh-action-pypi-publish',
  lookUps: 1,
  steps: ({ filenames, uploadUrl, trustConfigPath }) => {
    const files = filenames.map((name) => `dist/${name}`);
    const withAttestations = [...files, ...files.map((file) => `${file}.publish.attestation`)];
    const trust = { BENCH_TRUST_CONFIG: trustConfigPath };
    const index = { TWINE_REPOSITORY_URL: uploadUrl, TWINE_USERNAME: '__token__' };
    const upload = ['upload', '--attestations', '--verbose', '--disable-progress-bar'];
    return [
      { argv: [python, '-m', 'site', '--user-base'], mayFail: true },
      { argv: [python, '-m', 'site', '--user-site'], mayFail: true },
      ...INPUTS.map((name): Step => ({ argv: driver('read_input', name) })),
      { argv: driver('package_names', 'dist') },
      {
        argv: driver('token_exchange'),
        env: { BENCH_UPLOAD_URL: uploadUrl },
        capture: 'TWINE_PASSWORD',
      },
      { argv: [program('twine'), 'check', ...files] },
      { argv: driver('sign_verbosely', 'dist'), env: trust },
      { argv: driver('print_hashes', 'dist') },
      { argv: [program('twine'), ...upload, ...withAttestations.sort()], env: index },
    ];
  },
});
