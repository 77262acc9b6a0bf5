import { describe, expect, test } from '@jest/globals';
import type { VerifyReport } from '../../../../src/provenance/report.ts';
import { verifyMarkdown } from '../../../../src/verify/report/verify-markdown.ts';
import { plainText } from '../../../e2e/outcome.ts';
import {
  CHANGED,
  findingOf,
  GOOD,
  HOSTILE,
  itemOf,
  LOST,
  NEVER,
  NOW,
  reportOf,
} from '../../provenance/reports.ts';

const markdownOf = (report: VerifyReport) => verifyMarkdown(report, '/checkout', NOW);

describe('the Markdown of a verification', () => {
  test('begins with what it comes to, and the counts', () => {
    const lines = plainText(markdownOf(reportOf([GOOD, LOST]))).split('\n');
    expect(lines[0]).toBe('## Provenance: look at this before you install');
    expect(lines[2]).toBe('2 files of 1 project: 1 verified (1 pinned), 1 FAILED; 1 LOST');
    expect(markdownOf(reportOf([GOOD]))).toMatch(/^## Provenance: nothing got worse\n/);
    expect(markdownOf(reportOf([], { exit: 3 }))).toMatch(/could not be verified/);
  });

  test('has a row for each concern, with what was and what is', () => {
    const rows = plainText(markdownOf(reportOf([LOST, CHANGED, NEVER])))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.slice(2, 4)).toEqual([
      '| ❌ error | widget 1.4.0 | identity-changed | acme/widget, release.yml, owner number 6501, repository number 740112233 (by earlier releases) → evil/widget, release.yml, owner number 99, repository number 98 | widget-1.4.0.tar.gz (uploaded 6 days ago) | uv.lock:40 |',
      '| ❌ error | widget 1.3.0 | provenance-lost | acme/widget, release.yml (pinned) → not attested | widget-1.3.0-py3-none-any.whl (uploaded 1 day ago) | uv.lock:12 |',
    ]);
  });

  test('holds the block to accept it, line for line', () => {
    const text = plainText(markdownOf(reportOf([LOST])));
    expect(text).toContain('[[accept]]\nproject = "widget"\nversion = "1.3.0"\n');
  });

  test('names the files of a release where one row stands for several', () => {
    const wheels = ['cp312', 'cp313'].map((tag) => ({
      ...LOST,
      subject: { ...LOST.subject, filename: `widget-1.3.0-${tag}-${tag}-win_amd64.whl` },
    }));
    const text = plainText(markdownOf(reportOf(wheels)));
    expect(text).toContain('| 2 files |');
    expect(text).toContain(
      'Files: widget-1.3.0-cp312-cp312-win_amd64.whl, widget-1.3.0-cp313-cp313-win_amd64.whl (uploaded',
    );
  });

  test('stays far below the limit of a summary, however much there is to say', () => {
    const many = Array.from({ length: 4000 }, (_, at) => ({
      ...LOST,
      subject: { ...LOST.subject, project: `${'w'.repeat(200)}${at}` },
    }));
    const markdown = markdownOf(reportOf(many));
    expect(Buffer.byteLength(markdown)).toBeLessThan(512 * 1024);
    expect(markdown).toContain('and 3960 more');
  });

  test('never says that anything is safe', () => {
    const text = plainText(markdownOf(reportOf([GOOD])));
    expect(text).toContain('Provenance says where files come from, not that they are good');
    expect(text).not.toMatch(/\bsafe\b/i);
  });

  test('whatever names hold, it is shown and does nothing', () => {
    const identity = { kind: 'Other', issuer: HOSTILE, repository: HOSTILE } as const;
    const finding = findingOf('identity-changed', {
      message: HOSTILE,
      observed: identity,
      expected: { ...identity, from: 'lock' },
      acceptBlock: HOSTILE,
    });
    const file = { project: HOSTILE, version: HOSTILE, filename: HOSTILE };
    const item = itemOf('failed', {
      file: { ...file, at: { path: HOSTILE, line: 1 } },
      findings: [finding],
      identity,
    });
    const change = {
      project: HOSTILE,
      kind: 'changed',
      before: [],
      after: [{ project: HOSTILE, kind: 'Other', repository: HOSTILE }],
    } as const;
    const markdown = markdownOf(
      reportOf([item], { pinChanges: [change], root: { source: HOSTILE, staleBecause: HOSTILE } }),
    );
    expect(markdown).not.toContain('<script');
    expect(markdown).not.toContain('](');
    expect(markdown).not.toContain('##[');
    expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    const tags = [...markdown.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag);
    expect(new Set(tags)).toEqual(new Set(['details', 'summary', 'b', 'br', 'code', 'pre']));
    const cells = markdown
      .split('\n')
      .filter((line) => line.startsWith('| ❌'))
      .map((line) => line.split('|').length);
    expect(cells).toEqual([8]);
  });
});

test('what comes from no index is named in a summary, each package once', () => {
  const file = { elsewhere: 'vcs: git+https://e.example/fork' };
  const item = itemOf('not-applicable', { file, findings: [findingOf('not-applicable')] });
  const nameless = { file: { ...file, project: '' }, findings: [findingOf('not-applicable')] };
  const report = reportOf([item, item, itemOf('not-applicable', nameless)]);
  expect(plainText(markdownOf(report))).toContain(
    'Not verified, because it comes from no index: widget (vcs: git+https://e.example/fork), vcs: git+https://e.example/fork.',
  );
  expect(markdownOf(reportOf([GOOD]))).not.toContain('no index');
});
