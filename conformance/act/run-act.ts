import { delimiter, join, resolve } from 'node:path';
import { runProcess } from '../process.ts';

export interface ActJob {
  /** The path of the act program. */
  readonly act: string;
  /** The repository that the pushed workflows are in. */
  readonly repository: string;
  /** Where act puts its copy of the repository, and what else a runner has. */
  readonly runnerDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** `github.token`; none unless told. */
  readonly token?: string;
  /** The workflow's `vars`. */
  readonly vars: Readonly<Record<string, string>>;
  /** The one workflow to run, where there are several. */
  readonly workflow?: string;
  /** What starts the workflows; a push unless told. */
  readonly eventName?: 'push' | 'pull_request';
  /** The path of the event's payload (JSON). */
  readonly event?: string;
  /** Folders that stand in for actions, by `owner/name@ref`. */
  readonly actions?: ReadonlyMap<string, string>;
  /** Folders whose programs steps can run. */
  readonly programs?: readonly string[];
}

export interface ActResult {
  readonly code: number | null;
  /** Everything that was printed, a line each. */
  readonly log: string;
  /** The Markdown summary of each step, by the id of the outermost step. */
  readonly summaries: ReadonlyMap<string, string>;
}

/** A line of act's JSON log: what is read of it here. */
interface LogLine {
  readonly msg?: string;
  readonly command?: string;
  readonly content?: string;
  readonly stepID?: readonly string[];
}

const NODE = resolve(import.meta.dirname, '..', '..', 'node_modules', '.bin');

/**
 * Runs the workflows of a repository as GitHub's runner would, on this machine and
 * without containers. Nothing is fetched: act takes a copy of the repository for the checkout.
 */
export async function runAct(job: ActJob): Promise<ActResult> {
  const options = [
    ['--json', '--rm', '--no-cache-server', '--pull=false'],
    ['--platform', 'ubuntu-latest=-self-hosted'],
    ['--container-daemon-socket', '-'],
    ['--action-cache-path', job.runnerDir],
    ...Object.entries(job.env).map(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(job.vars).map(([name, value]) => ['--var', `${name}=${value}`]),
    ...(job.token === undefined ? [] : [['--secret', `GITHUB_TOKEN=${job.token}`]]),
    ...(job.workflow === undefined ? [] : [['--workflows', job.workflow]]),
    ...(job.event === undefined ? [] : [['--eventpath', job.event]]),
    ...[...(job.actions ?? [])].map(([name, folder]) => [
      '--local-repository',
      `${name}=${folder}`,
    ]),
  ];
  const { code, stdout, stderr } = await runProcess(
    job.act,
    [job.eventName ?? 'push', ...options.flat()],
    {
      cwd: job.repository,
      // `node24` of an action is the node that is first in PATH.
      env: {
        ...process.env,
        PATH: [NODE, ...(job.programs ?? []), process.env['PATH']].join(delimiter),
        XDG_CONFIG_HOME: join(job.runnerDir, 'config'),
      },
    },
  );
  const lines = stdout.split('\n').filter(Boolean).map(parseLine);
  const summaries = lines.flatMap(({ command, content = '', stepID: [step = ''] = [] }) =>
    command === 'summary' ? [[step, content] as const] : [],
  );
  const log = lines.map(({ msg = '' }) => msg.trimEnd()).join('\n');
  return { code, log: `${log}\n${stderr}`, summaries: new Map(summaries) };
}

function parseLine(line: string): LogLine {
  return line.startsWith('{') ? (JSON.parse(line) as LogLine) : { msg: line };
}
