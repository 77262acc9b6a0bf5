import { join } from 'node:path';
import { mustRun, runProcess } from '../process.ts';
import { retry } from './retry.ts';

export interface GoTool {
  /** The import path of its main package, whose last part is the program's name. */
  readonly package: string;
  /** Its module and version, as `go version -m` prints them. */
  readonly module: string;
  readonly version: string;
}

export const ACT: GoTool = {
  package: 'github.com/nektos/act',
  module: 'github.com/nektos/act',
  version: 'v0.2.89',
};

export const ACTIONLINT: GoTool = {
  package: 'github.com/rhysd/actionlint/cmd/actionlint',
  module: 'github.com/rhysd/actionlint',
  version: 'v1.7.12',
};

/**
 * Builds a Go program from the module proxy, unless it is there in that version.
 *
 * @returns The path of the program.
 * @throws {Error} when the machine has no go.
 */
export async function installGoTool(tool: GoTool, folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  const program = join(bin, tool.package.slice(tool.package.lastIndexOf('/') + 1));
  const built = await runProcess('go', ['version', '-m', program]).catch((cause: unknown) => {
    throw new Error('go (1.26 or newer) is not on this machine', { cause });
  });
  if (!built.stdout.includes(`\tmod\t${tool.module}\t${tool.version}\t`)) {
    const env = { ...process.env, GOBIN: bin, CGO_ENABLED: '0' };
    await retry(() => mustRun('go', ['install', `${tool.package}@${tool.version}`], { env }));
  }
  return program;
}
