import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { HOSTS } from './hosts.ts';

/** What was seen of the action's process from within. */
export interface Observed {
  /** Where it opened connections to, as host:port. */
  readonly connections: readonly string[];
  /** The most resident memory that it had. */
  readonly rssMb: number;
  /** In user and system mode. */
  readonly cpuSeconds: number;
}

export interface ObservedRun extends PublishRun {
  readonly observed: Observed;
}

const OBSERVER = pathToFileURL(join(import.meta.dirname, 'observer.ts')).href;

/**
 * Runs the unmodified dist/index.js with the defaults of every input but those of `options`:
 * nothing of it but the environment says that it is not on GitHub and does not talk to PyPI.
 *
 * @param authorityPath The PEM file of the authority behind the production names.
 */
export async function publishToProduction(
  sandbox: Sandbox,
  authorityPath: string,
  options: PublishOptions & { readonly runnerTemp?: string },
): Promise<ObservedRun> {
  const observedPath = join(sandbox.directory, `observed-${randomUUID()}.json`);
  const { runnerTemp } = options;
  if (runnerTemp !== undefined) {
    await mkdir(runnerTemp, { recursive: true });
  }
  const run = await publish(
    { ...sandbox, inputs: {} },
    {
      ...options,
      env: {
        ACTIONS_ID_TOKEN_REQUEST_URL: idTokenUrl(sandbox),
        NODE_EXTRA_CA_CERTS: authorityPath,
        NODE_OPTIONS: `--import=${OBSERVER}`,
        CONFORMANCE_OBSERVED: observedPath,
        ...(runnerTemp === undefined ? {} : { RUNNER_TEMP: runnerTemp }),
        ...options.env,
      },
    },
  );
  const observed = JSON.parse(await readFile(observedPath, 'utf8')) as Observed;
  return { ...run, observed };
}

/** The ID-token service of the sandbox under a name that GitHub's has. */
export function idTokenUrl({ github }: Sandbox): string {
  const url = new URL(github.requestUrl);
  return `https://${HOSTS.idTokens}${url.pathname}${url.search}`;
}

const SHOWN = 30;

/** @throws {Error} with the end of the log, unless the run ended with that exit code. */
export function ended(run: PublishRun, exitCode: number): void {
  if (run.exitCode !== exitCode) {
    const lines = run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const log = lines.slice(-SHOWN).join('\n');
    throw new Error(`exit code ${run.exitCode}, not ${exitCode}\n${log}\n${run.stderr}`);
  }
}
