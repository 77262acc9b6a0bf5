import { expect, test } from '@jest/globals';
import { openEvidenceWorld, rules } from '../provenance/evidence-world.ts';

const world = await openEvidenceWorld();

test('a file that a GitHub job attested is verified, with the identity of its certificate', async () => {
  const file = await world.upload('widget', '1.0');
  const report = await world.verify([file]);
  const [item] = report.items;
  expect(item).toMatchObject({
    verdict: 'verified',
    state: 'full',
    pinned: false,
    evidence: 'index',
    identity: {
      kind: 'GitHub',
      repository: 'acme/widget',
      repositoryId: '740112233',
      ownerId: '6501',
      workflow: 'release.yml',
      environment: 'pypi',
      ref: 'refs/tags/v1.0.0',
      trigger: 'push',
      runner: 'github-hosted',
    },
  });
  expect(item && rules(item)).toEqual(['first-seen note']);
  expect(report).toMatchObject({ exit: 0, summary: { files: 1, verdicts: { verified: 1 } } });
});

test('a file that was never attested passes with a note', async () => {
  const file = await world.upload('gadget', '1.0', { attest: false });
  const report = await world.verify([file]);
  expect(report.items.map(rules)).toEqual([['unattested note']]);
  expect(report).toMatchObject({ exit: 0, summary: { verdicts: { unattested: 1 } } });
});
