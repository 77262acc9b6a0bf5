import { describe, expect, test } from '@jest/globals';
import { attestSummary } from '../../../src/actions/attest-action.ts';
import { summary } from '../../../src/actions/summary.ts';
import { PublishError } from '../../../src/errors.ts';
import type { FileReport, PublishReport } from '../../../src/publish/report.ts';
import { makeDistribution } from '../distributions.ts';
import { fileReport, publishReport } from '../publish/reports.ts';

const WHEEL = 'widget-1.0-py3-none-any.whl';
const guide = (code: string) => `https://github.com/a/b/blob/v1/docs/troubleshooting.md#${code}`;
const provenance = (filename: string) =>
  `<a href="https://pypi.org/integrity/widget/1.0/${filename}/provenance">provenance</a>`;
const of = (change: Partial<PublishReport>) => summary(publishReport(change), guide);

describe('the summary', () => {
  test.each<[string, Partial<PublishReport>]>([
    ['## Published to PyPI', { files: [fileReport(WHEEL, 'uploaded')] }],
    ['## Nothing to publish to PyPI', { files: [fileReport(WHEEL, 'identical')] }],
    ['## Dry run for PyPI: nothing was uploaded', { dryRun: true }],
    ['## Publishing to PyPI failed', { error: error(), files: [fileReport(WHEEL, 'uploaded')] }],
    ['## Publishing to an index failed', { error: error(), index: undefined }],
  ])('begins with %s', (heading, change) => {
    expect(of(change).split('\n')[0]).toBe(heading);
  });

  test('has a row a file', () => {
    const markdown = of({
      files: [
        fileReport(WHEEL, 'uploaded', { logIndex: '25579' }),
        fileReport('widget-1.0.tar.gz', 'not-tried'),
      ],
    });
    const sha256 = 'ab'.repeat(32);
    expect(rowsOf(markdown)).toEqual([
      '| File | Size | Status | Attestation |',
      '| --- | --- | --- | --- |',
      `| <a href="https://pypi.org/project/widget/1.0/#${WHEEL}">${WHEEL.replaceAll('_', '&#95;')}</a> | 5&nbsp;B | uploaded | ${provenance(WHEEL)}, log&nbsp;25579 |`,
      '| widget-1.0.tar.gz | 5&nbsp;B | not tried | none yet |',
    ]);
    expect(markdown).toContain(`<pre>${sha256}  ${WHEEL}<br>${sha256}  widget-1.0.tar.gz</pre>`);
  });

  test('links the entry in the public log, and in no other', () => {
    const files = [fileReport(WHEEL, 'uploaded', { logIndex: '25579' })];
    const logSearchUrl = 'https://search.sigstore.dev/?logIndex=';
    expect(of({ files, logSearchUrl })).toContain(
      '<a href="https://search.sigstore.dev/?logIndex=25579">log 25579</a>',
    );
    const odd = [fileReport(WHEEL, 'uploaded', { logIndex: '1&x=2' })];
    expect(of({ files: odd, logSearchUrl })).not.toContain('search.sigstore.dev');
  });

  test('tells why a file failed, cut', () => {
    const file = fileReport(WHEEL, 'failed', {
      reason: `PyPI did not take ${WHEEL}: No. ${'x'.repeat(500)}`,
    });
    const [, , row = ''] = rowsOf(of({ files: [file] }));
    expect(row).toContain('<b>failed</b>: No. xxx');
    expect(row.length).toBeLessThan(320);
  });

  test('a file that a dry run did not try would be uploaded', () => {
    const file = fileReport(WHEEL, 'not-tried');
    expect(rowsOf(of({ files: [file], dryRun: true })).at(-1)).toContain('| would be uploaded |');
    const failed = of({ files: [file], dryRun: true, error: error() });
    expect(rowsOf(failed).at(-1)).toContain('| not tried |');
  });

  test.each<[Partial<FileReport>, Partial<PublishReport>, string]>([
    [{ status: 'identical', isAttested: true }, {}, `${provenance(WHEEL)}, attested before`],
    [{ status: 'kept', isAttested: false }, {}, 'not attested (cannot be added later)'],
    [{ status: 'failed' }, {}, 'none yet'],
    [{ logIndex: '7', isAttested: true }, {}, `${provenance(WHEEL)}, log&nbsp;7`],
    [
      { logIndex: '7', isAttested: false },
      {},
      'log&nbsp;7, not on the index (cannot be added later)',
    ],
    [{ status: 'uploaded' }, { attests: false }, 'not attested'],
    [{ status: 'uploaded' }, { unattestedBecause: 'Sigstore is down' }, 'not attested'],
  ])('says of the attestation of %j with %j: %s', (file, change, text) => {
    const markdown = of({ ...change, files: [fileReport(WHEEL, 'uploaded', file)] });
    expect(rowsOf(markdown).at(-1)?.split(' | ').at(-1)).toBe(`${text} |`);
  });

  test.each<[Partial<FileReport>, string]>([
    [{ status: 'uploaded', confirmed: true }, 'uploaded'],
    [{ status: 'uploaded', confirmed: false }, 'uploaded, not listed yet'],
    [{ status: 'failed', reason: 'No', isUncertain: false }, '<b>failed</b>: No'],
    [
      { status: 'failed', reason: 'No', isUncertain: true },
      '<b>failed</b>, perhaps on the index all the same: No',
    ],
  ])('says of %j: %s', (file, text) => {
    const markdown = of({ files: [fileReport(WHEEL, 'uploaded', file)] });
    expect(rowsOf(markdown).at(-1)?.split(' | ').at(-2)).toBe(text);
  });

  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [1024 * 1024 - 1, '1024.0 KiB'],
    [1024 * 1024, '1.0 MiB'],
    [3.5 * 1024 ** 3, '3.5 GiB'],
    [2 * 1024 ** 4, '2048.0 GiB'],
  ])('shows %i bytes as %s', (size, text) => {
    const file = {
      ...fileReport(WHEEL, 'uploaded'),
      distribution: makeDistribution(WHEEL, { size }),
    };
    expect(of({ files: [file] })).toContain(`| ${text.replace(' ', '&nbsp;')} |`);
  });

  describe('of five thousand files', () => {
    const MIB = 1024 * 1024;
    const files = Array.from({ length: 5_000 }, (_, at) => {
      const long = `widget_${'x'.repeat(60)}-1.${at}-cp313-cp313-manylinux_2_17_x86_64.whl`;
      const change = { logIndex: `${at}`, isAttested: true };
      return fileReport(long, at === 4_321 ? 'failed' : 'uploaded', { ...change, reason: 'No' });
    });

    test('has less than 1 MiB, and those that failed first', () => {
      const markdown = of({ files });
      expect(Buffer.byteLength(markdown)).toBeLessThan(MIB);
      const [, , first = ''] = rowsOf(markdown);
      expect(first).toContain('1.4321-');
      const shown = rowsOf(markdown).length - 2;
      expect(shown).toBeGreaterThan(500);
      const left = (5_000 - shown).toLocaleString('en-US');
      expect(markdown).toContain(
        `${left} more files are not shown here: a job summary holds 1 MiB.`,
      );
      expect(markdown).toMatch(/<summary>SHA-256 of [0-9]+ of 5000 files<\/summary>/);
    });

    test('has less than 1 MiB when everything is as long as it can be', () => {
      const lines = Array.from({ length: 20_000 }, (_, at) => `- ${at} \u202e${'_'.repeat(200)}`);
      const text = lines.join('\n');
      const failed = new PublishError({ code: 'preflight-failed', message: text, remedy: text });
      const projects = files.map((file, at) => ({
        ...file,
        distribution: { ...file.distribution, project: `widget-${at}` },
      }));
      const markdown = of({ files: projects, error: failed });
      expect(Buffer.byteLength(markdown)).toBeLessThan(MIB);
      expect(markdown.includes('more lines, which are in the log.')).toBe(true);
      expect(markdown.includes(' · and 4899 more')).toBe(true);
    });

    test('that were signed has less than 1 MiB, too', () => {
      const signed = files.map(({ distribution: { filename, sha256 } }) => ({
        filename,
        sha256,
        kind: 'distribution' as const,
        logIndexes: ['123456789'],
        path: `/dist/${filename}`,
        written: [],
      }));
      const markdown = attestSummary(
        { files: signed, signer: 'acme/widget', error: undefined },
        guide,
      );
      expect(Buffer.byteLength(markdown)).toBeLessThan(MIB);
      expect(markdown).toMatch(/[0-9,]+ more files are not shown here\./);
    });
  });

  test('names the commit, the ref and the run, and links them', () => {
    const source = {
      repository: 'acme/widget',
      commit: 'ab'.repeat(20),
      ref: 'refs/tags/v1',
      runId: '77',
    };
    const site = 'https://github.com/acme/widget';
    expect(of({ source })).toContain(
      `Source: commit <a href="${site}/commit/${'ab'.repeat(20)}">abababababab</a>, <code>refs/tags/v1</code>, <a href="${site}/actions/runs/77">run 77</a>`,
    );
    expect(of({ source: { ...source, commit: 'x', runId: '7/../8' } })).not.toContain(
      `href="${site}`,
    );
    expect(of({ source: { ...source, repository: 'acme/widget/../evil' } })).not.toContain(
      'Source',
    );
  });

  test('says what a dry run could not check', () => {
    const notChecked = 'whether PyPI knows this publisher. The job may not ask for ID tokens.';
    expect(of({ dryRun: true, notChecked })).toContain(`Not checked: ${notChecked}`);
    expect(of({ dryRun: true })).not.toContain('Not checked');
  });

  test('says that and why there are no attestations', () => {
    expect(of({ unattestedBecause: 'Rekor is down.' })).toContain(
      'Without attestations: Rekor is down.',
    );
  });

  test('names the publisher and how long it took', () => {
    const publisher = {
      owner: 'acme',
      repository: 'widget',
      workflow: 'release.yml',
      environment: 'pypi',
    };
    expect(of({ publisher, files: [fileReport(WHEEL, 'uploaded')] })).toContain(
      'Publisher: <code>acme/widget, workflow release.yml, environment pypi</code><br>\nTook 1.2 s',
    );
    expect(of({ publisher: { ...publisher, environment: undefined } })).toContain('no environment');
  });

  test('tells a failure, what it means, what to do and where to read more', () => {
    const markdown = of({ error: error(), files: [fileReport(WHEEL, 'failed')] });
    expect(markdown).toContain('<b>It went wrong &lt;b&gt;</b>');
    expect(markdown).toContain('Nothing was uploaded.');
    expect(markdown).toContain('<b>What to do</b><br>Fix it<br>and run it again.');
    expect(markdown).toContain(
      '<a href="https://github.com/a/b/blob/v1/docs/troubleshooting.md#upload-failed">',
    );
  });

  test('keeps the indents of a remedy to paste', () => {
    const remedy = 'Add this:\n\npermissions:\n  id-token: write';
    expect(of({ error: error({ remedy }) })).toContain(
      '<pre>Add this&#58;<br><br>permissions&#58;<br>  id-token&#58; write</pre>',
    );
  });

  test('links the pages of a remedy that are of our own making, and no others', () => {
    const page = 'https://pypi.org/manage/account/publishing/?provider=github&environment=a%2Fb';
    const remedy = [
      'Letter by letter:',
      '  Environment name:  https://evil.example/x',
      '  Workflow name:     https://pypi.org.evil.example/',
      '',
      `  widget: ${page}`,
      'Look at https://status.python.org, then run the job again.',
    ].join('\n');
    const links = [...of({ error: error({ remedy }) }).matchAll(/<a href="([^"]*)">/g)];
    expect(links.map(([, href]) => href)).toEqual([
      page.replace('&', '&amp;'),
      'https://status.python.org',
      guide('upload-failed'),
    ]);
  });

  test('a hostile file name makes no cell, no link and no HTML of its own', () => {
    const filename = 'a|b`<img src=x>[x](y)\n| c |\n## d.whl';
    const distribution = { ...makeDistribution(WHEEL), filename, project: '"><script>' };
    const markdown = of({ files: [{ ...fileReport(WHEEL, 'uploaded'), distribution }] });
    expect(rowsOf(markdown)).toHaveLength(3);
    expect(rowsOf(markdown)[2]?.split('|')).toHaveLength(6);
    expect(markdown).not.toMatch(/<img|<script|^## d/m);
  });
});

function error(change: { remedy?: string } = {}): PublishError {
  return new PublishError({
    code: 'upload-failed',
    message: 'It went wrong <b>',
    remedy: 'Fix it\nand run it again.',
    ...change,
  });
}

const rowsOf = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('|'));
