import { describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import type { VerifyReport } from '../../../../src/provenance/report.ts';
import { RULE_IDS } from '../../../../src/provenance/rules.ts';
import { sarif } from '../../../../src/verify/report/sarif.ts';
import {
  ACME,
  CHANGED,
  findingOf,
  GOOD,
  itemOf,
  LOST,
  NEVER,
  NOW,
  reportOf,
} from '../../provenance/reports.ts';

const message = v.object({ text: v.pipe(v.string(), v.minLength(1)) });
const level = v.picklist(['error', 'warning', 'note', 'none']);
/** A URI reference (RFC 3986) as SARIF wants its `uri`: no space, no backslash, nothing unescaped. */
const uri = v.pipe(v.string(), v.regex(/^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/));

/** The parts of the SARIF 2.1.0 schema that this output and GitHub's reader need. */
const sarifLog = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal('2.1.0'),
  runs: v.pipe(
    v.array(
      v.strictObject({
        tool: v.strictObject({
          driver: v.strictObject({
            name: v.string(),
            semanticVersion: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)),
            rules: v.array(
              v.strictObject({
                id: v.string(),
                name: v.optional(v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z]+$/))),
                shortDescription: message,
                fullDescription: message,
                help: message,
                defaultConfiguration: v.strictObject({ level }),
                properties: v.strictObject({ tags: v.array(v.string()) }),
              }),
            ),
          }),
        }),
        invocations: v.array(
          v.strictObject({ executionSuccessful: v.boolean(), exitCode: v.number() }),
        ),
        columnKind: v.picklist(['utf16CodeUnits', 'unicodeCodePoints']),
        results: v.array(
          v.strictObject({
            ruleId: v.string(),
            ruleIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
            level,
            message,
            locations: v.pipe(
              v.array(
                v.strictObject({
                  physicalLocation: v.strictObject({
                    artifactLocation: v.strictObject({ uri }),
                    region: v.strictObject({ startLine: v.pipe(v.number(), v.minValue(1)) }),
                  }),
                  logicalLocations: v.array(
                    v.strictObject({ fullyQualifiedName: v.string(), kind: v.string() }),
                  ),
                }),
              ),
              v.length(1),
            ),
            partialFingerprints: v.record(
              v.string(),
              v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
            ),
            properties: v.object({ files: v.array(v.string()), count: v.number() }),
            suppressions: v.optional(
              v.array(
                v.strictObject({
                  kind: v.picklist(['inSource', 'external']),
                  status: v.picklist(['accepted', 'underReview', 'rejected']),
                  justification: v.string(),
                }),
              ),
            ),
          }),
        ),
      }),
    ),
    v.length(1),
  ),
});

function runOf(report: VerifyReport) {
  const log = sarif(report, { version: '0.1.0', workspace: '/checkout', now: NOW });
  const [run] = v.parse(sarifLog, JSON.parse(JSON.stringify(log))).runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('SARIF', () => {
  test('has every rule, each once, and results that refer to them', () => {
    const run = runOf(reportOf([LOST, CHANGED, GOOD, NEVER]));
    const { rules } = run.tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(RULE_IDS);
    expect(run.results.map(({ ruleId }) => ruleId)).toEqual([
      'identity-changed',
      'provenance-lost',
    ]);
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('points at the line of the lock, relative to the checkout', () => {
    const absolute = { path: '/checkout/sub folder/uv.lock', line: 7 };
    const [result] = runOf(
      reportOf([{ ...LOST, subject: { ...LOST.subject, at: absolute } }]),
    ).results;
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'sub%20folder/uv.lock' },
      region: { startLine: 7 },
    });
  });

  test('a release that no file names is shown at the policy: code scanning demands a place', () => {
    const { at: _, ...subject } = LOST.subject;
    const [result] = runOf(reportOf([{ ...LOST, subject }])).results;
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'provenance.toml' },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: 'widget 1.3.0', kind: 'module' }],
      },
    ]);
  });

  test('a fingerprint outlives the version, and not another publisher', () => {
    const fingerprints = [
      CHANGED,
      { ...CHANGED, subject: { ...CHANGED.subject, version: '1.5.0' } },
      {
        ...CHANGED,
        findings: [findingOf('identity-changed', { observed: { ...ACME, ownerId: '5' } })],
      },
      { ...CHANGED, subject: { ...CHANGED.subject, project: 'gadget' } },
    ].map((item) => runOf(reportOf([item])).results[0]?.partialFingerprints['publisher/v1']);
    expect(fingerprints[1]).toBe(fingerprints[0]);
    expect(new Set(fingerprints).size).toBe(3);
  });

  test('what the policy sets aside is suppressed, with the reason', () => {
    const accepted = { reason: 'maintainer confirmed', expires: '2027-01-31' };
    const item = itemOf('unattested', {
      findings: [{ ...findingOf('provenance-lost'), accepted }],
    });
    expect(runOf(reportOf([item], { exit: 0 })).results).toMatchObject([
      {
        ruleId: 'provenance-lost',
        suppressions: [{ justification: 'maintainer confirmed (until 2027-01-31)' }],
      },
    ]);
  });

  test('notes are no results: what was never attested alarms nobody', () => {
    expect(runOf(reportOf([NEVER, NEVER])).results).toEqual([]);
  });
});
