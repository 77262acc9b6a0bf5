import { readFile } from 'node:fs/promises';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { hostFiles, hostOf } from '../../src/lockfiles/host/host.ts';
import { readLock } from '../../src/lockfiles/read-lock.ts';
import type { Context } from '../suite.ts';
import { LockFolder } from './tool.ts';

/** A Python, the platform as pip is told it, and pip's further options for its ABI. */
const HOSTS: readonly (readonly [python: string, platform: string, abi?: string])[] = [
  ['3.11', 'manylinux_2_17_x86_64'],
  ['3.11', 'musllinux_1_2_aarch64'],
  ['3.11', 'win_amd64'],
  ['3.13', 'macosx_11_0_arm64'],
  ['3.13t', 'manylinux_2_28_aarch64', 'cp313t'],
  ['3.13', 'win_arm64'],
];

/** For each host pip picks a wheel, which must be the only one that is said to fit there. */
export async function checkHosts(context: Context, { index }: Sandbox): Promise<void> {
  const { python } = context.tools;
  const folder = await LockFolder.make('hosts', index.simpleUrl, context);
  for (const [version, platform, abi] of HOSTS) {
    await context.check(`pip on Python ${version}, ${platform}, picks what fits`, async () => {
      const name = `${version}-${platform}.json`;
      const options = ['--platform', platform, '--python-version', version.replace('t', '')];
      await folder.run(
        python,
        ...(['python', '-m', 'pip', '-q', 'install', '--dry-run', '--ignore-installed'] as const),
        ...['--only-binary', ':all:', '--no-deps', '--target', folder.path('x'), ...options],
        ...(abi === undefined ? [] : ['--abi', abi]),
        ...['--report', name, 'beta-tool'],
      );
      const report = await readLock(name, await readFile(folder.path(name)));
      const [picked] = report.packages.flatMap((entry) => entry.files);
      const host = hostOf(version, platform);
      const at = { path: 'index', line: 1 };
      const all = index.files
        .filter((file) => file.project.normalizedName === 'beta-tool')
        .map(({ filename, sha256 }) => ({ filename, sha256, at }));
      const fitting = host ? hostFiles(all, host).map((file) => file.filename) : [];
      if (fitting.length !== 1 || fitting[0] !== picked?.filename) {
        throw new Error(`pip picks ${picked?.filename}; said to fit: ${fitting.join(', ')}`);
      }
    });
  }
}
