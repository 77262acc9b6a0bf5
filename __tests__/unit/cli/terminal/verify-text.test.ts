import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { render } from '../../../../src/cli/terminal/text.ts';
import { verifyText } from '../../../../src/cli/verbs/verify/text.ts';
import type { VerifyReport } from '../../../../src/provenance/report.ts';
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

/** A file, say: no colours. */
const plain = new PassThrough() as unknown as NodeJS.WriteStream;

const shown = (report: VerifyReport, verbose = false) =>
  render(verifyText(report, { workspace: '/checkout', now: NOW, verbose }), plain);

describe('the text of a verification', () => {
  test('says what can be named where nothing was there', () => {
    expect(shown(reportOf([], { exit: 3 }))).toMatch(/^Nothing was there.*\.\n.*name==version/);
    expect(shown(reportOf([], { exit: 0 }))).not.toContain('name==version');
  });

  test('begins with the counts', () => {
    const report = reportOf([GOOD, GOOD, LOST, CHANGED, NEVER]);
    expect(shown(report).split('\n\n')[0]?.replaceAll('\n', ' ')).toBe(
      '5 files of 2 projects: 2 verified (2 pinned), 1 not attested, 2 FAILED; 1 LOST, 1 CHANGED',
    );
  });

  test('tells what changed, from whom to whom, since when, what to do, and the block to accept it', () => {
    const text = shown(reportOf([LOST]));
    const lines = text.split('\n').map((line) => line.trim());
    expect(lines).toContain('error: widget 1.3.0 [provenance-lost]');
    expect(lines).toContain('where        uv.lock:12');
    expect(text).toMatch(/files +widget-1\.3\.0-py3-none-any\.whl \(uploaded 1 day ago\)/);
    expect(text).toMatch(/was +acme\/widget, release\.yml \(pinned\)/);
    expect(text).toMatch(/now +not attested/);
    expect(text).toContain('\n[[accept]]\nproject = "widget"\nversion = "1.3.0"\n');
    expect(text).toContain('https://github.com/acme/widget/issues');
  });

  test('of two publishers it shows what tells them apart', () => {
    const text = shown(reportOf([CHANGED])).replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      'was acme/widget, release.yml, owner number 6501, repository number 740112233 (by earlier releases)',
    );
    expect(text).toContain('now evil/widget, release.yml, owner number 99, repository number 98');
  });

  test('says one thing once for all files of a release', () => {
    const wheels = ['cp310', 'cp311', 'cp312', 'cp313'].map((tag) => ({
      ...LOST,
      subject: { ...LOST.subject, filename: `widget-1.3.0-${tag}-${tag}-win_amd64.whl` },
    }));
    const text = shown(reportOf(wheels));
    expect(text.match(/\[provenance-lost\]/g)).toHaveLength(1);
    expect(text.replaceAll(/\n +/g, ' ')).toContain('win_amd64.whl and 1 more (uploaded');
  });

  test('of many files only those that need review are shown', () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      ...NEVER,
      subject: { ...NEVER.subject, project: `gadget-${at}` },
    }));
    const text = shown(reportOf([...many, LOST]));
    expect(text).not.toContain('gadget');
    expect(text).toContain('widget 1.3.0');
    expect(shown(reportOf(many)).trimEnd().split('\n')).toHaveLength(1);
    expect(shown(reportOf(many), true)).toContain('gadget');
  });

  test('of many of one kind the first are told, the rest counted and named', () => {
    const many = Array.from({ length: 25 }, (_, at) => ({
      ...LOST,
      subject: { ...LOST.subject, project: `widget-${at}` },
    }));
    const text = shown(reportOf(many));
    expect(text.match(/\[\[accept\]\]/g)).toHaveLength(10);
    expect(text).toContain('and 15 more [provenance-lost]:');
  });

  test('tells what the policy sets aside, until when and why', () => {
    const accepted = { reason: 'maintainer confirmed', expires: '2027-01-31' };
    const finding = { ...findingOf('provenance-lost'), accepted };
    const text = shown(reportOf([itemOf('unattested', { findings: [finding] })], { exit: 0 }));
    expect(text).toContain(
      '  widget 1.3.0 [provenance-lost] until 2027-01-31: maintainer confirmed',
    );
    expect(text).not.toContain('error:');
  });

  test('of many files, those from no index are named once, the rest of them counted', () => {
    const aside = (at: number) =>
      itemOf('not-applicable', {
        file: { project: `local-${at}`, elsewhere: `path: ./libs/${at}`, sha256: undefined },
        findings: [findingOf('not-applicable')],
      });
    const verified = Array.from({ length: 20 }, () => GOOD);
    const text = (count: number) =>
      shown(
        reportOf([...verified, ...Array.from({ length: count }, (_, at) => aside(at))]),
      ).replaceAll(/\s+/g, ' ');
    const sentence = shown(reportOf([...verified, aside(0), aside(0), aside(1)])).replaceAll(
      /\s+/g,
      ' ',
    );
    expect(sentence).toContain(
      'Not verified, because it comes from no index: local-0 (path: ./libs/0), local-1 (path: ./libs/1).',
    );
    expect(sentence.match(/local-0/g)).toHaveLength(1);
    expect(text(0)).not.toContain('Not verified');
    expect(text(60)).toMatch(/local-0 .*, local-1 .* and \d+ more\./);
  });

  test('tells whom a change under review trusts from now on', () => {
    const before = [{ project: 'widget', kind: 'GitHub', repository: 'acme/widget' }] as const;
    const after = [{ project: 'widget', kind: 'GitHub', repository: 'evil/widget' }] as const;
    const change = { project: 'widget', kind: 'changed', before, after } as const;
    const text = shown(reportOf([GOOD], { proposedPinChanges: [change] }));
    expect(text).toContain('widget (changed): acme/widget -> evil/widget');
  });

  test('fits into 80 columns, but for words that are longer', () => {
    const text = shown(reportOf([GOOD, LOST, CHANGED, NEVER]));
    for (const line of text.split('\n')) {
      expect(line.length <= 80 || !/\S \S/.test(line.slice(15))).toBe(true);
    }
  });

  test('whatever names hold, a terminal and a runner see text only', () => {
    const identity = { kind: 'Other', issuer: HOSTILE, repository: HOSTILE } as const;
    const finding = findingOf('identity-changed', {
      message: HOSTILE,
      observed: identity,
      expected: { ...identity, from: 'lock' },
      acceptBlock: HOSTILE,
    });
    const file = { project: HOSTILE, version: HOSTILE, filename: HOSTILE };
    const text = shown(
      reportOf([
        itemOf('failed', {
          file: { ...file, at: { path: HOSTILE, line: 1 } },
          findings: [finding],
          identity,
        }),
      ]),
    );
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text).not.toContain('##[');
    expect(text).not.toMatch(/^\s*::/m);
  });
});
