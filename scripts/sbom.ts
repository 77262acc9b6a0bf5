import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';

/** One bundle: its file name, its text, and the files whose code is in it. */
export interface ShippedBundle {
  readonly output: string;
  readonly code: string;
  readonly modules: readonly string[];
}

type LockedPackages = Readonly<Record<string, { readonly integrity?: string } | undefined>>;

/**
 * The software bill of materials of the bundles: CycloneDX 1.6 JSON. Each bundle is a file with
 * its SHA-256, and depends on the packages with code in it; each package has the hash that the
 * lockfile holds it to. It carries no time and no serial number: same sources, same bytes.
 *
 * @throws {Error} when a package is not in the lockfile with a SHA-512.
 */
export async function sbom(bundles: readonly ShippedBundle[], root: string): Promise<string> {
  const project = await readJson<{ name: string; version: string; license: string }>(
    join(root, 'package.json'),
  );
  const lock = await readJson<{ packages: LockedPackages }>(join(root, 'package-lock.json'));
  const everywhere = bundles.flatMap(({ modules }) => modules);
  const components = (await bundledPackages(everywhere, root)).map((one) =>
    library(one, lock.packages, root),
  );
  const dependencies = await Promise.all(
    bundles.map(async ({ output, modules }) => ({
      ref: `dist/${output}`,
      dependsOn: (await bundledPackages(modules, root)).map(purl),
    })),
  );
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': project.name,
        name: project.name,
        version: project.version,
        licenses: [{ expression: project.license }],
        components: bundles.map(({ output, code }) => ({
          type: 'file',
          'bom-ref': `dist/${output}`,
          name: `dist/${output}`,
          hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(code).digest('hex') }],
        })),
      },
    },
    components,
    dependencies: [
      { ref: project.name, dependsOn: bundles.map(({ output }) => `dist/${output}`) },
      ...dependencies,
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function library(one: BundledPackage, locked: LockedPackages, root: string) {
  const path = relative(root, one.folder).replaceAll(sep, '/');
  const [, sha512] = /^sha512-(\S+)$/.exec(locked[path]?.integrity ?? '') ?? [];
  if (sha512 === undefined) {
    throw new Error(`${path} is not in package-lock.json with a SHA-512`);
  }
  return {
    type: 'library',
    'bom-ref': purl(one),
    name: one.name,
    version: one.version,
    purl: purl(one),
    licenses: [{ expression: one.license }],
    hashes: [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }],
  };
}

/** The package URL (purl-spec): the `@` of a scope is percent-encoded. */
function purl({ name, version }: BundledPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}
