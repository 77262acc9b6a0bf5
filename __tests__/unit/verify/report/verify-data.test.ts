import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { VerifyReport } from '../../../../src/provenance/report.ts';
import { verifyDocument } from '../../../../src/verify/report/verify-data.ts';
import {
  ACME,
  CHANGED,
  findingOf,
  GOOD,
  itemOf,
  LOST,
  NEVER,
  reportOf,
} from '../../provenance/reports.ts';
import { schemaDefects } from '../../report/json-schema.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../../docs/verify.schema.json', import.meta.url), 'utf8'),
);

const documentOf = (report: VerifyReport) => JSON.parse(JSON.stringify(verifyDocument(report)));

const pins = [
  {
    project: 'widget',
    kind: 'GitHub',
    repository: 'acme/widget',
    ownerId: '6501',
    ref: 'tag',
    firstSeen: { version: '1.0', date: '2026-11-22', logIndex: '25579' },
  },
] as const;

const everything = reportOf(
  [
    {
      ...GOOD,
      indexPublisher: { kind: 'GitHub', anything: [1] },
      history: { agreeing: 3, since: '2025-01-02', version: '1.0' },
    },
    LOST,
    CHANGED,
    NEVER,
    itemOf('not-checked', { findings: [findingOf('not-checked')] }),
    itemOf('unattested', {
      findings: [
        { ...findingOf('provenance-lost'), accepted: { reason: 'so', expires: '2027-01-31' } },
      ],
    }),
    {
      ...itemOf('verified', { identity: { ...ACME, environment: null } }),
      subject: { from: 'bundle' },
    },
  ],
  {
    exit: 1,
    root: { source: 'a file', staleBecause: 'it is old', dated: '2026-01-01T00:00:00Z' },
    pinChanges: [{ project: 'widget', kind: 'added', before: [], after: pins }],
    proposedPinChanges: [{ project: 'widget', kind: 'removed', before: pins, after: [] }],
  },
);

describe('the JSON of a verification', () => {
  test('is what the schema in the documentation says', () => {
    expect(schemaDefects(documentOf(everything), SCHEMA)).toEqual([]);
    expect(schemaDefects(documentOf(reportOf([], { exit: 3 })), SCHEMA)).toEqual([]);
  });

  test('the schema refuses what is something else', () => {
    const good = documentOf(everything);
    const [item] = good.items;
    for (const bad of [
      { ...good, schema: 'verify/2' },
      { ...good, exit: 2 },
      { ...good, more: 1 },
      { ...good, items: [{ ...item, verdict: 'fine' }] },
      { ...good, items: [{ ...item, sha256: 'ABC' }] },
      { ...good, items: [{ ...item, identity: { kind: 'GitHub' } }] },
      { ...good, items: [{ ...item, at: { path: 'a', line: 0 } }] },
      { ...good, summary: { ...good.summary, files: -1 } },
    ]) {
      expect(schemaDefects(bad, SCHEMA)).not.toEqual([]);
    }
  });

  test('names publishers with the keys of the pin file, numbers included', () => {
    const { items } = documentOf(reportOf([CHANGED]));
    expect(items[0].findings[0]).toMatchObject({
      rule: 'identity-changed',
      expected: { from: 'history', repository: 'acme/widget', 'owner-id': '6501' },
      observed: { repository: 'evil/widget', 'owner-id': '99', 'repository-id': '98' },
    });
  });

  test('what is set aside is told and counts for no severity', () => {
    const { items } = documentOf(everything);
    expect(items[5]).toMatchObject({
      severity: null,
      rules: ['provenance-lost'],
      findings: [{ accepted: { reason: 'so', expires: '2027-01-31' } }],
    });
  });
});
