import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ENTRIES } from '../../scripts/build.ts';
import { bundle } from '../../scripts/bundle.ts';
import { mustRun } from '../process.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const SCRIPT = join(import.meta.dirname, 'bill.py');

interface Bill {
  readonly components: readonly {
    readonly purl: string;
    readonly name: string;
    readonly version: string;
    readonly licenses: readonly { readonly expression: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** The bill of materials: by CycloneDX' schema, against what is in the bundles, against what is installed. */
export async function checkBill({ tools, check }: Pick<Context, 'tools' | 'check'>): Promise<void> {
  const text = await readFile(join(ROOT, 'dist', 'sbom.cdx.json'), 'utf8');
  const bill = JSON.parse(text) as Bill;
  await check(
    "the bill of materials is valid by CycloneDX' schema, and spoilt ones are not",
    async () => {
      const [whole, ...spoilt] = await judge(tools.bills, [
        bill,
        { ...bill, bomFormat: 'SPDX' },
        { ...bill, components: bill.components.map((each) => ({ ...each, name: undefined })) },
        { ...bill, serial: 'urn:uuid:0' },
        { ...bill, components: [...bill.components, ...bill.components] },
      ]);
      equal(whole, null);
      equal(spoilt.filter((each) => each === null).length, 0);
    },
  );
  const named = new Set<string>();
  for (const { source, output } of ENTRIES) {
    await check(`it names the packages with code in dist/${output}, and no other`, async () => {
      const { modules } = await bundle(source, ROOT);
      const bundled = [...new Set(modules.map(folderOf))].filter((each) => each !== undefined);
      const { dependsOn = [] } =
        bill.dependencies.find(({ ref }) => ref === `dist/${output}`) ?? {};
      for (const each of dependsOn) named.add(each);
      const purls = await Promise.all(bundled.map(purlOf));
      equal([...dependsOn].sort(), purls.sort());
    });
  }
  await check(
    'its packages are those of the bundles, with the licences that they name',
    async () => {
      equal(bill.components.map(({ purl }) => purl).sort(), [...named].sort());
      const texts = await readFile(join(ROOT, 'dist', 'licenses.txt'), 'utf8');
      for (const { name, version, licenses } of bill.components) {
        const [licence] = licenses;
        const title = `${name} ${version} (${licence?.expression})`;
        if (!texts.includes(`${title}\n===`)) throw new Error(`licenses.txt has no ${title}`);
      }
    },
  );
}

async function judge(
  python: string,
  bills: readonly unknown[],
): Promise<readonly (string | null)[]> {
  const input = bills.map((each) => JSON.stringify(each)).join('\n');
  return JSON.parse(await mustRun(python, [SCRIPT], { input })) as (string | null)[];
}

/** The folder of the package that a bundled file lies in; undefined for files of this project. */
function folderOf(module: string): string | undefined {
  if (module.startsWith('\0rolldown/')) return join(ROOT, 'node_modules', 'rolldown');
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module)?.[0];
}

async function purlOf(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version } = manifest as { name: string; version: string };
  return `pkg:npm/${encodeURIComponent(name).replaceAll('%2F', '/')}@${version}`;
}
