import type { Machine } from './machine.ts';

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
