import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Agreement, compare } from '../../../../conformance/descriptions/agreement.ts';
import { type Recorded, readRecorded } from '../../../../conformance/descriptions/recorded.ts';

describe('recorded descriptions, as readme_renderer judged them', () => {
  let recorded: Recorded;
  let agreement: Agreement;

  beforeAll(async () => {
    recorded = await readRecorded();
    agreement = compare(recorded.texts);
  });

  test('there are many, and they are of both kinds', () => {
    expect(recorded.texts.length).toBeGreaterThan(1000);
    expect(agreement.refused).toBeGreaterThan(400);
    expect(recorded.texts.length - agreement.refused).toBeGreaterThan(400);
  });

  test('none that renders has a finding', () => {
    const alarms = [...agreement.byClass].flatMap(([id, { falseAlarms }]) =>
      falseAlarms.map((text) => ({ id, text })),
    );
    expect(alarms).toEqual([]);
  });

  test('as many are judged alike as when they were recorded', () => {
    expect(agreement.missed.slice(0, recorded.texts.length - recorded.header.agreed)).toEqual(
      agreement.missed,
    );
    expect(agreement.agreed).toBeGreaterThanOrEqual(recorded.header.agreed);
  });

  test('and for the same reason', () => {
    expect(agreement.sameMessage).toBeGreaterThanOrEqual(recorded.header.sameMessage);
  });
});
