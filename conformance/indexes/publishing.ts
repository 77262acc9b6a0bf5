import { resolve } from 'node:path';
import { publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { runProcess } from '../process.ts';
import type { Credentials, IndexServer } from './index-server.ts';
import type { Release } from './releases.ts';

/** What a run reported of one file. */
interface ReportedFile {
  readonly name: string;
  readonly sha256: string;
  readonly status: string;
  readonly url: string | null;
}

export interface Published {
  readonly exitCode: number | null;
  readonly files: readonly ReportedFile[];
  /** The code of the error that it ended with. */
  readonly error: string | undefined;
  /** All that it said. */
  readonly text: string;
}

export interface Publishing {
  readonly release: Release;
  /** Other ones than those of a user who may upload. */
  readonly credentials?: Credentials;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A way to publish to an index: an action, or the command. */
export type Door = (index: IndexServer, publishing: Publishing) => Promise<Published>;

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

/** Publishes as a runner does. Its job could have ID tokens, from the sandbox. */
export function actionDoor(sandbox: Sandbox): Door {
  return async (index, { release, credentials = index.credentials, inputs = {} }) => {
    const run = await publish(sandbox, {
      files: release,
      inputs: {
        ...credentials,
        'repository-url': index.uploadUrl,
        'index-url': index.indexUrl,
        ...inputs,
      },
    });
    const text = `${run.stdout}${run.stderr}`;
    const error = /^::error title=Publishing failed%3A ([a-z-]+)::/m.exec(text)?.[1];
    const files: readonly ReportedFile[] = JSON.parse(run.outputs['files'] ?? '[]');
    return { exitCode: run.exitCode, files, error, text };
  };
}

/** Publishes from a terminal of this machine. */
export const commandDoor: Door = async (index, publishing) => {
  const { release, credentials = index.credentials, inputs = {} } = publishing;
  const options = Object.entries({
    'repository-url': index.uploadUrl,
    'index-url': index.indexUrl,
    user: credentials.user,
    ...inputs,
  }).map(([name, value]) => `--${name}=${value}`);
  const { code, stdout, stderr } = await runProcess(
    process.execPath,
    [CLI, 'publish', '--json', '--password-stdin', ...options, ...release],
    { env: { PATH: process.env['PATH'] }, input: credentials.password },
  );
  const report: { files?: ReportedFile[]; error: { code: string } | null } = JSON.parse(stdout);
  return {
    exitCode: code,
    files: report.files ?? [],
    error: report.error?.code,
    text: `${stdout}${stderr}`,
  };
};

/** How each file ended, in the order of the report. */
export const statuses = ({ files }: Published): string[] => files.map(({ status }) => status);
