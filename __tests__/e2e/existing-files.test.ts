import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { openSandbox } from '../open-sandbox.ts';
import {
  AT_ONCE,
  answer,
  type Fault,
  loseAnswer,
  NOT_TODAY,
  refusal,
  withFault,
} from './faults.ts';
import {
  annotations,
  counts,
  failure,
  plainText,
  reportedFiles,
  statuses,
  summaryTable,
} from './outcome.ts';
import { fiveFiles, publishBuilt, sdist, wheel, write } from './release.ts';
import { type Requests, watch } from './requests.ts';

// Of a branch: a tag that names another version than the files would be a warning.
const sandbox = await openSandbox({ claims: { ref: 'refs/heads/main' } });
let major = 0;

afterEach(() => {
  sandbox.index.settings.tokenLifetime = 900;
});

const nextVersion = () => `${++major}.0`;

async function observed(
  body: () => Promise<PublishRun>,
): Promise<{ run: PublishRun; seen: Requests }> {
  const seen = watch(sandbox);
  const run = await body();
  return { run, seen: seen() };
}

const uploadWith = (fault: Fault, files: readonly BuiltDistribution[]) =>
  observed(() => withFault(sandbox.index, '/legacy/', fault, () => publishBuilt(sandbox, files)));

/** What the index has of a version, by name. */
const stored = (version: string) =>
  sandbox.index.files.filter((file) => file.version === version).map(({ filename }) => filename);

const names = (files: readonly BuiltDistribution[]) => files.map(({ filename }) => filename).sort();

describe('publishing again', () => {
  test('the same bytes: a success that signs and uploads nothing', async () => {
    const version = nextVersion();
    const paths = await write(sandbox, [wheel({ version }), await sdist({ version })]);
    const first = await publish(sandbox, { files: paths });
    const { run, seen } = await observed(() => publish(sandbox, { files: paths }));
    expect([first.exitCode, run.exitCode]).toEqual([0, 0]);
    expect(statuses(run)).toEqual(['identical', 'identical']);
    expect(counts(run)).toEqual({ uploaded: 0, skipped: 2, failed: 0 });
    expect([seen.fulcio, seen.rekor, seen.uploads]).toEqual([[], [], []]);
    expect(reportedFiles(run).map(({ url }) => url)).toEqual(
      reportedFiles(first).map(({ url }) => url),
    );
    expect(summaryTable(run).map((row) => row['Status'])).toEqual(
      Array(2).fill('was there already'),
    );
  });

  test('a release that is half there: exactly the rest is signed and uploaded', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    await publishBuilt(sandbox, files.slice(0, 2));
    const { run, seen } = await observed(() => publishBuilt(sandbox, files));
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['identical', 'identical', 'uploaded', 'uploaded', 'uploaded']);
    expect(counts(run)).toEqual({ uploaded: 3, skipped: 2, failed: 0 });
    expect(seen.uploads).toHaveLength(3);
    expect(seen.rekor).toHaveLength(3);
    expect(stored(version).sort()).toEqual(names(files));
  });
});

describe('other bytes under a name that the index has', () => {
  test.each(['false', 'identical'])('skip-existing %s: stops before any upload', async (skip) => {
    const version = nextVersion();
    const there = wheel({ version });
    const before = await publishBuilt(sandbox, [there]);
    const other = wheel({ version, content: 'b = 2\n' });
    const { run, seen } = await observed(async () =>
      publishBuilt(sandbox, [other, await sdist({ version })], {
        inputs: { 'skip-existing': skip },
      }),
    );
    expect(run.exitCode).toBe(1);
    const { code, text } = failure(run);
    expect(code).toBe('file-conflict');
    expect(text).toContain(other.filename);
    expect(text).toContain(reportedFiles(before)[0]?.sha256);
    expect(text).toContain(reportedFiles(run)[0]?.sha256);
    expect(text).toContain('Nothing was uploaded.');
    expect([seen.fulcio, seen.rekor, seen.uploads]).toEqual([[], [], []]);
    expect(statuses(run)).toEqual(['failed', 'not-tried']);
    expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
    expect(text).toContain(`with other bytes than here: ${other.filename}.`);
    expect(summaryTable(run)[0]?.['Status']).toMatch(/^failed: the index has other bytes/);
    expect(stored(version)).toEqual([there.filename]);
  });

  test('skip-existing true, and nothing else to upload: not told as "nothing to do"', async () => {
    const version = nextVersion();
    await publishBuilt(sandbox, [wheel({ version })]);
    const run = await publishBuilt(sandbox, [wheel({ version, content: 'b = 2\n' })], {
      inputs: { 'skip-existing': 'true' },
    });
    expect([run.exitCode, statuses(run), run.outputs['confirmed']]).toEqual([0, ['kept'], 'false']);
    expect(run.stdout).toMatch(
      /^Nothing to upload\. .* has 1 file of this release with other bytes/m,
    );
    expect(run.stdout).not.toContain('nothing to do');
    expect(plainText(run.summary)).toMatch(/^## Nothing published to .*, 1 file not uploaded$/m);
  });

  test('skip-existing true: a warning, and the others are uploaded', async () => {
    const version = nextVersion();
    const there = wheel({ version });
    const before = await publishBuilt(sandbox, [there]);
    const { run, seen } = await observed(async () =>
      publishBuilt(sandbox, [wheel({ version, content: 'b = 2\n' }), await sdist({ version })], {
        inputs: { 'skip-existing': 'true' },
      }),
    );
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['kept', 'uploaded']);
    expect(counts(run)).toEqual({ uploaded: 1, skipped: 1, failed: 0 });
    expect([seen.uploads, seen.rekor].map((requests) => requests.length)).toEqual([1, 1]);
    const [warning] = annotations(run, 'warning');
    expect(warning).toContain(reportedFiles(before)[0]?.sha256);
    expect(warning).toContain(reportedFiles(run)[0]?.sha256);
    expect(summaryTable(run)[0]?.['Status']).toBe('not uploaded: the index has other bytes');
    expect(plainText(run.summary)).toMatch(/^## Published to .*, 1 file not uploaded$/m);
    const kept = sandbox.index.files.find(({ filename }) => filename === there.filename);
    expect(kept?.sha256).toBe(reportedFiles(before)[0]?.sha256);
  });
});

describe('a file that the index has under another name', () => {
  /** A wheel and a copy of it with a build tag: the file name is all that differs. */
  function copied(version: string) {
    const built = wheel({ version });
    const copy = { ...built, filename: built.filename.replace('-py3-', '-1-py3-') };
    return { built, copy };
  }

  test.each(['false', 'true'])(
    'skip-existing %s: stops before anything is signed',
    async (skip) => {
      const version = nextVersion();
      const { built, copy } = copied(version);
      await publishBuilt(sandbox, [built]);
      const { run, seen } = await observed(async () =>
        publishBuilt(sandbox, [copy, await sdist({ version })], {
          inputs: { 'skip-existing': skip },
        }),
      );
      const { code, text } = failure(run);
      expect([run.exitCode, code]).toEqual([1, 'file-conflict']);
      expect(text).toContain(`${copy.filename}: `);
      expect(text).toContain(`has these bytes under the name ${built.filename}.`);
      expect(text).not.toContain('other bytes');
      expect([seen.fulcio, seen.rekor, seen.uploads]).toEqual([[], [], []]);
      expect(statuses(run)).toEqual(['failed', 'not-tried']);
      expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
      expect(stored(version)).toEqual([built.filename]);
    },
  );

  test('skip-existing true, found by the upload only: red, and both names are told', async () => {
    const version = nextVersion();
    const { built, copy } = copied(version);
    await publishBuilt(sandbox, [built]);
    const run = await withFault(
      sandbox.index,
      '/simple/sample-project/',
      (count, request, response) => count === 1 && answer(request, response, 404),
      () => publishBuilt(sandbox, [copy], { inputs: { 'skip-existing': 'true' } }),
    );
    const { code, text } = failure(run);
    expect([run.exitCode, code, statuses(run)]).toEqual([1, 'file-conflict', ['failed']]);
    expect(text).toContain('File already exists');
    expect(text).toContain(`has these bytes under the name ${built.filename}`);
    expect(text).toContain(`Not taken by ${new URL(sandbox.index.url).host}: ${copy.filename}.`);
  });

  test('an sdist under another spelling: stops before anything is signed', async () => {
    const version = nextVersion();
    const there = await sdist({ version });
    await publishBuilt(sandbox, [there]);
    const spelled = await sdist({ version: `${version}.0`, content: 'b = 2\n' });
    const { run, seen } = await observed(() =>
      publishBuilt(sandbox, [wheel({ version: `${version}.0` }), spelled]),
    );
    const { code, text } = failure(run);
    expect([run.exitCode, code]).toEqual([1, 'file-conflict']);
    expect(text).toContain(
      `${spelled.filename}: ${new URL(sandbox.index.url).host} has another sdist of this version, ${there.filename}.`,
    );
    expect([seen.fulcio, seen.uploads]).toEqual([[], []]);
  });
});

describe('an index that has HTML only', () => {
  beforeAll(() => {
    sandbox.index.settings.json = false;
  });

  afterEach(() => {
    sandbox.index.settings.linkHashes = true;
  });

  afterAll(() => {
    sandbox.index.settings.json = true;
  });

  test('a release that is half there: the rest is uploaded and confirmed, with one question each', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    await publishBuilt(sandbox, files.slice(0, 2));
    const { run, seen } = await observed(() => publishBuilt(sandbox, files));
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(statuses(run)).toEqual(['identical', 'identical', 'uploaded', 'uploaded', 'uploaded']);
    const warnings = annotations(run, 'warning');
    expect(warnings.filter((text) => !text.includes('has less than'))).toEqual([]);
    expect(seen.index.filter((request) => request.includes('/simple/'))).toHaveLength(2);
  });

  test('other bytes: stops before any upload', async () => {
    const version = nextVersion();
    await publishBuilt(sandbox, [wheel({ version })]);
    const { run, seen } = await observed(() =>
      publishBuilt(sandbox, [wheel({ version, content: 'b = 2\n' })]),
    );
    expect(failure(run).code).toBe('file-conflict');
    expect(seen.uploads).toEqual([]);
  });

  test('files without hashes: never called identical, nor other bytes', async () => {
    const version = nextVersion();
    const built = wheel({ version });
    await publishBuilt(sandbox, [built]);
    sandbox.index.settings.linkHashes = false;
    const { run, seen } = await observed(() => publishBuilt(sandbox, [built]));
    expect(run.exitCode).toBe(1);
    const { code, text } = failure(run);
    expect(code).toBe('file-conflict');
    expect(text).toContain('and does not say with which bytes');
    expect(text).toMatch(/^ {4}on 127\.0\.0\.1:\d+: {2}SHA-256 not given(?:, since .*)?$/m);
    expect(text).toMatch(/^ {4}here: +SHA-256 [0-9a-f]{64}$/m);
    expect(text).not.toContain('names with other bytes');
    expect(seen.uploads).toEqual([]);
  });

  test('files without hashes, skip-existing true: kept with a warning', async () => {
    const version = nextVersion();
    const built = wheel({ version });
    await publishBuilt(sandbox, [built]);
    sandbox.index.settings.linkHashes = false;
    const run = await publishBuilt(sandbox, [built], { inputs: { 'skip-existing': 'true' } });
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['kept']);
    expect(annotations(run, 'warning').join('\n')).toContain('SHA-256 not given');
  });
});

describe('names that were used before', () => {
  test('a file that was deleted: no look-up tells, the refusal is named', async () => {
    const version = nextVersion();
    const built = wheel({ version });
    await publishBuilt(sandbox, [built]);
    sandbox.index.deleteFile(built.filename);
    const dry = await publishBuilt(sandbox, [built], { inputs: { 'dry-run': 'true' } });
    expect(dry.exitCode).toBe(0);
    const run = await publishBuilt(sandbox, [built]);
    expect(run.exitCode).toBe(1);
    const { code, text } = failure(run);
    expect(code).toBe('filename-used');
    expect(text).toContain('previously used by a file that has since been deleted');
    expect(text).toContain('Give the project a new version');
    expect(statuses(run)).toEqual(['failed']);
  });

  test('skip-existing true does not hide it: there is no file to keep', async () => {
    const version = nextVersion();
    const built = wheel({ version });
    await publishBuilt(sandbox, [built]);
    sandbox.index.deleteFile(built.filename);
    const run = await publishBuilt(sandbox, [built], { inputs: { 'skip-existing': 'true' } });
    expect([run.exitCode, failure(run).code]).toEqual([1, 'filename-used']);
  });

  test('a project without files: the verbose log says that names may be used up', async () => {
    const project = 'emptied-project';
    sandbox.registerPublisher({ project });
    const built = wheel({ name: project, version: nextVersion() });
    const run = await publishBuilt(sandbox, [built], { inputs: { verbose: 'true' } });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`lists no file of ${project}. If there were any, their names`);
  });
});

describe('other bytes that only the upload finds', () => {
  const exists = (name: string) =>
    refusal(400, `File already exists ('${name}', with blake2_256 hash 'ab').`);

  /** An index that does not list the project, and has the first file of it all the same. */
  async function publishBlind(status: number, inputs: Record<string, string>) {
    const version = nextVersion();
    const built = wheel({ version });
    const seen = watch(sandbox);
    const run = await withFault(
      sandbox.index,
      '/sample-project/',
      (count, request, response) => answer(request, response, count === 1 ? 404 : status),
      async () => {
        const before = sandbox.index.intercept;
        let uploads = 0;
        sandbox.index.intercept = (request, response) => {
          if (request.method !== 'POST' || request.url !== '/legacy/') {
            return before?.(request, response) ?? false;
          }
          uploads += 1;
          return uploads === 1 && answer(request, response, 400, exists(built.filename));
        };
        try {
          return await publishBuilt(sandbox, [built, await sdist({ version })], {
            inputs: { 'wait-for-index': '0', ...inputs },
          });
        } finally {
          sandbox.index.intercept = before;
        }
      },
    );
    return { run, seen: seen(), built };
  }

  test.each([
    [404, 'true'],
    [500, 'true'],
    [404, 'false'],
  ])(
    'look-ups answer %i, skip-existing %s: red, for the file may be nowhere',
    async (status, skip) => {
      const { run, seen, built } = await publishBlind(status, { 'skip-existing': skip });
      expect([run.exitCode, run.stderr]).toEqual([1, '']);
      const { code, text } = failure(run);
      expect(code).toBe('file-conflict');
      expect(text).toContain('File already exists');
      expect(text).toContain(status === 404 ? 'lists neither' : 'could not be read');
      expect(text).not.toContain('with other bytes than here');
      expect(text).toContain(`Not taken by ${new URL(sandbox.index.url).host}: ${built.filename}.`);
      expect(statuses(run)).toEqual(['failed', 'not-tried']);
      expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
      expect(seen.uploads).toHaveLength(1);
    },
  );
});

describe('trouble that passes', () => {
  const fails = (at: number, fault: Fault): Fault => {
    return (count, request, response) => (count === at ? fault(count, request, response) : false);
  };

  test.each<[string, Fault, number]>([
    ['the file is stored and the answer lost', (_, __, response) => loseAnswer(response), 5],
    ['503 once', (_, request, response) => answer(request, response, 503), 6],
    ['500 once', (_, request, response) => answer(request, response, 500, AT_ONCE), 6],
    [
      '429 with Retry-After: 1',
      (_, request, response) => answer(request, response, 429, { headers: { 'retry-after': '1' } }),
      6,
    ],
    [
      'the connection ends in the middle of the body',
      (_, request) => {
        request.once('data', () => request.destroy());
        return true;
      },
      6,
    ],
    [
      'the connection ends before the body',
      (_, request) => {
        request.destroy();
        return true;
      },
      6,
    ],
  ])('%s: every file ends uploaded, once', async (_, fault, requests) => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    const { run, seen } = await uploadWith(fails(3, fault), files);
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(Array(5).fill('uploaded'));
    // Earlier tests released other files than these five.
    const warnings = annotations(run, 'warning');
    expect(warnings.filter((text) => !text.includes('the release before it'))).toEqual([]);
    expect(seen.uploads).toHaveLength(requests);
    expect(stored(version).sort()).toEqual(names(files));
    expect(seen.rekor).toHaveLength(5);
  });

  test('the first file of a new version: the others wait for it all the same', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    const inFlight: string[][] = [];
    const fault: Fault = (count, request, response) => {
      inFlight.push(stored(version));
      return count === 1 ? answer(request, response, 503, AT_ONCE) : false;
    };
    const { run } = await uploadWith(fault, files);
    expect(statuses(run)).toEqual(Array(5).fill('uploaded'));
    expect(inFlight.slice(0, 2)).toEqual([[], []]);
    expect(inFlight[2]).toEqual([files[0]?.filename]);
  });

  test('no two first files of a version ever race', async () => {
    const before = sandbox.index.requests.length;
    sandbox.registerPublisher({ project: 'other-project' });
    const version = nextVersion();
    const files = [
      ...(await fiveFiles(version)),
      ...['cp310', 'cp311'].map((tag) =>
        wheel({ name: 'other-project', version, tag: `${tag}-${tag}-win32` }),
      ),
    ];
    const { transactionTime } = sandbox.index.settings;
    sandbox.index.settings.transactionTime = 100;
    const run = await publishBuilt(sandbox, files);
    sandbox.index.settings.transactionTime = transactionTime;
    expect(run.exitCode).toBe(0);
    const answers = sandbox.index.requests.slice(before).map(({ status }) => status);
    expect(answers.filter((status) => status >= 500)).toEqual([]);
  });
});

describe('the upload token', () => {
  test('is renewed before it ends', async () => {
    sandbox.index.settings.tokenLifetime = 2;
    const slowFirst: Fault = async (count) => {
      // More than half of the token's life: the next upload needs another one.
      if (count === 1) await sleep(1_100);
      return false;
    };
    const { run, seen } = await uploadWith(slowFirst, await fiveFiles(nextVersion()));
    expect(statuses(run)).toEqual(Array(5).fill('uploaded'));
    const mints = seen.index.filter((request) => request.endsWith('/mint-token'));
    expect(mints.length).toBeGreaterThan(1);
  });

  test('is replaced once where the index refuses it in the middle', async () => {
    const files = await fiveFiles(nextVersion());
    const { run, seen } = await uploadWith(
      (count, request, response) =>
        count === 3 ? answer(request, response, 403, refusal(403, 'Invalid API Token')) : false,
      files,
    );
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(Array(5).fill('uploaded'));
    expect(seen.index.filter((request) => request.endsWith('/mint-token'))).toHaveLength(2);
  });

  test('is not replaced for ever', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    const { run, seen } = await uploadWith(
      (count, request, response) =>
        count > 1 ? answer(request, response, 403, refusal(403, 'Not yours')) : false,
      files,
    );
    expect(run.exitCode).toBe(1);
    expect(failure(run).code).toBe('upload-forbidden');
    expect(failure(run).text).toContain('Not yours');
    expect(stored(version)).toEqual([files[0]?.filename]);
    expect(seen.uploads.length).toBeLessThanOrEqual(1 + 2 * 3);
  });
});

describe('trouble that stays', () => {
  /** Every file stands in exactly one of the three lists of the message. */
  function expectReport(run: PublishRun, version: string): void {
    const there = stored(version);
    const { text } = failure(run);
    const [, since = ''] = /since this run: (.*)\.$/m.exec(text) ?? [];
    const [, refused = ''] = /^Not taken by .*?: (.*)\.$/m.exec(text) ?? [];
    const [, untried = ''] = /^Not tried: (.*)\.$/m.exec(text) ?? [];
    expect(since.split(', ').sort()).toEqual(there.toSorted());
    const of = (wanted: string) =>
      reportedFiles(run)
        .filter(({ status }) => status === wanted)
        .map(({ name }) => name);
    expect(since.split(', ')).toEqual(of('uploaded'));
    expect(refused.split(', ')).toEqual(of('failed'));
    expect(untried.split(', ')).toEqual(of('not-tried'));
    for (const { name, status, url } of reportedFiles(run)) {
      expect([name, status === 'uploaded']).toEqual([name, there.includes(name)]);
      expect(url === null).toBe(status !== 'uploaded');
    }
    const failed = reportedFiles(run).filter(({ status }) => status === 'failed');
    expect(counts(run)).toEqual({ uploaded: there.length, skipped: 0, failed: failed.length });
    expect(failed.length).toBeGreaterThan(0);
  }

  test('a lasting 503: says what is there, and the second run finishes', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    const { run } = await uploadWith(
      (count, request, response) => (count > 2 ? answer(request, response, 503, NOT_TODAY) : false),
      files,
    );
    expect(run.exitCode).toBe(1);
    expect(failure(run).code).toBe('upload-failed');
    expectReport(run, version);
    expect(statuses(run).at(-1)).toBe('not-tried');
    const missing = files.length - stored(version).length;
    const second = await observed(() => publishBuilt(sandbox, files));
    expect(second.run.exitCode).toBe(0);
    expect(counts(second.run)).toEqual({
      uploaded: missing,
      skipped: files.length - missing,
      failed: 0,
    });
    expect(second.seen.uploads).toHaveLength(missing);
    expect(second.seen.rekor).toHaveLength(missing);
    expect(stored(version).sort()).toEqual(names(files));
  });

  test('a refusal of file 3 of 5: the sdist is not tried, the report is exact', async () => {
    const version = nextVersion();
    const files = await fiveFiles(version);
    const { run, seen } = await uploadWith(
      (count, request, response) =>
        count === 3 ? answer(request, response, 400, refusal(400, 'Invalid classifier.')) : false,
      files,
    );
    expect(run.exitCode).toBe(1);
    const { code, text } = failure(run);
    expect(code).toBe('upload-rejected');
    expect(text).toContain('Invalid classifier.');
    expectReport(run, version);
    expect(statuses(run).filter((status) => status === 'failed')).toHaveLength(1);
    expect(statuses(run).at(-1)).toBe('not-tried');
    // The last wheel is begun only if the second file ends before the third is refused.
    expect([3, 4]).toContain(seen.uploads.length);
  });

  test('a refusal of the first file: nothing else is tried', async () => {
    const files = await fiveFiles(nextVersion());
    const { run, seen } = await uploadWith(
      (_, request, response) => answer(request, response, 400, refusal(400, 'No.')),
      files,
    );
    expect(statuses(run)).toEqual(['failed', ...Array(4).fill('not-tried')]);
    expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
    expect(failure(run).text).toContain('Nothing was uploaded.');
    expect(seen.uploads).toHaveLength(1);
  });

  test('an index that forgets a file: green, with a warning', async () => {
    const version = nextVersion();
    const empty: Fault = (_, request, response) => answer(request, response, 404);
    const run = await withFault(sandbox.index, '/sample-project/', empty, () =>
      publishBuilt(sandbox, [wheel({ version })], { inputs: { 'wait-for-index': '0' } }),
    );
    expect(run.exitCode).toBe(0);
    expect(statuses(run)).toEqual(['uploaded']);
    expect(annotations(run, 'warning').join('\n')).toContain(wheel({ version }).filename);
  });

  test('an index that lists other bytes afterwards: red', async () => {
    const version = nextVersion();
    const built = wheel({ version });
    const run = await withFault(
      sandbox.index,
      '/sample-project/',
      (count, request, response) => {
        if (count === 1) return false;
        const file = { filename: built.filename, url: 'x', hashes: { sha256: 'a'.repeat(64) } };
        const page = {
          meta: { 'api-version': '1.4' },
          name: 'sample-project',
          versions: [version],
        };
        return answer(request, response, 200, { body: { ...page, files: [file] } });
      },
      () => publishBuilt(sandbox, [built]),
    );
    expect(run.exitCode).toBe(1);
    expect(failure(run).code).toBe('index-mismatch');
    expect(failure(run).text).toContain('a'.repeat(64));
    expect(failure(run).text).toContain(reportedFiles(run)[0]?.sha256);
    expect(statuses(run)).toEqual(['failed']);
    expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 1 });
    expect(failure(run).text).toContain(`with other bytes than here: ${built.filename}.`);
    expect(failure(run).text).not.toContain('since this run');
  });
});
