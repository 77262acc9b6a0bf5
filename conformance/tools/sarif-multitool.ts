import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../process.ts';
import { retry } from './retry.ts';

/** Microsoft's validator of SARIF: the schema, the specification's rules, and GitHub's. */
const PACKAGE = '@microsoft/sarif-multitool-linux';
const VERSION = '5.7.0';

/**
 * Brings the validator from the npm registry, unless it is there.
 *
 * @returns The path of the program.
 */
export async function installMultitool(folder: string): Promise<string> {
  const target = join(folder, `sarif-multitool-${VERSION}`);
  const program = join(target, 'package', 'Sarif.Multitool');
  if (await stat(program).catch(() => undefined)) return program;
  const unpacked = `${target}.new`;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  const packed = await retry(() =>
    mustRun('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], { cwd: unpacked }),
  );
  await mustRun('tar', ['-xzf', packed.trim()], { cwd: unpacked });
  await chmod(join(unpacked, 'package', 'Sarif.Multitool'), 0o755);
  await rm(target, { recursive: true, force: true });
  await rename(unpacked, target);
  return program;
}
