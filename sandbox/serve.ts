import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Sandbox } from './sandbox.ts';

/** Shows where the services are and keeps them up until the process is told to end. */
export async function serve(sandbox: Sandbox, envFile: string | undefined): Promise<void> {
  const { index, github, sigstore } = sandbox;
  const variables = Object.entries(sandbox.environment());
  if (envFile !== undefined) {
    const lines = variables.map(([name, value]) => `${name}=${value}\n`);
    await writeFile(envFile, lines.join(''), { mode: 0o600 });
  }
  const shown = [
    `index      ${index.url}  (upload: ${index.uploadUrl})`,
    `ID tokens  ${github.url}`,
    `Fulcio     ${sigstore.fulcio.url}`,
    `Rekor      ${sigstore.rekor.url}`,
    ...(sigstore.v2
      ? [
          `Rekor v2   ${sigstore.v2.rekor.url}`,
          `timestamps ${sigstore.v2.timestampAuthority.timestampUrl}`,
        ]
      : []),
    `trust      ${sandbox.trustConfigPath}`,
    `workspace  ${sandbox.environment()['GITHUB_WORKSPACE']}  (put distributions into dist/)`,
    envFile === undefined ? '' : `variables  ${resolve(envFile)}`,
    'Publisher of sample-project: acme/widget, release.yml, environment pypi.',
    'Stop with Ctrl-C.',
  ];
  process.stdout.write(`${shown.filter((line) => line !== '').join('\n')}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
