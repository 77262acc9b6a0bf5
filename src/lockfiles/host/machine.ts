import { type Host, hostOf } from './host.ts';

/** What of the machine that runs this decides which wheels fit. */
export interface Machine {
  /** Node's `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly arch: string;
  /** The version of glibc, where it is what the machine has. */
  readonly glibc: string | undefined;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/**
 * The host that a lock is installed on.
 * @param python `3.13`
 * @param platform a platform tag; undefined: of this machine
 * @returns undefined where one of them is none
 */
export function runHost(
  python: string,
  platform: string | undefined,
  machine: Machine,
): Host | undefined {
  return hostOf(python, platform ?? machinePlatformTag(machine));
}

/** The newest platform tag that runs on a machine; of macOS one that every current version runs. */
export function machinePlatformTag({ platform, arch, glibc }: Machine): string {
  if (platform === 'win32') return arch === 'arm64' ? 'win_arm64' : 'win_amd64';
  if (platform === 'darwin') return `macosx_14_0_${arch === 'arm64' ? 'arm64' : 'x86_64'}`;
  const machine = ARCHITECTURES[arch] ?? arch;
  if (glibc === undefined) return `musllinux_1_2_${machine}`;
  return `manylinux_${glibc.replaceAll('.', '_')}_${machine}`;
}

/** The machine that runs this process. */
export function thisMachine(): Machine {
  const { platform, arch } = process;
  return { platform, arch, glibc: platform === 'linux' ? glibcVersion() : undefined };
}

/** Node's report has it where the process runs on glibc; network interfaces are left out of it. */
function glibcVersion(): string | undefined {
  // Without it the report looks up the names of addresses.
  const report = Object.assign(process.report, { excludeNetwork: true });
  const { header } = report.getReport() as { readonly header?: object };
  const version =
    header && 'glibcVersionRuntime' in header ? header.glibcVersionRuntime : undefined;
  return typeof version === 'string' ? version : undefined;
}
