import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { startIndex } from '../../sandbox/index/index-service.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { openSandbox } from '../open-sandbox.ts';
import { withFault } from './faults.ts';
import {
  annotations,
  counts,
  plainText,
  reportedFiles,
  statuses,
  summaryTable,
} from './outcome.ts';
import { fiveFiles, PREFIX, PROJECT, publishBuilt, sdist, wheel, write } from './release.ts';
import { watch } from './requests.ts';

const sandbox = await openSandbox();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every file below a directory with the hash of its bytes. */
async function tree(directory: string): Promise<Record<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const hashes = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(directory, path), sha256(await readFile(path))] as const;
  });
  return Object.fromEntries(await Promise.all(hashes));
}

/** How many files the index had when each upload came in. */
async function storedAtUploads(body: () => Promise<PublishRun>): Promise<number[]> {
  const before = sandbox.index.files.length;
  const arrivals: number[] = [];
  const count = () => {
    arrivals.push(sandbox.index.files.length - before);
    return false;
  };
  await withFault(sandbox.index, '/legacy/', count, body);
  return arrivals;
}

async function provenance(project: string, version: string, filename: string): Promise<unknown> {
  const { url } = sandbox.index;
  const response = await fetch(`${url}/integrity/${project}/${version}/${filename}/provenance`);
  return response.json();
}

describe('a wheel and an sdist', () => {
  const version = '1.0';
  let paths: string[];
  let run: PublishRun;

  beforeAll(async () => {
    paths = await write(sandbox, [wheel({ version }), await sdist({ version })]);
    run = await publish(sandbox, { files: paths });
  });

  test('are on the index, byte for byte', async () => {
    const { index } = sandbox;
    const headers = { accept: 'application/vnd.pypi.simple.v1+json' };
    const page = await fetch(`${index.simpleUrl}${PROJECT}/`, { headers });
    const { files } = (await page.json()) as { files: { filename: string; url: string }[] };
    expect(files.map(({ filename }) => filename)).toEqual(paths.map((path) => basename(path)));
    for (const [at, path] of paths.entries()) {
      const download = await fetch(files[at]?.url ?? '');
      expect(sha256(new Uint8Array(await download.arrayBuffer()))).toBe(
        sha256(await readFile(path)),
      );
    }
    expect([index.faults, sandbox.sigstore.rekor.faults]).toEqual([[], []]);
  });

  test('end without an annotation and with nothing on standard error', () => {
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toBe('');
    const levels = ['error', 'warning', 'notice'] as const;
    expect(levels.flatMap((level) => annotations(run, level))).toEqual([]);
  });

  test('fill every output', async () => {
    const { index } = sandbox;
    const directory = run.outputs['attestations-dir'] ?? '';
    const expected = await Promise.all(
      paths.map(async (path) => {
        const bytes = await readFile(path);
        const name = basename(path);
        return {
          name,
          project: PROJECT,
          version,
          size: bytes.length,
          sha256: sha256(bytes),
          status: 'uploaded',
          confirmed: true,
          url: `${index.url}/project/${PROJECT}/${version}/#${name}`,
          attestation: join(directory, `${name}.publish.attestation`),
          'log-index': expect.stringMatching(/^\d+$/),
        };
      }),
    );
    expect(reportedFiles(run)).toEqual(expected);
    const { files: _, plan, ...others } = run.outputs;
    expect(JSON.parse(plan ?? '')).toMatchObject([
      { project: PROJECT, version, new: true, files: [{ turn: 'alone' }, { turn: 'last' }] },
    ]);
    expect(others).toEqual({
      projects: JSON.stringify([PROJECT]),
      'project-url': `${index.url}/project/${PROJECT}/${version}/`,
      'attestations-dir': expect.any(String),
      'uploaded-count': '2',
      'skipped-count': '0',
      'failed-count': '0',
      confirmed: 'true',
    });
  });

  test('leave their attestations below RUNNER_TEMP, equal to what the index serves', async () => {
    const directory = run.outputs['attestations-dir'] ?? '';
    expect(relative(run.runnerTemp, directory)).toMatch(/^[^./\\][^/\\]*$/);
    expect((await readdir(directory)).sort()).toEqual(
      paths.map((path) => `${basename(path)}.publish.attestation`).sort(),
    );
    for (const { name, attestation } of reportedFiles(run)) {
      expect(await provenance(PROJECT, version, name)).toEqual({
        version: 1,
        attestation_bundles: [
          {
            publisher: {
              kind: 'GitHub',
              repository: 'acme/widget',
              workflow: 'release.yml',
              environment: 'pypi',
            },
            attestations: [JSON.parse(await readFile(attestation ?? '', 'utf8'))],
          },
        ],
      });
    }
  });

  test('leave the workspace as it was', async () => {
    const built = paths.map(async (path) => [
      join('dist', basename(path)),
      sha256(await readFile(path)),
    ]);
    expect(await tree(run.workspace)).toEqual(Object.fromEntries(await Promise.all(built)));
  });

  test('stand in the summary with size, status, provenance and log index, and with their hashes', () => {
    expect(run.summary).toMatch(/^## Published to /);
    const rows = reportedFiles(run).map((file) => ({
      File: file.name,
      Size: `${file.size} B`,
      Status: 'uploaded',
      Attestation: `provenance, log ${file['log-index']}`,
    }));
    expect(summaryTable(run)).toEqual(rows);
    for (const { url } of reportedFiles(run)) expect(run.summary).toContain(`href="${url}"`);
    const hashes = reportedFiles(run).map(({ name, sha256: hash }) => `${hash}  ${name}`);
    expect(plainText(run.summary)).toContain(`SHA-256${hashes.join('\n')}`);
  });

  test('have their provenance where the summary says', async () => {
    const links = [...run.summary.matchAll(/<a href="([^"]*)">provenance<\/a>/g)];
    expect(links).toHaveLength(2);
    for (const [, url = ''] of links) {
      const response = await fetch(url, { headers: { accept: 'application/json' } });
      expect(await response.json()).toMatchObject({ version: 1 });
    }
  });

  test('stand under the publisher, the commit and the run', () => {
    const said = plainText(run.summary);
    expect(said).toMatch(/^Publisher: acme\/widget, workflow release\.yml, environment pypi$/m);
    expect(said).toMatch(/^Source: commit [0-9a-f]{12}, refs\/tags\/v1\.0\.0, run \d+$/m);
    expect(said).toMatch(/^Took [0-9.]+ s$/m);
  });
});

describe('the order of uploads', () => {
  test('the first file of a new version alone, then wheels, the sdist last', async () => {
    const files = await fiveFiles('2.0');
    const arrivals = await storedAtUploads(() => publishBuilt(sandbox, files));
    expect(arrivals).toHaveLength(5);
    expect(arrivals[0]).toBe(0);
    expect(arrivals.slice(1, 4).every((stored) => stored >= 1)).toBe(true);
    expect(arrivals[4]).toBe(4);
    expect(sandbox.index.files.at(-1)?.filename).toBe(`${PREFIX}-2.0.tar.gz`);
  });

  test('after the first, two wheels are uploaded at the same time', async () => {
    const files = (await fiveFiles('2.1')).slice(0, 4);
    let committing = 0;
    let both: () => void = () => undefined;
    const together = new Promise<void>((resolve) => {
      both = resolve;
    });
    sandbox.index.settings.beforeCommit = async () => {
      committing += 1;
      // The first goes alone; the second waits for the third.
      if (committing === 3) both();
      if (committing > 1) await together;
    };
    const run = await publishBuilt(sandbox, files);
    sandbox.index.settings.beforeCommit = undefined;
    expect(statuses(run)).toEqual(['uploaded', 'uploaded', 'uploaded', 'uploaded']);
  });

  test('a version that has a file takes wheels at once', async () => {
    const [first, ...others] = await fiveFiles('2.2');
    await publishBuilt(sandbox, first ? [first] : []);
    let seen = 0;
    const arrivals = await storedAtUploads(async () => {
      const run = await publishBuilt(sandbox, others);
      seen = reportedFiles(run).length;
      return run;
    });
    expect(seen).toBe(4);
    expect(arrivals.at(-1)).toBe(3);
  });
});

test('two projects in one directory are two releases', async () => {
  sandbox.registerPublisher({ project: 'second.project' });
  const files = [
    wheel({ version: '3.0' }),
    await sdist({ version: '3.0' }),
    wheel({ name: 'second.project', version: '0.1' }),
    await sdist({ name: 'second.project', version: '0.1' }),
  ];
  const run = await publishBuilt(sandbox, files);
  expect(run.exitCode).toBe(0);
  expect(counts(run)).toEqual({ uploaded: 4, skipped: 0, failed: 0 });
  expect(JSON.parse(run.outputs['projects'] ?? '').sort()).toEqual([PROJECT, 'second-project']);
  const { url } = sandbox.index;
  expect(run.summary).toContain(`href="${url}/project/second-project/0.1/"`);
  expect(run.summary).toContain(`href="${url}/project/${PROJECT}/3.0/"`);
  const stored = sandbox.index.files.filter(({ version }) => ['3.0', '0.1'].includes(version));
  expect(stored.map(({ attestations }) => attestations.length)).toEqual([1, 1, 1, 1]);
});

test('one dist/ goes to TestPyPI and then to PyPI in one job', async () => {
  const { github, sigstore } = sandbox;
  const testIndex = await startIndex({
    jwks: github.jwks,
    trustedRoot: sigstore.trustedRoot,
    settings: { audience: 'testpypi' },
  });
  try {
    testIndex.registerPublisher({
      project: PROJECT,
      owner: 'acme',
      repository: 'widget',
      ownerId: '6501',
      workflow: 'release.yml',
    });
    const files = await write(sandbox, [
      wheel({ version: '4.0' }),
      await sdist({ version: '4.0' }),
    ]);
    const first = await publish(sandbox, {
      files,
      inputs: { 'repository-url': testIndex.uploadUrl },
    });
    const second = await publish(sandbox, {
      env: { GITHUB_WORKSPACE: first.workspace, RUNNER_TEMP: first.runnerTemp },
    });
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect([statuses(first), statuses(second)].flat()).toEqual(Array(4).fill('uploaded'));
    expect(testIndex.files).toHaveLength(2);
    expect(first.outputs['attestations-dir']).not.toBe(second.outputs['attestations-dir']);
    expect(Object.keys(await tree(first.workspace))).toHaveLength(2);
  } finally {
    await testIndex.close();
  }
});

test('a pending publisher creates its project', async () => {
  sandbox.registerPendingPublisher({ project: 'brand-new' });
  expect(sandbox.index.projects.has('brand-new')).toBe(false);
  const run = await publishBuilt(sandbox, [
    wheel({ name: 'brand-new', version: '0.1' }),
    await sdist({ name: 'brand-new', version: '0.1' }),
  ]);
  expect(run.exitCode).toBe(0);
  expect(statuses(run)).toEqual(['uploaded', 'uploaded']);
  expect(sandbox.index.projects.get('brand-new')?.releases.get('0.1')?.files).toHaveLength(2);
});

test('without attestations nothing is signed, and the outputs say so', async () => {
  const seen = watch(sandbox);
  const run = await publishBuilt(sandbox, [wheel({ version: '5.0' })], {
    inputs: { attestations: 'false' },
  });
  expect(run.exitCode).toBe(0);
  expect([...seen().fulcio, ...seen().rekor]).toEqual([]);
  expect(run.outputs['attestations-dir']).toBe('');
  expect(reportedFiles(run)[0]).toMatchObject({ attestation: null, 'log-index': null });
  expect(summaryTable(run)[0]?.['Attestation']).toBe('not attested');
  expect(sandbox.index.files.at(-1)?.attestations).toEqual([]);
});

test('attestations are written where `attestations-dir` says', async () => {
  const run = await publishBuilt(sandbox, [wheel({ version: '6.0' })], {
    inputs: { 'attestations-dir': 'signed/here' },
  });
  const directory = join(run.workspace, 'signed', 'here');
  expect(run.outputs['attestations-dir']).toBe(directory);
  expect(await readdir(directory)).toEqual([`${PREFIX}-6.0-py3-none-any.whl.publish.attestation`]);
});
