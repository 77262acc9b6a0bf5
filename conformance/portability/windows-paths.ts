import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { mustRun, runProcess } from '../process.ts';
import { equal } from '../real-distributions/published.ts';
import type { Context } from '../suite.ts';
import { ended } from './ended.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const WINDOWS = join(import.meta.dirname, 'windows.ts');
const CLI = join(ROOT, 'dist', 'cli.js');
const program = [process.execPath, WINDOWS] as const;
const FIXTURE = join(ROOT, '__tests__', 'fixtures', 'workflows', 'gh-action-password.yml');

/** The actions and the command where paths, line ends and names are those of Windows. */
export async function checkWindowsPaths(
  files: readonly string[],
  { workDir, check }: Context,
): Promise<void> {
  const inSandbox = async (work: (sandbox: Sandbox) => Promise<void>) => {
    const sandbox = await startSandbox({ historyDays: 100 });
    try {
      await work(sandbox);
    } finally {
      await sandbox.close();
    }
  };
  for (const inputs of [
    {},
    { 'packages-dir': 'dist\\' },
    { 'packages-dir': 'DIST' },
    { packages: 'dist\\**\\*.whl\ndist/*.tar.gz' },
    { packages: '**\\*\n!**\\*.txt' },
    { 'expected-hashes': 'Dist\\SHA256SUMS.txt' },
  ]) {
    await check(`with paths of Windows it publishes: ${JSON.stringify(inputs)}`, () =>
      inSandbox(async (sandbox) => {
        const workspaceFiles = { 'dist/SHA256SUMS.txt': await hashes(files) };
        const run = await publish(sandbox, { files, program, inputs, workspaceFiles });
        ended(run);
        equal(run.outputs['uploaded-count'], String(files.length));
        expectCrlf(run);
        const left = ['SHA256SUMS.txt', ...files.map((file) => basename(file))].sort();
        equal((await readdir(join(run.workspace, 'dist'))).sort(), left);
      }),
    );
  }
  await check('it signs, and a later step publishes what it wrote', () =>
    inSandbox((sandbox) => signAndPublish(sandbox, files)),
  );
  await check('two files that differ in case only never share an attestation', () =>
    inSandbox(async (sandbox) => {
      const run = await publish(sandbox, {
        program,
        action: 'attest',
        workspaceFiles: { 'a/Notes.txt': 'a', 'b/notes.txt': 'b' },
        inputs: { paths: 'a\\*\nb\\*', 'attestations-dir': 'signed' },
      });
      equal({ exitCode: run.exitCode, stderr: run.stderr }, { exitCode: 1, stderr: '' });
      equal(await readdir(join(run.workspace, 'signed')).catch(() => []), []);
    }),
  );
  await check('it verifies locks with CRLF, and names them with forward slashes', () =>
    inSandbox(verifyLocks),
  );
  await check('the command reads, and shows, the same paths', () => runCommand(files, workDir));
}

/** What `sha256sum` writes on Windows: binary files, other slashes, CRLF. */
async function hashes(files: readonly string[]): Promise<string> {
  const lines = files.map(async (file) => {
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return `${hash} *dist\\${basename(file)}\r\n`;
  });
  return (await Promise.all(lines)).join('');
}

/** Lines of Windows in log and outputs: otherwise this has not run as it should. */
function expectCrlf({ stdout }: PublishRun): void {
  if (!stdout.includes('\r\n')) throw new Error('no line of the log ends with CRLF');
}

async function signAndPublish(sandbox: Sandbox, files: readonly string[]): Promise<void> {
  const signed = await publish(sandbox, {
    files,
    program,
    action: 'attest',
    inputs: { paths: 'dist\\*', 'slsa-provenance': 'true' },
  });
  ended(signed);
  const written = (signed.outputs['attestation-paths'] ?? '').split('\n');
  equal(written.length, 2 * files.length);
  equal(
    written.filter((path) => !/^C:\\.*\\dist\\[^\\]+\.attestation$/.test(path)),
    [],
  );
  const entries = sandbox.sigstore.rekor.requests.length;
  const run = await publish(sandbox, {
    program,
    after: signed,
    inputs: { 'attestation-paths': written.join('\n') },
  });
  ended(run);
  equal(run.outputs['uploaded-count'], String(files.length));
  equal(sandbox.sigstore.rekor.requests.length, entries);
}

async function verifyLocks(sandbox: Sandbox): Promise<void> {
  const widget = sandbox
    .history('widget')
    .release('1.0', { daysAgo: 60 })
    .tokenUpload('1.1', { daysAgo: 1 });
  const pinned = (version: string) =>
    widget.files(version).map(({ sha256 }) => `widget==${version} --hash=sha256:${sha256}\r\n`);
  const options: PublishOptions = {
    program,
    action: 'verify',
    workspaceFiles: {
      'app/requirements.txt': '# ours\r\n-r parts/more.txt\r\n',
      'app/parts/more.txt': `\r\n${pinned('1.1').join('')}`,
      'app/policy.toml': 'version = 1\r\n\r\n[require]\r\nprojects = ["widget"]\r\n',
    },
    inputs: {
      'index-url': sandbox.index.simpleUrl,
      lockfile: 'App\\Requirements.txt',
      'config-file': 'app\\policy.toml',
    },
  };
  const run = await publish(sandbox, options);
  equal({ exitCode: run.exitCode, stderr: run.stderr }, { exitCode: 1, stderr: '' });
  const { 'sarif-file': sarif = '', 'json-file': json = '' } = run.outputs;
  if (!/^C:\\/.test(sarif) || !/^C:\\/.test(json)) throw new Error(run.stdout);
  const log = await readFile(sarif.slice(2).replaceAll('\\', '/'), 'utf8');
  equal(urisOf(log, '.txt'), ['App/parts/more.txt']);
  equal([...new Set([...log.matchAll(/"startLine": ?(\d+)/g)].map(([, line]) => line))], ['2']);
}

/** Where a SARIF log says that something is, each place once. */
function urisOf(log: string, end: string): string[] {
  const uris = [...log.matchAll(/"uri": ?"([^"]+)"/g)].map(([, uri = '']) => uri);
  return [...new Set(uris.filter((uri) => uri.endsWith(end)))];
}

async function runCommand(files: readonly string[], workDir: string): Promise<void> {
  const cwd = join(workDir, 'command');
  await mkdir(join(cwd, 'dist'), { recursive: true });
  await mkdir(join(cwd, 'out'));
  await mkdir(join(cwd, '.git'));
  await mkdir(join(cwd, '.github', 'workflows'), { recursive: true });
  for (const file of files) await cp(file, join(cwd, 'dist', basename(file)));
  await cp(FIXTURE, join(cwd, '.github', 'workflows', 'release.yml'));
  await writeFile(join(cwd, 'pyproject.toml'), '[project]\r\nname = "widget"\r\nversion = "1"\r\n');
  const cli = (...args: string[]) => mustRun(process.execPath, [WINDOWS, CLI, ...args], { cwd });
  const inspected = await cli('inspect', 'dist\\*');
  for (const file of files) {
    if (!inspected.includes(`dist\\${basename(file)}`)) throw new Error(inspected);
  }
  await runProcess(process.execPath, [WINDOWS, CLI, 'doctor', '--sarif', 'out\\doctor.sarif'], {
    cwd,
  });
  const log = await readFile(join(cwd, 'out', 'doctor.sarif'), 'utf8');
  equal(urisOf(log, '.yml'), ['.github/workflows/release.yml']);
}
