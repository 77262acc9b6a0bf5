import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openSandbox } from '../open-sandbox.ts';
import { answer, type Fault, refusal, withFault } from './faults.ts';
import { counts, failure, reportedFiles, statuses } from './outcome.ts';
import { fiveFiles, publishBuilt, sdist, wheel } from './release.ts';
import { watch } from './requests.ts';

const sandbox = await openSandbox();
let major = 0;

beforeAll(async () => {
  sandbox.registerPublisher({ project: 'other-project' });
});

afterEach(() => {
  sandbox.index.settings.beforeCommit = undefined;
});

const nextVersion = () => `${++major}.0`;

describe('`on-error`', () => {
  const otherFiles = (version: string) =>
    ['cp310', 'cp311'].map((tag) =>
      wheel({ name: 'other-project', version, tag: `${tag}-${tag}-win32` }),
    );

  /** Refuses the upload of one file by its name, which stands in its form. */
  const refusing = (filename: string): Fault => {
    return (_, request, response) =>
      new Promise((resolve) => {
        request.once('data', (chunk: Buffer) => {
          request.pause();
          request.unshift(chunk);
          const isMeant = chunk.toString('latin1').includes(`filename="${filename}"`);
          resolve(isMeant && answer(request, response, 400, refusal(400, 'Not this one.')));
        });
      });
  };

  test('continue: the rest is uploaded, but not the sdist of a wheel that failed', async () => {
    const version = nextVersion();
    const files = [...(await fiveFiles(version)), ...otherFiles(version)];
    const [, second] = await fiveFiles(version);
    const run = await withFault(sandbox.index, '/legacy/', refusing(second?.filename ?? ''), () =>
      publishBuilt(sandbox, files, { inputs: { 'on-error': 'continue' } }),
    );
    expect(run.exitCode).toBe(1);
    const byName = new Map(reportedFiles(run).map(({ name, status }) => [name, status]));
    for (const { filename } of files) {
      const expected = filename.endsWith('.tar.gz') ? 'not-tried' : 'uploaded';
      const status = filename === second?.filename ? 'failed' : expected;
      expect([filename, byName.get(filename)]).toEqual([filename, status]);
    }
    expect(counts(run)).toEqual({ uploaded: 5, skipped: 0, failed: 1 });
    expect(failure(run).text).toMatch(/^Not tried: \S+\.tar\.gz\.$/m);
  });

  test('continue: a version whose first file is refused goes on, its sdist apart', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    const run = await withFault(sandbox.index, '/legacy/', refusing(files[0]?.filename ?? ''), () =>
      publishBuilt(sandbox, files, { inputs: { 'on-error': 'continue' } }),
    );
    expect(statuses(run)).toEqual(['failed', 'uploaded', 'uploaded', 'uploaded', 'not-tried']);
  });

  test('stop, as without a word: nothing new is begun, in no project', async () => {
    const version = nextVersion();
    const files = [...(await fiveFiles(version)), ...otherFiles(version)];
    const run = await withFault(
      sandbox.index,
      '/legacy/',
      (count, request, response) =>
        count === 1 && answer(request, response, 400, refusal(400, 'No.')),
      () => publishBuilt(sandbox, files, { inputs: { 'upload-concurrency': '1' } }),
    );
    expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
    expect(statuses(run).filter((status) => status === 'not-tried')).toHaveLength(6);
  });
});

describe('`upload-concurrency`', () => {
  /** The most uploads that were in flight at once, each of which lasts a while. */
  async function mostInFlight(inputs: Record<string, string>, together: number): Promise<number> {
    let inFlight = 0;
    let most = 0;
    let committing = 0;
    let release: () => void = () => undefined;
    const met = new Promise<void>((resolve) => {
      release = resolve;
    });
    const [first, ...files] = await fiveFiles(nextVersion());
    if (first) await publishBuilt(sandbox, [first]);
    sandbox.index.settings.beforeCommit = async () => {
      committing += 1;
      if (committing === together) release();
      await met;
    };
    const fault: Fault = (_, __, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      response.once('close', () => {
        inFlight -= 1;
      });
      return false;
    };
    const run = await withFault(sandbox.index, '/legacy/', fault, () =>
      publishBuilt(sandbox, files, { inputs }),
    );
    expect(statuses(run)).toEqual(Array(4).fill('uploaded'));
    return most;
  }

  test('1: never two at once', async () => {
    expect(await mostInFlight({ 'upload-concurrency': '1' }, 1)).toBe(1);
  });

  test('2: two at once, and never three', async () => {
    expect(await mostInFlight({ 'upload-concurrency': '2' }, 2)).toBe(2);
  });

  test('12, the default: two of a project at once on an index that runs PyPI’s code', async () => {
    expect(await mostInFlight({}, 2)).toBe(2);
  });
});

describe('an index that locks a project during an upload', () => {
  afterEach(() => {
    sandbox.index.settings.lock = lock;
  });
  const { lock } = sandbox.index.settings;

  test('no upload ends in a deadlock, though three that meet always would', async () => {
    sandbox.index.settings.lock = { outside: 0, inside: 100, deadlockAfter: 50, deadlockChance: 1 };
    const version = nextVersion();
    const wheels = Array.from({ length: 8 }, (_, at) =>
      wheel({ version, tag: `cp3${at}-cp3${at}-win32` }),
    );
    const start = sandbox.index.requests.length;
    const run = await publishBuilt(sandbox, [...wheels, await sdist({ version })]);
    expect(run.exitCode).toBe(0);
    const uploads = sandbox.index.requests.slice(start).filter(({ url }) => url === '/legacy/');
    expect(uploads.map(({ status }) => status)).toEqual(Array(9).fill(200));
  });
});

describe('what goes up first', () => {
  /** The files of a project that the index has, in the order of their upload. */
  const onIndex = (project: string) =>
    sandbox.index.files
      .filter((file) => file.project.normalizedName === project)
      .map(({ filename }) => filename);

  test('the wheel that was warned of: where it is refused, nothing is on the index', async () => {
    const version = nextVersion();
    const newer = wheel({ version, tag: 'cp310-cp310-macosx_27_0_arm64' });
    const before = sandbox.index.files.length;
    const run = await publishBuilt(sandbox, [...(await fiveFiles(version)), newer]);
    expect([run.exitCode, failure(run).code]).toEqual([1, 'upload-rejected']);
    expect(sandbox.index.files).toHaveLength(before);
    expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
  });

  test('of several projects one file each: one that is refused leaves no other half done', async () => {
    const version = nextVersion();
    sandbox.index.addProject('not-covered');
    const others = ['cp310', 'cp311'].map((tag) =>
      wheel({ name: 'not-covered', version, tag: `${tag}-${tag}-win32` }),
    );
    const run = await publishBuilt(sandbox, [...(await fiveFiles(version)), ...others]);
    expect([run.exitCode, failure(run).code]).toEqual([1, 'upload-forbidden']);
    expect(counts(run)).toEqual({ uploaded: 5, skipped: 0, failed: 1 });
    expect(onIndex('not-covered')).toEqual([]);
  });

  test('of two new projects the announced one is finished, and nothing is left of the other', async () => {
    const built = async (name: string) => [
      wheel({ name, version: '1.0' }),
      wheel({ name, version: '1.0', tag: 'cp310-cp310-win32' }),
      await sdist({ name, version: '1.0' }),
    ];
    const files = [...(await built('new-alpha')), ...(await built('new-beta'))];
    sandbox.registerPendingPublisher({ project: 'new-beta' });
    const run = await publishBuilt(sandbox, files);
    expect([run.exitCode, failure(run).code]).toEqual([1, 'invalid-publisher']);
    expect(run.stdout).toContain(
      'does not have these projects yet: new-alpha, new-beta. A workflow can have only one pending publisher at a time',
    );
    expect([onIndex('new-alpha').length, onIndex('new-beta').length]).toEqual([0, 3]);
    expect(onIndex('new-beta').at(-1)).toBe('new_beta-1.0.tar.gz');

    sandbox.registerPendingPublisher({ project: 'new-alpha' });
    expect((await publishBuilt(sandbox, files)).exitCode).toBe(0);
    expect(onIndex('new-alpha')).toHaveLength(3);
  });
});

describe('the upload token is given back', () => {
  /** The requests that gave tokens back, with what the index said, and what came after them. */
  async function burns(body: () => Promise<{ exitCode: number | null }>, exitCode: number) {
    const start = sandbox.index.requests.length;
    expect((await body()).exitCode).toBe(exitCode);
    const requests = sandbox.index.requests.slice(start);
    const isBurn = ({ url }: { url: string }) => url === '/_/oidc/burn-token';
    return {
      statuses: requests.filter(isBurn).map(({ status }) => status),
      uploadsAfter: requests
        .slice(requests.findIndex(isBurn))
        .filter(({ url }) => url === '/legacy/').length,
    };
  }

  test('once, after the last upload', async () => {
    const files = await fiveFiles(nextVersion());
    expect(await burns(() => publishBuilt(sandbox, files), 0)).toEqual({
      statuses: [200],
      uploadsAfter: 0,
    });
  });

  test('once after a failure of uploads', async () => {
    const files = await fiveFiles(nextVersion());
    const fault: Fault = (count, request, response) =>
      count === 2 && answer(request, response, 400, refusal(400, 'No.'));
    const run = () =>
      withFault(sandbox.index, '/legacy/', fault, () => publishBuilt(sandbox, files));
    expect(await burns(run, 1)).toEqual({ statuses: [200], uploadsAfter: 0 });
  });

  test('once after a failure of signing', async () => {
    const files = [wheel({ version: nextVersion() })];
    const fault: Fault = (_, request, response) =>
      answer(request, response, 400, { body: { code: 3, message: 'No.' } });
    const run = () =>
      withFault(sandbox.sigstore.fulcio, '/signingCert', fault, () => publishBuilt(sandbox, files));
    expect(await burns(run, 1)).toEqual({ statuses: [200], uploadsAfter: 0 });
  });

  test('in a dry run', async () => {
    const files = [wheel({ version: nextVersion() })];
    const run = () => publishBuilt(sandbox, files, { inputs: { 'dry-run': 'true' } });
    expect((await burns(run, 0)).statuses).toEqual([200]);
  });

  test.each<[string, Fault]>([
    ['does not know the request', (_, request, response) => answer(request, response, 404)],
    ['is in trouble', (_, request, response) => answer(request, response, 503)],
    [
      'hangs up',
      (_, request) => {
        request.destroy();
        return true;
      },
    ],
  ])('without an upset where the index %s', async (_, fault) => {
    const seen = watch(sandbox);
    const run = await withFault(sandbox.index, '/burn-token', fault, () =>
      publishBuilt(sandbox, [wheel({ version: nextVersion() })]),
    );
    expect([run.exitCode, run.stderr, failure(run).text]).toEqual([0, '', '']);
    expect(statuses(run)).toEqual(['uploaded']);
    expect(seen().index.filter((request) => request.endsWith('/burn-token'))).toHaveLength(1);
  });

  test('each, where there were several', async () => {
    const files = await fiveFiles(nextVersion());
    const expired = refusal(403, 'Invalid API Token: token is expired');
    const fault: Fault = (count, request, response) =>
      count === 2 && answer(request, response, 403, expired);
    const seen = watch(sandbox);
    const run = await withFault(sandbox.index, '/legacy/', fault, () =>
      publishBuilt(sandbox, files),
    );
    expect(run.exitCode).toBe(0);
    const { index } = seen();
    const count = (path: string) => index.filter((request) => request.endsWith(path)).length;
    expect(count('/mint-token')).toBeGreaterThan(1);
    expect(count('/burn-token')).toBe(count('/mint-token'));
  });

  test('not at all with a password', async () => {
    const password = sandbox.index.addApiToken();
    const files = [wheel({ version: nextVersion() })];
    const run = () => publishBuilt(sandbox, files, { inputs: { password } });
    expect((await burns(run, 0)).statuses).toEqual([]);
  });
});
