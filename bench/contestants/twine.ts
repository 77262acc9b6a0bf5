import type { Contestant } from './contestant.ts';
import type { PythonPrograms } from './python.ts';

/** `pypi-attestations sign`, then `twine upload --attestations` with Trusted Publishing. */
export const twine = ({ driver }: PythonPrograms): Contestant => ({
  name: 'twine',
  title: 'pypi-attestations + twine',
  lookUps: 1,
  steps: ({ filenames, uploadUrl, trustConfigPath }) => {
    const files = filenames.map((name) => `dist/${name}`);
    const withAttestations = [...files, ...files.map((file) => `${file}.publish.attestation`)];
    return [
      {
        argv: driver('pypi_attestations_sign', 'sign', ...files),
        env: { BENCH_TRUST_CONFIG: trustConfigPath },
      },
      {
        argv: driver(
          'twine_upload',
          'upload',
          '--attestations',
          '--disable-progress-bar',
          ...withAttestations.sort(),
        ),
        env: {
          BENCH_UPLOAD_URL: uploadUrl,
          TWINE_REPOSITORY_URL: uploadUrl,
          TWINE_USERNAME: '__token__',
        },
      },
    ];
  },
});
