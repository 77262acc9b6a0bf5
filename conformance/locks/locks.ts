import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { installedEnvironment } from '../../src/lockfiles/environment/installed-environment.ts';
import { writeIdentities } from '../../src/lockfiles/write-identities.ts';
import { mustRun } from '../process.ts';
import type { Context, Suite } from '../suite.ts';
import { factOf, factsOf, same } from './facts.ts';
import { checkHosts } from './hosts.ts';
import { startLockIndex } from './index.ts';
import { checkRequirements } from './requirements.ts';
import { checkTags } from './tags.ts';
import { LockFolder } from './tool.ts';

/** What is read of locks, reports and environments, beside the tools that write them. */
export const locks: Suite = {
  name: 'locks',
  needs: ['python', 'poetry', 'pdm'],

  run: async (context) => {
    const sandbox = await startLockIndex();
    try {
      await checkUv(context, sandbox);
      await checkPoetry(context, sandbox);
      await checkPdm(context, sandbox);
      await checkPip(context, sandbox);
      await checkHosts(context, sandbox);
    } finally {
      await sandbox.close();
    }
    await checkRequirements(context);
    await checkTags(context);
  },
};

async function checkUv(context: Context, { index }: Sandbox): Promise<void> {
  const { python } = context.tools;
  const folder = await LockFolder.make('uv', index.simpleUrl, context);
  await folder.run(python, 'uv', 'lock', '--quiet');
  await folder.run(python, 'uv', 'export', '-q', '--format', 'pylock.toml', '-o', 'pylock.toml');
  await context.check('uv.lock is read as uv exports it', async () => {
    same(factsOf(await folder.read('uv.lock')), await folder.pylock('pylock.toml'));
  });
  await context.check('a pylock.toml of uv is read as packaging reads it', async () => {
    same(factsOf(await folder.read('pylock.toml')), await folder.pylock('pylock.toml'));
  });
  const compile = ['pip', 'compile', '-q', '--universal', '--generate-hashes'];
  await folder.run(python, 'uv', ...compile, 'pyproject.toml', '-o', 'requirements.txt');
  await context.check('requirements.txt of uv has the hashes of its lock', async () => {
    const nameless = (facts: readonly string[]) =>
      facts.map((fact) => fact.replaceAll(/^ +\S+ (?=[0-9a-f]{64}$)/gm, '')).map(sortedLines);
    const requirements = await folder.read('requirements.txt');
    const ours = requirements.packages.map(({ name, version = '', files }) =>
      factOf({ name, version, files: files.map(({ sha256 = '' }) => ['x', sha256]) }),
    );
    same(nameless(ours).toSorted(), nameless(await folder.pylock('pylock.toml')));
  });
}

const sortedLines = (text: string): string => {
  const [project = '', version = '', ...hashes] = text.split('\n');
  return [project, version, ...hashes.toSorted()].join('\n');
};

async function checkPoetry(context: Context, { index }: Sandbox): Promise<void> {
  const more = `[tool.poetry]\npackage-mode = false\n[[tool.poetry.source]]\nname = "loopback"\nurl = "${index.simpleUrl}"\npriority = "primary"\n`;
  const folder = await LockFolder.make('poetry', index.simpleUrl, context, more);
  await folder.run(context.tools.poetry, 'poetry', 'lock', '--quiet', '--no-interaction');
  await context.check('poetry.lock is read as Poetry reads it', async () => {
    same(factsOf(await folder.read('poetry.lock')), await folder.poetry('poetry.lock'));
  });
}

async function checkPdm(context: Context, { index }: Sandbox): Promise<void> {
  const { pdm } = context.tools;
  const more = `[[tool.pdm.source]]\nname = "pypi"\nurl = "${index.simpleUrl}"\nverify_ssl = false\n`;
  for (const strategy of ['', 'static_urls']) {
    const folder = await LockFolder.make(`pdm-${strategy}`, index.simpleUrl, context, more);
    const options = strategy === '' ? [] : ['--strategy', strategy];
    await folder.run(pdm, 'pdm', 'lock', '--quiet', ...options);
    await folder.run(pdm, 'pdm', 'export', '-f', 'pylock', '-o', 'pylock.toml');
    await context.check(`pdm.lock ${strategy} is read as PDM exports it`, async () => {
      same(factsOf(await folder.read('pdm.lock')), await folder.pylock('pylock.toml'));
    });
  }
}

interface Report {
  readonly install: readonly {
    readonly metadata: { readonly name: string; readonly version: string };
    readonly download_info: {
      readonly url: string;
      readonly archive_info: { readonly hashes: { readonly sha256: string } };
    };
  }[];
}

async function checkPip(context: Context, { index }: Sandbox): Promise<void> {
  const { python, pdm } = context.tools;
  const folder = await LockFolder.make('pip', index.simpleUrl, context);
  const wanted = ['alpha', 'epsilon', 'gamma-ray==0.3rc1'];
  const pip = (...args: string[]) => folder.run(python, 'python', '-m', 'pip', '-q', ...args);
  await pip('lock', '-o', 'pylock.toml', ...wanted);
  await context.check('a pylock.toml of pip is read as packaging reads it', async () => {
    same(factsOf(await folder.read('pylock.toml')), await folder.pylock('pylock.toml'));
  });
  await context.check('identities written into it are read by packaging', async () => {
    await checkIdentities(folder, python);
  });
  await pip('install', '--dry-run', '--ignore-installed', '--report', 'report.json', ...wanted);
  await context.check('a report of pip is read as it is', async () => {
    const report: Report = JSON.parse(await readFile(folder.path('report.json'), 'utf8'));
    const facts = report.install.map(({ metadata, download_info: { url, archive_info } }) => {
      const filename = decodeURIComponent(url.split('/').at(-1) ?? '');
      return factOf({ ...metadata, files: [[filename, archive_info.hashes.sha256]] });
    });
    same(factsOf(await folder.read('report.json')), facts);
  });
  // PDM's environment is one that pip alone has written to.
  await context.check('an environment of pip is read as pip lists it', async () => {
    await checkEnvironment(pdm);
  });
}

async function checkIdentities(folder: LockFolder, python: string): Promise<void> {
  const text = await readFile(folder.path('pylock.toml'), 'utf8');
  const identities = [{ kind: 'GitHub', repository: 'acme/alpha', workflow: 'release.yml' }];
  const written = writeIdentities('pylock.toml', text, ({ name }) =>
    name === 'alpha' ? identities : undefined,
  );
  await writeFile(folder.path('pylock.written.toml'), written);
  const judge = resolve(import.meta.dirname, 'judge.py');
  const answer = await mustRun(python, [judge, 'pylock', folder.path('pylock.written.toml')]);
  const packages: { name: string; identities: unknown[] }[] = JSON.parse(answer);
  for (const { name, identities: found } of packages) {
    if (!isDeepStrictEqual(found, name === 'alpha' ? identities : [])) {
      throw new Error(`${name} has ${JSON.stringify(found)}`);
    }
  }
}

async function checkEnvironment(python: string): Promise<void> {
  const listed: { name: string; version: string }[] = JSON.parse(
    await mustRun(python, ['-m', 'pip', 'list', '--format', 'json']),
  );
  const environment = await installedEnvironment(resolve(python, '../..'));
  same(
    environment.distributions
      .map(({ name, version }) => factOf({ name, version, files: [] }))
      .toSorted(),
    listed.map((each) => factOf({ ...each, files: [] })),
  );
  const broken = environment.distributions.filter(
    ({ record }) => record.defect !== undefined || record.changed.count + record.missing.count > 0,
  );
  if (broken.length > 0) throw new Error(JSON.stringify(broken, null, 2));
}
