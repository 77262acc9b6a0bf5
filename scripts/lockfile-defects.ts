/** One package of a package-lock.json (lockfileVersion 3). */
interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** What may run code while it is installed: it brings the Node.js that everything here runs on. */
const MAY_RUN: ReadonlySet<string> = new Set(['node']);

/** Licences that a bundle under Apache-2.0 may contain. */
const BUNDLED_LICENCES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

/**
 * What in a lockfile would weaken what is shipped: packages that are not held to a SHA-512 or
 * come from elsewhere than a registry, code that runs while installing, licences that do not go
 * together with ours. One line each.
 *
 * @param allowScripts `allowScripts` of package.json: what npm lets run code (npm 11.16 and newer).
 */
export function lockfileDefects(
  text: string,
  allowScripts: Readonly<Record<string, boolean>>,
): string[] {
  const { lockfileVersion, packages } = JSON.parse(text) as {
    readonly lockfileVersion: number;
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  if (lockfileVersion !== 3) {
    return [`lockfileVersion is ${lockfileVersion}, not 3`];
  }
  const ofPackages = Object.entries(packages)
    .filter(([path]) => path !== '')
    .flatMap(([path, one]) =>
      defects(one, allowScripts[nameOf(path)]).map((what) => `${path} ${what}`),
    );
  const allowed = Object.entries(allowScripts)
    .filter(([name, may]) => may && !MAY_RUN.has(name))
    .map(([name]) => `package.json lets ${name} run code while it is installed`);
  return [...ofPackages, ...allowed];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function defects(one: LockedPackage, mayRun: boolean | undefined): string[] {
  const found: string[] = [];
  if (one.link || /^(git|file|http:)/.test(one.resolved ?? '')) {
    found.push('does not come from a registry');
  }
  if (!one.integrity?.startsWith('sha512-')) {
    found.push('is not held to a SHA-512');
  }
  if (one.hasInstallScript && mayRun === undefined) {
    found.push('wants to run code while it is installed, and `allowScripts` does not say no');
  }
  if (!one.dev && !BUNDLED_LICENCES.has(one.license ?? '')) {
    found.push(`its licence, ${one.license ?? 'none'}, is not known to go together with ours`);
  }
  return found;
}
