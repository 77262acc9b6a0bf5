import type { Contestant } from './contestant.ts';
import type { PythonPrograms } from './python.ts';

/**
 * astral-sh/attest-action, then `uv publish`. The making of attest-action's environment is left
 * out: its packages are installed and compiled. uv asks for tokens over TLS only, which the stand-ins
 * do not have: the first step fetches the token, and so uv does not give it back either.
 */
export const uvPublish = ({ program, driver }: PythonPrograms): Contestant => ({
  name: 'uv',
  title: 'attest-action + uv publish',
  lookUps: 1,
  steps: ({ filenames, uploadUrl, trustConfigPath }) => {
    const files = filenames.map((name) => `dist/${name}`);
    const publish = ['publish', '--trusted-publishing', 'never', '--publish-url', uploadUrl];
    return [
      {
        argv: driver('attest_action', ...files),
        env: { BENCH_TRUST_CONFIG: trustConfigPath, BENCH_UPLOAD_URL: uploadUrl },
        capture: 'UV_PUBLISH_TOKEN',
      },
      { argv: [program('uv'), ...publish, 'dist/*'] },
    ];
  },
});
