import { describe, expect, test } from '@jest/globals';
import type { Pin } from '../../../../src/provenance/pins/pin.ts';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import { findingOf, openEvidenceWorld, rules } from '../evidence-world.ts';
import { PIN } from '../identity/identities.ts';

const world = await openEvidenceWorld();
let count = 0;

/** Releases of a new project, each `[days ago, attested]`; the last one is what is verified. */
async function history(...releases: readonly (readonly [number, boolean])[]) {
  const project = `lossy${++count}`;
  const files = [];
  for (const [index, [daysAgo, attest]] of releases.entries()) {
    files.push(await world.upload(project, `1.${index}`, { daysAgo, attest }));
  }
  const file = files.at(-1);
  if (file === undefined) throw new Error('no release');
  return { project, file, files };
}

const pinFor = (project: string, date: string): Pin => ({ ...PIN, project, firstSeen: { date } });

describe('without pins, a loss is graded by its age', () => {
  test.each<[string, number, string]>([
    ['hours', 0, 'provenance-lost error'],
    ['29 days', 29, 'provenance-lost error'],
    ['31 days', 31, 'provenance-lost warning'],
    ['364 days', 364, 'provenance-lost warning'],
    ['366 days', 366, 'provenance-lost note'],
  ])('%s', async (_, daysAgo, expected) => {
    const { file } = await history([399, true], [398, true], [daysAgo, false]);
    const item = await world.item(file);
    expect(rules(item)).toEqual([expected]);
    expect(item.state).toBe('lost');
    expect(findingOf(item, 'provenance-lost')).toMatchObject({
      expected: { from: 'history', repository: 'acme/widget', repositoryId: '740112233' },
    });
  });

  test('one earlier attested release is no baseline', async () => {
    const { file } = await history([60, true], [1, false]);
    expect(rules(await world.item(file))).toEqual(['unattested note']);
  });

  test('a policy may take one for a baseline', async () => {
    const { file } = await history([60, true], [1, false]);
    const policy = { ...DEFAULT_POLICY, history: { ...DEFAULT_POLICY.history, minAttested: 1 } };
    expect(rules(await world.item(file, { policy }))).toEqual(['provenance-lost error']);
  });

  test('a project that gave up attesting long ago raises no alarm with each release', async () => {
    const { file } = await history(
      [399, true],
      [398, true],
      [380, false],
      [100, false],
      [1, false],
    );
    expect(rules(await world.item(file))).toEqual(['provenance-lost note']);
  });

  test('a backport of today between attested releases does', async () => {
    const { file } = await history([300, true], [200, false], [100, true], [1, false]);
    expect(rules(await world.item(file))).toEqual(['provenance-lost error']);
  });

  test('what came before the first attested release lost nothing', async () => {
    const { files } = await history([100, false], [60, true], [30, true]);
    const [first] = files;
    expect(first && rules(await world.item(first))).toEqual(['unattested note']);
  });

  test("the index's word alone raises no error: one earlier attestation is verified", async () => {
    const { file, files } = await history([60, true], [50, true], [1, false]);
    const [oldest, newest] = files;
    const { provenance } = await world.upload('elsewhere', '1.0', { daysAgo: 70 });
    if (newest && oldest) newest.provenance = oldest.provenance;
    // One that verifies is enough, whichever it is.
    expect(rules(await world.item(file))).toEqual(['provenance-lost error']);
    if (oldest) oldest.provenance = provenance;
    const item = await world.item(file);
    expect(rules(item)).toEqual(['provenance-lost warning']);
    expect(findingOf(item, 'provenance-lost').message).toContain('none could be verified');
  });
});

describe('against a pin', () => {
  test('a loss is an error, however old', async () => {
    const { project, file } = await history([399, true], [398, false]);
    const item = await world.item(file, { pins: [pinFor(project, '2026-01-01')] });
    expect(rules(item)).toEqual(['provenance-lost error']);
    expect(findingOf(item, 'provenance-lost').expected).toMatchObject({ from: 'pin' });
    expect(item.pinned).toBe(true);
  });

  test('what was uploaded before it need not be attested', async () => {
    const { project, file } = await history([399, false]);
    const item = await world.item(file, { pins: [pinFor(project, '2030-01-01')] });
    expect(rules(item)).toEqual(['unattested note']);
  });

  test('one file of a release without provenance is an error', async () => {
    const { project } = await history([10, true]);
    const filename = `${project}-1.0-cp312-cp312-win_amd64.whl`;
    const file = await world.upload(project, '1.0', { filename, attest: false, daysAgo: 9 });
    const item = await world.item(file, { pins: [pinFor(project, '2026-01-01')] });
    expect(rules(item)).toEqual(['provenance-partial error']);
    expect(item.state).toBe('partial');
  });
});

describe('one file of a release without provenance', () => {
  async function partial(...earlier: readonly (readonly [number, boolean])[]) {
    const { project } = await history(...earlier, [10, true]);
    const version = `1.${earlier.length}`;
    const filename = `${project}-${version}.tar.gz`;
    return world.upload(project, version, { filename, attest: false, daysAgo: 10 });
  }

  test('is a warning where releases were attested whole', async () => {
    expect(rules(await world.item(await partial([20, true])))).toEqual([
      'provenance-partial warning',
    ]);
  });

  test('is a note where there is nothing to compare', async () => {
    expect(rules(await world.item(await partial()))).toEqual(['provenance-partial note']);
  });
});

describe('a project that must be attested', () => {
  const policy = {
    ...DEFAULT_POLICY,
    require: { projects: ['lossy*'], directDependencies: false },
  };

  test('and is not, fails', async () => {
    const { file } = await history([1, false]);
    expect(rules(await world.item(file, { policy }))).toEqual(['required-unattested error']);
  });

  test('fails whatever the policy makes of severities, and passes where it accepts the version', async () => {
    const { file } = await history([1, false]);
    const severity = new Map([['required-unattested', 'note']] as const);
    expect(rules(await world.item(file, { policy: { ...policy, severity } }))).toEqual([
      'required-unattested error',
    ]);
    const { project, version } = file;
    const rule = 'required-unattested' as const;
    const accept = [{ project, version, rule, reason: 'asked them', expires: '2099-12-31' }];
    expect(rules(await world.item(file, { policy: { ...policy, accept } }))).toEqual([
      'required-unattested note',
    ]);
  });

  test('and is, passes', async () => {
    const { file } = await history([1, true]);
    expect(rules(await world.item(file, { policy }))).toEqual(['first-seen note']);
  });

  test('fails as a direct dependency, and passes as one of another package', async () => {
    const { file } = await history([1, false]);
    const direct = {
      ...DEFAULT_POLICY,
      require: { projects: [], directDependencies: true },
    };
    const { project, version, filename, sha256 } = file;
    const subject = { from: 'lock', project, version, filename, sha256 } as const;
    const items = await Promise.all(
      [true, false, undefined].map((one) =>
        world.item({ ...subject, direct: one }, { policy: direct }),
      ),
    );
    expect(items.map(rules)).toEqual([
      ['required-unattested error'],
      ['unattested note'],
      ['unattested note'],
    ]);
  });

  test('fails where the run demands a publisher', async () => {
    const { file } = await history([1, false]);
    const demands = { denySelfHostedRunners: false, repository: 'acme/widget' };
    expect(rules(await world.item(file, { demands }))).toEqual(['required-unattested error']);
  });
});

test('a file without provenance is not called never attested where an earlier release is', async () => {
  await world.upload('once', '1.0', { daysAgo: 30 });
  const bare = await world.upload('once', '1.1', { attest: false, daysAgo: 2 });
  expect(findingOf(await world.item(bare), 'unattested').message).toBe(
    'not attested; 1 earlier release is attested, which is fewer than `min-attested` (2)',
  );
  const first = await world.upload('bare', '1.0', { attest: false });
  expect(findingOf(await world.item(first), 'unattested').message).toBe(
    'not attested, and no earlier release is',
  );
});
