import { join } from 'node:path';
import { mustRun } from '../process.ts';
import { cachedFolder } from './cache.ts';
import { retry } from './retry.ts';

export interface GoTool {
  /** The import path of its main package, whose last part is the program's name. */
  readonly package: string;
  readonly version: string;
}

export const ACT: GoTool = {
  package: 'github.com/nektos/act',
  version: 'v0.2.89',
};

export const ACTIONLINT: GoTool = {
  package: 'github.com/rhysd/actionlint/cmd/actionlint',
  version: 'v1.7.12',
};

/** Rekor v2 over files. v2.4 wants Go 1.27. */
export const REKOR_TILES: GoTool = {
  package: 'github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix',
  version: 'v2.3.0',
};

/** v2.1.4 wants Go 1.27. */
export const TIMESTAMP_SERVER: GoTool = {
  package: 'github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server',
  version: 'v2.1.3',
};

/**
 * What `go version` prints.
 *
 * @throws {Error} when the machine has no go.
 */
export async function goVersion(): Promise<string> {
  return mustRun('go', ['version']).catch((cause: unknown) => {
    throw new Error('go (1.26 or newer) is not on this machine', { cause });
  });
}

/**
 * Builds a Go program from the module proxy, unless it is in the cache in that version.
 *
 * @returns The path of the program.
 * @throws {Error} when the machine has no go.
 */
export async function installGoTool(tool: GoTool): Promise<string> {
  const name = tool.package.slice(tool.package.lastIndexOf('/') + 1);
  const source = `${tool.package}@${tool.version}`;
  const bin = await cachedFolder(name, [await goVersion(), source], async (folder) => {
    const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
    await retry(() => mustRun('go', ['install', source], { env }));
  });
  return join(bin, name);
}
