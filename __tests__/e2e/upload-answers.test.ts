import { expect, test } from '@jest/globals';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type Received, startAnswerServer } from '../wire/answer-server.ts';
import { annotations, counts, failure, reportedFiles, statuses, summaryTable } from './outcome.ts';
import { publishBuilt, sdist, wheel } from './release.ts';

const sandbox = await openSandbox();

/** Publishes with a password to an index that answers 204 to everything and cannot be queried. */
async function publishTo204(files: readonly BuiltDistribution[]) {
  const index = await startAnswerServer([{ status: 204 }]);
  const run = await publishBuilt(sandbox, files, {
    inputs: {
      'repository-url': `${index.url}/upload`,
      'index-url': '',
      user: 'ci',
      password: 'a password of the test',
    },
  });
  const host = new URL(index.url).host;
  return { run, host, uploads: index.received.filter(({ method }) => method === 'POST') };
}

/** A form without a file only asks whether this is an upload URL. */
const sentFiles = (uploads: readonly Received[]) =>
  uploads.flatMap(({ body }) => /filename="([^"]+)"/.exec(body.toString('latin1'))?.[1] ?? []);

test('204 of an index that cannot be queried: unconfirmed with a warning, never uploaded', async () => {
  const built = wheel({ version: '1.0' });
  const { run, host, uploads } = await publishTo204([built]);
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  expect(sentFiles(uploads)).toEqual([built.filename]);
  expect(reportedFiles(run)).toMatchObject([
    { status: 'unconfirmed', confirmed: false, url: null },
  ]);
  expect(counts(run)).toEqual({ uploaded: 0, skipped: 0, failed: 0 });
  expect(run.outputs['confirmed']).toBe('false');
  expect(annotations(run, 'warning')).toContainEqual(
    expect.stringContaining(`${host} did not say that it stored ${built.filename}: HTTP 204`),
  );
  expect(annotations(run, 'warning').join()).toContain('Set `index-url`');
  expect(summaryTable(run)[0]?.['Status']).toMatch(/^sent, not confirmed: HTTP 204/);
  expect(run.summary).toContain('1 file not confirmed');
  expect(run.summary).not.toContain('Published to');
});

test('the sdist is not sent while a wheel is unconfirmed: installers would build from it', async () => {
  const built = wheel({ version: '1.0' });
  const source = await sdist({ version: '1.0' });
  const { run, uploads } = await publishTo204([built, source]);
  expect(sentFiles(uploads)).toEqual([built.filename]);
  expect([run.exitCode, failure(run).code]).toEqual([1, 'upload-failed']);
  expect(statuses(run)).toEqual(['unconfirmed', 'not-tried']);
  const { text } = failure(run);
  expect(text).toContain(`${source.filename} was not uploaded`);
  expect(text).toMatch(new RegExp(`^Sent to .*, not confirmed by it: ${built.filename}\\.$`, 'm'));
});
