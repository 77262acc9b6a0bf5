import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseCommandFile } from '../../sandbox/command-file.ts';
import { publish } from '../../sandbox/run.ts';
import { renderLog } from '../../sandbox/runner-log.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { renderSummary } from '../../sandbox/summary-text.ts';

let sandbox: Sandbox;
let directory: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  directory = await mkdtemp(join(tmpdir(), 'sandbox-run-'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(directory, { recursive: true });
});

describe('a run', () => {
  const SCRIPT = `
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync } from 'node:fs';
const token = process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN = createHash('sha256').update(token).digest('hex');
console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), dist: readdirSync('dist') }));
console.error('to stderr');
appendFileSync(process.env.GITHUB_OUTPUT, 'plain=1\\nlong<<END\\na\\nb=c\\nEND\\n');
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Done');
process.exitCode = 3;
`;

  test('is what a runner would make of it', async () => {
    const entry = join(directory, 'entry.mjs');
    const file = join(directory, 'a-1.0.tar.gz');
    await writeFile(entry, SCRIPT);
    await writeFile(file, 'x');
    const run = await publish(sandbox, {
      entry,
      files: [file],
      inputs: { verbose: 'false' },
      env: { GITHUB_EVENT_NAME: 'release', GITHUB_ACTOR: undefined },
    });
    const { env, cwd, dist } = JSON.parse(run.stdout) as {
      env: Record<string, string>;
      cwd: string;
      dist: string[];
    };
    expect(run).toMatchObject({
      exitCode: 3,
      stderr: 'to stderr\n',
      outputs: { plain: '1', long: 'a\nb=c' },
      summary: '# Done',
    });
    expect(cwd).toBe(env['GITHUB_WORKSPACE']);
    expect(dist).toEqual(['a-1.0.tar.gz']);
    expect(env).toMatchObject({
      GITHUB_EVENT_NAME: 'release',
      'INPUT_REPOSITORY-URL': sandbox.index.uploadUrl,
      INPUT_VERBOSE: 'false',
      'INPUT_PACKAGES-DIR': 'dist',
      'INPUT_ATTESTATIONS-DIR': '',
      // A run that shows the token itself is ended as one that leaks.
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: createHash('sha256')
        .update(sandbox.github.requestToken)
        .digest('hex'),
    });
    expect(env['GITHUB_ACTOR']).toBeUndefined();
    expect(Object.keys(env).filter((name) => name.startsWith('npm_'))).toEqual([]);
  });

  test('has a workspace of its own', async () => {
    const entry = join(directory, 'silent.mjs');
    await writeFile(entry, '');
    const [one, two] = await Promise.all([
      publish(sandbox, { entry }),
      publish(sandbox, { entry }),
    ]);
    expect(one.workspace).not.toBe(two.workspace);
    expect(await readdir(join(two.workspace, 'dist'))).toEqual([]);
  });

  test('that hangs is killed', async () => {
    const entry = join(directory, 'hang.mjs');
    await writeFile(entry, 'setInterval(() => {}, 1000);');
    expect((await publish(sandbox, { entry, timeout: 200 })).exitCode).toBeNull();
  });
});

describe('a sandbox', () => {
  test('gives an environment, with overrides', () => {
    const environment = sandbox.environment({ GITHUB_REF: 'refs/heads/x', CI: undefined });
    expect(environment).toMatchObject({
      GITHUB_REF: 'refs/heads/x',
      GITHUB_REPOSITORY: 'acme/widget',
      GITHUB_WORKFLOW_REF: 'acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0',
      'INPUT_SIGSTORE-TRUST-CONFIG': sandbox.trustConfigPath,
    });
    expect(environment['CI']).toBeUndefined();
  });

  test('leaves nothing behind', async () => {
    const other = await startSandbox();
    await other.close();
    await expect(readdir(other.directory)).rejects.toThrow('ENOENT');
    await expect(fetch(other.index.url)).rejects.toThrow('fetch failed');
  });
});

describe('a command file', () => {
  test('keeps the last value of a name', () => {
    expect(parseCommandFile('a=1\na=2\r\n')).toEqual({ a: '2' });
  });

  test.each(['no value here', 'a<<END\nnever ended'])('refuses %p', (text) => {
    expect(() => parseCommandFile(text)).toThrow();
  });
});

test('the log is shown as a runner shows it', () => {
  const stdout =
    '::add-mask::s3cret\n::group::One%25\nthe s3cret\n::endgroup::\n::error title=Bad::it%0Abroke\nend\n';
  expect(renderLog(stdout)).toBe('▼ One%\n  the ***\nError: Bad: it\nbroke\nend');
});

test('the summary is shown as text', () => {
  const summary =
    '## <b>A</b> &#58; B\n\n| File | Size |\n| --- | --- |\n| <code>long&#95;name</code> | 1 |\n';
  expect(renderSummary(summary)).toBe('A : B\n\nFile       Size\nlong_name  1');
});
