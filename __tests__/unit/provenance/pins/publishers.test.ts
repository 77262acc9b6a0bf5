import { describe, expect, test } from '@jest/globals';
import type { Claims } from '../../../../sandbox/github/claims.ts';
import type { Pin } from '../../../../src/provenance/pins/pin.ts';
import { parsePinFile } from '../../../../src/provenance/pins/pin-file.ts';
import { NO_DEMANDS } from '../../../../src/provenance/policy/demands.ts';
import {
  asSubject,
  findingOf,
  type IndexFile,
  openEvidenceWorld,
  rules,
} from '../evidence-world.ts';
import { PIN } from '../identity/identities.ts';

const world = await openEvidenceWorld();
let count = 0;

/** A release by another job than the usual one, after one by that. */
async function changed(claims: Claims): Promise<IndexFile> {
  const project = `changing${++count}`;
  await world.upload(project, '1.0', { daysAgo: 20 });
  return world.upload(project, '1.1', { daysAgo: 10, claims });
}

/** The job is in the workflow that was started. */
const withJob = (claims: Claims): Claims =>
  claims['workflow_ref'] === undefined
    ? claims
    : { ...claims, job_workflow_ref: claims['workflow_ref'] };

const pinned = (file: IndexFile, change: Partial<Pin> = {}) => ({
  pins: [{ ...PIN, project: file.project, ...change }],
});

const CHANGES: readonly (readonly [string, Claims, string, readonly string[]])[] = [
  ['nothing', {}, 'verified', []],
  ['renamed', { repository: 'acme/gadget' }, 'verified', ['renamed note']],
  [
    'transferred',
    { repository: 'emca/widget', repository_owner_id: '7' },
    'failed',
    ['transferred error'],
  ],
  [
    'account resurrected',
    { repository_id: '8', repository_owner_id: '7' },
    'failed',
    ['account-resurrected error'],
  ],
  ['repository recreated', { repository_id: '8' }, 'verified', ['repo-recreated warning']],
  [
    'another repository',
    { repository: 'evil/widget', repository_id: '8', repository_owner_id: '7' },
    'failed',
    ['identity-changed error'],
  ],
  [
    'another workflow',
    { workflow_ref: 'acme/widget/.github/workflows/other.yml@refs/tags/v1.0.0' },
    'verified',
    ['workflow-changed warning'],
  ],
];

describe('compared with a pin', () => {
  test.each(CHANGES)('%s', async (_, claims, verdict, expected) => {
    const file = await changed(withJob(claims));
    const item = await world.item(file, pinned(file));
    expect(rules(item)).toEqual(expected);
    expect(item).toMatchObject({ verdict, pinned: true });
  });

  test('circumstances that differ are a warning', async () => {
    const file = await changed({ event_name: 'workflow_dispatch', environment: 'test' });
    const item = await world.item(file, pinned(file));
    expect(rules(item)).toEqual(['drift warning']);
    expect(findingOf(item, 'drift').message).toContain(
      'environment pypi → test; trigger push → workflow_dispatch',
    );
  });

  test('one of several pins is enough', async () => {
    const file = await changed({ repository: 'acme/other', repository_id: '9' });
    const other = { ...PIN, project: file.project, repository: 'acme/other', repositoryId: '9' };
    const pins = [...pinned(file).pins, other];
    expect(rules(await world.item(file, { pins }))).toEqual([]);
  });

  test('a block to accept the change names the new owner, and no block is offered for a name that was registered anew', async () => {
    const file = await changed({ repository: 'emca/widget', repository_owner_id: '7' });
    const { acceptBlock } = findingOf(await world.item(file, pinned(file)), 'transferred');
    expect(acceptBlock).toContain('owner-id = 7');
    const stolen = await changed({ repository_id: '8', repository_owner_id: '7' });
    const finding = findingOf(await world.item(stolen, pinned(stolen)), 'account-resurrected');
    expect(finding.acceptBlock).toBeUndefined();
  });
});

describe('compared with the release before, where nothing is pinned', () => {
  test.each(CHANGES.filter(([name]) => name !== 'nothing' && name !== 'renamed'))(
    '%s',
    async (_, claims, verdict, expected) => {
      const file = await changed(withJob(claims));
      const item = await world.item(file);
      expect(rules(item)).toEqual(expected);
      expect(item).toMatchObject({ verdict, pinned: false });
      expect(item.findings[0]?.expected).toMatchObject({ from: 'history' });
    },
  );

  test('the run of releases that agree is verified where it is to be pinned', async () => {
    const file = await changed({});
    const [item] = (await world.verify([file], { updatePins: true })).items;
    expect(item && rules(item)).toEqual(['first-seen note']);
    expect(item && findingOf(item, 'first-seen').message).toContain('release 1.0 agrees');
    expect(item?.history).toMatchObject({ agreeing: 1, version: '1.0' });
  });

  test('a release before that says the same is not verified, and that is said', async () => {
    const file = await changed({});
    const item = await world.item(file);
    expect(rules(item)).toEqual(['first-seen note']);
    expect(findingOf(item, 'first-seen').message).toContain('release 1.0 names the same publisher');
    expect(item.history).toBeUndefined();
  });

  test('files of one release ask for the release before it once', async () => {
    const file = await changed({});
    const filename = `${file.project}-1.1.tar.gz`;
    const second = await world.upload(file.project, '1.1', { filename, daysAgo: 10 });
    const before = world.index.received.length;
    await world.verify([file, second]);
    expect(world.index.received.length - before).toBe(4);
  });

  test('one that lies is found out', async () => {
    const file = await changed({ repository_id: '8', repository_owner_id: '7' });
    const earlier = world.index.files.find((one) => one.project === file.project);
    const [bundle] = earlier?.provenance?.attestation_bundles ?? [];
    if (bundle) bundle.attestations = [{ hello: 1 }];
    const item = await world.item(file);
    expect(rules(item)).toEqual(['not-checked error', 'first-seen note']);
    expect(findingOf(item, 'not-checked').message).toContain(
      'whether the publisher changed could not be checked: 1 earlier releases are attested, and none of what',
    );
  });

  test('where no earlier release can be read, a change of the publisher could not be checked', async () => {
    const file = await changed({});
    const earlier = world.index.files.find((one) => one.project === file.project);
    if (earlier) earlier.answer = { status: 403, body: '' };
    const report = await world.verify([file], { updatePins: true });
    expect(report.items.map(rules)).toEqual([['not-checked error', 'first-seen note']]);
    expect(report).toMatchObject({ exit: 3, pinChanges: [] });
  });
});

describe('files of one release by two publishers', () => {
  async function twice() {
    const first = await world.upload(`mixed${++count}`, '1.0');
    const second = await world.upload(first.project, '1.0', {
      filename: `${first.project}-1.0.tar.gz`,
      claims: { repository: 'acme/other', repository_id: '9' },
    });
    return [first, second] as const;
  }

  test('are a warning', async () => {
    const { items } = await world.verify(await twice());
    expect(items.map(rules)).toEqual([
      ['inconsistent warning', 'first-seen note'],
      ['inconsistent warning', 'first-seen note'],
    ]);
    expect(items.map(({ state }) => state)).toEqual(['inconsistent', 'inconsistent']);
  });

  test('are as they should be where both are pinned', async () => {
    const files = await twice();
    const [first] = files;
    const pins = [
      { ...PIN, project: first.project },
      { ...PIN, project: first.project, repository: 'acme/other', repositoryId: '9' },
    ];
    const { items } = await world.verify(files, { pins });
    expect(items.map(rules)).toEqual([[], []]);
  });
});

describe('demands of a run', () => {
  test('are met or not, by equality', async () => {
    const file = await world.upload(`demanded${++count}`, '1.0');
    const ask = async (repository: string) =>
      rules(await world.item(file, { demands: { ...NO_DEMANDS, repository } }));
    expect(await ask('ACME/widget')).toEqual(['first-seen note']);
    expect(await ask('acme/w.*')).toEqual(['identity-mismatch error', 'first-seen note']);
  });
});

describe("the lock's own list of identities (PEP 751)", () => {
  const GITHUB = { kind: 'GitHub', repository: 'acme/widget', workflow: 'release.yml' };

  test.each<[string, readonly Record<string, unknown>[], readonly string[]]>([
    ['has the publisher', [{ kind: 'Google', email: 'a@b.c' }, GITHUB], ['first-seen note']],
    [
      'has another one',
      [{ ...GITHUB, repository: 'acme/x' }],
      ['lock-identity-mismatch error', 'first-seen note'],
    ],
    [
      'has nobody who is known',
      [{ kind: 'X' }],
      ['lock-identity-mismatch error', 'first-seen note'],
    ],
    ['is empty', [], ['first-seen note']],
  ])('%s', async (_, attestationIdentities, expected) => {
    const file = await world.upload(`listed${++count}`, '1.0');
    expect(rules(await world.item({ ...asSubject(file), attestationIdentities }))).toEqual(
      expected,
    );
  });

  test('gives way to a pin', async () => {
    const file = await world.upload(`listed${++count}`, '1.0');
    const subject = {
      ...asSubject(file),
      attestationIdentities: [{ ...GITHUB, workflow: 'x.yml' }],
    };
    expect(rules(await world.item(subject, pinned(file)))).toEqual([]);
  });
});

describe('pins that a run writes', () => {
  test('are of new projects, with the earliest release that was verified', async () => {
    const project = `pinning${++count}`;
    for (const [index, daysAgo] of [90, 60, 30].entries()) {
      await world.upload(project, `1.${index}`, { daysAgo });
    }
    const file = await world.upload(project, '1.3', { daysAgo: 1 });
    const report = await world.verify([file], { updatePins: true });
    expect(report.pinChanges).toMatchObject([{ project, kind: 'added', before: [] }]);
    const pins = parsePinFile(report.pinFile ?? '', 'publishers.lock.toml');
    expect(pins).toMatchObject([
      { project, repositoryId: '740112233', ownerId: '6501', firstSeen: { version: '1.0' } },
    ]);
    expect(report.items[0]?.history).toMatchObject({ agreeing: 3 });
    // And with them the next run has nothing to say.
    const next = await world.verify([file], { pins, updatePins: true });
    expect(next.items.map(rules)).toEqual([[]]);
    expect(next.pinFile).toBeUndefined();
  });

  test('are of none whose evidence fails', async () => {
    const file = await world.upload(`pinning${++count}`, '1.0');
    const publisher = file.provenance?.attestation_bundles[0]?.publisher;
    if (publisher) publisher['repository'] = 'acme/forged';
    const report = await world.verify([file], { updatePins: true });
    expect(report).toMatchObject({ pinChanges: [], exit: 1 });
  });

  test('follow a rename, and no other change', async () => {
    const renamed = await changed({ repository: 'acme/gadget' });
    const report = await world.verify([renamed], { ...pinned(renamed), updatePins: true });
    expect(report.pinChanges).toMatchObject([
      { kind: 'changed', after: [{ repository: 'acme/gadget', firstSeen: PIN.firstSeen }] },
    ]);
    const moved = await changed({ repository: 'emca/widget', repository_owner_id: '7' });
    expect(await world.verify([moved], { ...pinned(moved), updatePins: true })).toMatchObject({
      pinChanges: [],
      exit: 1,
    });
  });

  test('follow a change that is accepted by name', async () => {
    const file = await changed({ repository: 'emca/widget', repository_owner_id: '7' });
    const report = await world.verify([file], { ...pinned(file), accept: [file.project] });
    expect(report.items.map(rules)).toEqual([['transferred note']]);
    expect(report).toMatchObject({
      exit: 0,
      pinChanges: [{ after: [{ repository: 'emca/widget', ownerId: '7' }] }],
    });
  });

  test('are of a changed publisher that is accepted, where nothing was pinned before', async () => {
    const file = await changed({ repository: 'emca/widget', repository_owner_id: '7' });
    expect((await world.verify([file], { updatePins: true })).pinChanges).toEqual([]);
    const report = await world.verify([file], { accept: [file.project] });
    expect(report).toMatchObject({
      exit: 0,
      pinChanges: [{ kind: 'added', after: [{ ownerId: '7', firstSeen: { version: '1.1' } }] }],
    });
    const stolen = await changed({ repository_id: '8', repository_owner_id: '7' });
    expect(await world.verify([stolen], { accept: [stolen.project] })).toMatchObject({
      exit: 1,
      pinChanges: [],
    });
  });

  test('never follow a name that was registered anew', async () => {
    const file = await changed({ repository_id: '8', repository_owner_id: '7' });
    const report = await world.verify([file], { ...pinned(file), accept: [file.project] });
    expect(report).toMatchObject({ exit: 1, pinChanges: [] });
  });

  test('of a change under review are shown, not applied', async () => {
    const file = await changed({
      repository: 'evil/widget',
      repository_id: '8',
      repository_owner_id: '7',
    });
    const proposedPins = [
      { ...PIN, project: file.project, repository: 'evil/widget', repositoryId: '8', ownerId: '7' },
    ];
    const report = await world.verify([file], { ...pinned(file), proposedPins });
    expect(report.items.map(rules)).toEqual([['identity-changed error']]);
    expect(report.proposedPinChanges).toMatchObject([{ project: file.project, kind: 'changed' }]);
  });
});
