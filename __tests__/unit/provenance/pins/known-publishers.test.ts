import { describe, expect, test } from '@jest/globals';
import type { Claims } from '../../../../sandbox/github/claims.ts';
import { type Pin, pinOf } from '../../../../src/provenance/pins/pin.ts';
import { parsePinFile } from '../../../../src/provenance/pins/pin-file.ts';
import {
  asSubject,
  findingOf,
  type IndexFile,
  openEvidenceWorld,
  rules,
  type Upload,
} from '../evidence-world.ts';

const world = await openEvidenceWorld();
let count = 0;

const workflow = (name: string): Claims => {
  const ref = `acme/widget/.github/workflows/${name}@refs/tags/v1.0.0`;
  return { workflow_ref: ref, job_workflow_ref: ref };
};
const EVIL: Claims = { repository: 'evil/widget', repository_id: '8', repository_owner_id: '7' };
const NIGHTLY: Claims = { ...workflow('nightly.yml'), event_name: 'schedule' };
const LTS = workflow('lts.yml');
const TOKEN = 'token';

type Step = readonly [version: string, daysAgo: number, by?: Claims | typeof TOKEN, more?: Upload];

/** The releases of a new project; the last one is what is verified. */
async function released(...steps: readonly Step[]) {
  const project = `known${++count}`;
  const files: IndexFile[] = [];
  for (const [version, daysAgo, by = {}, more] of steps) {
    const how = by === TOKEN ? { attest: false } : { claims: by };
    files.push(await world.upload(project, version, { daysAgo, ...how, ...more }));
  }
  const file = files.at(-1);
  if (file === undefined) throw new Error('no release');
  return { project, file, files };
}

const OURS: readonly Step[] = [
  ['1.0', 300],
  ['1.1', 200],
  ['1.2', 100],
  ['1.3', 60],
];
const TWICE: readonly Step[] = [...OURS, ['1.4', 1, EVIL], ['1.5', 1, EVIL]];

describe('a publisher does not become known by recent releases', () => {
  test.each<[string, readonly Step[], string]>([
    ['two within minutes', TWICE, 'identity-changed error'],
    [
      'many within a week',
      [...TWICE, ['1.6', 1, EVIL], ['1.7', 1, EVIL]],
      'identity-changed error',
    ],
    ['one of months ago', [...OURS, ['1.4', 50, EVIL], ['1.5', 1, EVIL]], 'identity-changed error'],
    [
      'another workflow by another event, twice',
      [...OURS, ['1.4', 1, NIGHTLY], ['1.5', 1, NIGHTLY]],
      'workflow-changed error',
    ],
    [
      'old decoys that are pre-releases',
      [['0.0.1.dev1', 350, EVIL], ['0.0.1.dev2', 340, EVIL], ...OURS, ['1.5', 1, EVIL]],
      'identity-changed error',
    ],
    [
      'a young project, by its first publisher',
      [
        ['1.0', 9],
        ['1.1', 2, EVIL],
        ['1.2', 1, EVIL],
      ],
      'identity-changed error',
    ],
    [
      'pre-releases are all that is known of a final one',
      [
        ['1.0rc1', 90],
        ['1.0rc2', 60],
        ['1.0', 1, EVIL],
      ],
      'identity-changed error',
    ],
  ])('%s', async (_, steps, expected) => {
    const { file } = await released(...steps);
    expect(rules(await world.item(file))).toEqual([expected]);
  });

  test('a release that was yanked again', async () => {
    const { file, files } = await released(
      ...OURS,
      ['1.4', 50, EVIL],
      ['1.4.1', 49, EVIL],
      ['1.5', 1, EVIL],
    );
    for (const one of files.slice(4, 6)) one.yanked = true;
    expect(rules(await world.item(file))).toEqual(['identity-changed error']);
  });

  test('--update-pins does not pin it, and --accept does', async () => {
    const { file, project } = await released(...TWICE);
    const report = await world.verify([file], { updatePins: true });
    expect(report).toMatchObject({ exit: 1, pinChanges: [] });
    const moved = await released(...OURS, ['1.4', 1, LTS]);
    expect(await world.verify([moved.file], { updatePins: true })).toMatchObject({
      exit: 0,
      pinChanges: [],
    });
    const accepted = await world.verify([file], { updatePins: true, accept: [project] });
    expect(accepted.pinChanges).toMatchObject([{ after: [{ repository: 'evil/widget' }] }]);
  });

  test('after some releases and some days it is known', async () => {
    const { file } = await released(
      ...OURS,
      ['1.4', 50, EVIL],
      ['1.5', 40, EVIL],
      ['1.6', 1, EVIL],
    );
    const item = await world.item(file);
    expect(rules(item)).toEqual(['first-seen note']);
  });
});

describe('compared with the release that was locked before the change', () => {
  const verify = (file: IndexFile, versionsBefore: readonly string[]) =>
    world.item({ ...asSubject(file), versionsBefore });

  test('a publisher who is new is an error', async () => {
    const { file } = await released(...TWICE);
    expect(rules(await verify(file, ['1.3']))).toEqual(['identity-changed error']);
  });

  test('also where no other release is older', async () => {
    const { file } = await released(['1.1', 2, EVIL], ['1.2', 1]);
    // The lock goes back to a release from before the one that it had.
    const { file: older } = await released(['1.0', 9, EVIL], ['1.1', 8, EVIL]);
    const later = await world.upload(older.project, '1.2', { daysAgo: 1 });
    expect(rules(await verify(file, ['1.1.0']))).toEqual(['identity-changed error']);
    expect(rules(await verify(older, [later.version]))).toEqual([
      'identity-changed warning',
      'first-seen note',
    ]);
  });

  test('a publisher who became known since then is a warning', async () => {
    const { file } = await released(
      ...OURS,
      ['1.4', 50, EVIL],
      ['1.5', 40, EVIL],
      ['1.6', 1, EVIL],
    );
    const item = await verify(file, ['1.3']);
    expect(rules(item)).toEqual(['identity-changed warning', 'first-seen note']);
    expect(findingOf(item, 'identity-changed').message).toContain(
      'compared with 1.3, which was locked before',
    );
  });

  test('the publisher that was in use already is no news', async () => {
    const { file } = await released(...TWICE);
    expect(rules(await verify(file, ['1.4']))).toEqual(['first-seen note']);
  });
});

describe('pre-releases and maintenance lines have publishers of their own', () => {
  const MIXED: readonly Step[] = [
    ['1.0', 200],
    ['1.1.dev1', 190, NIGHTLY],
    ['1.1.dev2', 180, NIGHTLY],
    ['1.1', 100],
    ['1.2.dev1', 90, NIGHTLY],
  ];

  test.each<[string, readonly Step[], readonly string[]]>([
    ['a final release after nightlies', [...MIXED, ['1.2', 1]], ['first-seen note']],
    ['a nightly after final releases', [...MIXED, ['1.3.dev1', 1, NIGHTLY]], ['first-seen note']],
    [
      'a final release by the workflow of nightlies',
      [...MIXED, ['1.2', 1, NIGHTLY]],
      ['workflow-changed error'],
    ],
    [
      'the first attested final release, by another workflow than nightlies',
      [
        ['1.0.dev1', 90, NIGHTLY],
        ['1.0.dev2', 80, NIGHTLY],
        ['1.0', 1],
      ],
      ['first-seen note'],
    ],
    [
      'an LTS line by its own workflow',
      [
        ['1.8', 200],
        ['2.0', 150],
        ['1.8.1', 120, LTS],
        ['2.1', 100],
        ['1.8.2', 1, LTS],
      ],
      ['first-seen note'],
    ],
    [
      'final releases by token, and attested nightlies',
      [
        ['1.0', 200, TOKEN],
        ['1.1.dev1', 90, NIGHTLY],
        ['1.1.dev2', 80, NIGHTLY],
        ['1.1', 1, TOKEN],
      ],
      ['unattested note'],
    ],
    [
      'an LTS line that has been released by token for months',
      [
        ['1.8', 390],
        ['1.9', 380],
        ['2.0', 350],
        ['1.9.1', 300, TOKEN],
        ['2.1', 200],
        ['1.9.2', 150, TOKEN],
        ['2.2', 100],
        ['1.9.3', 1, TOKEN],
      ],
      ['provenance-lost warning'],
    ],
    [
      'an old line whose only release by token is this one',
      [
        ['1.9', 390],
        ['2.0', 350],
        ['2.1', 200],
        ['1.9.1', 1, TOKEN],
      ],
      ['provenance-lost error'],
    ],
    [
      'nightlies by token for months, and attested final releases',
      [
        ['1.0', 390],
        ['1.1', 380],
        ['1.2.dev1', 370, TOKEN],
        ['1.2.dev2', 360, TOKEN],
        ['1.2', 100],
        ['1.3.dev1', 1, TOKEN],
      ],
      ['provenance-lost note'],
    ],
  ])('%s', async (_, steps, expected) => {
    const { file } = await released(...steps);
    expect(rules(await world.item(file))).toEqual(expected);
  });

  test('a pin that was written for nightlies does not hold for final releases', async () => {
    const steps: readonly Step[] = [
      ['1.1.dev1', 90, NIGHTLY],
      ['1.1.dev2', 80, NIGHTLY],
    ];
    const { file: nightly, project } = await released(...steps);
    const { pinFile = '' } = await world.verify([nightly], { updatePins: true });
    const pins = parsePinFile(pinFile, 'pins');
    expect(pins).toMatchObject([{ project, workflow: 'nightly.yml' }]);
    const final = await world.upload(project, '1.1', { attest: false, daysAgo: 1 });
    expect(rules(await world.item(final, { pins }))).toEqual(['unattested note']);
    const lost = await world.upload(project, '1.2.dev1', { attest: false, daysAgo: 1 });
    expect(rules(await world.item(lost, { pins }))).toEqual(['provenance-lost error']);
  });
});

describe('what was not attested when it was pinned did not degrade', () => {
  async function half(project: string, version: string) {
    const sdist = `${project}-${version}.tar.gz`;
    return [
      await world.upload(project, version, { daysAgo: 20 }),
      await world.upload(project, version, { daysAgo: 20, filename: sdist, attest: false }),
    ] as const;
  }

  test('an sdist that never was, then and in later releases; a wheel that was is an error', async () => {
    const project = `half${++count}`;
    const files = await half(project, '1.0');
    const { pinFile = '' } = await world.verify(files, { updatePins: true });
    const pins = parsePinFile(pinFile, 'pins');
    expect(pins).toMatchObject([{ project, unattested: ['sdist'] }]);
    const later = await half(project, '1.1');
    for (const pair of [files, later]) {
      const report = await world.verify(pair, { pins });
      expect(report.items.map(rules)).toEqual([[], ['provenance-partial note']]);
      expect(report.exit).toBe(0);
      expect((await world.verify(pair, { pins, updatePins: true })).pinChanges).toEqual([]);
    }
    const [wheel] = later;
    const other = wheel.filename.replace('py3-none-any', 'cp312-cp312-win_amd64');
    const added = await world.upload(project, '1.1', {
      filename: other,
      attest: false,
      daysAgo: 19,
    });
    expect(rules(await world.item(added, { pins }))).toEqual(['provenance-partial error']);
  });
});

describe('an index without upload times', () => {
  async function untimed(which: 'all' | 'the new one', ...steps: readonly Step[]) {
    const { file, files } = await released(...steps);
    for (const one of which === 'all' ? files : [file]) one.uploadedAt = undefined;
    return world.item(file);
  }

  describe.each(['all', 'the new one'] as const)('of %s', (which) => {
    test.each<[string, readonly Step[], readonly string[]]>([
      ['a changed publisher', TWICE, ['identity-changed error']],
      ['a loss', [...OURS, ['1.4', 1, TOKEN]], ['provenance-lost error']],
      ['the same publisher', [...OURS, ['1.10', 1]], ['first-seen note']],
      [
        'an older version than those that were attested',
        [
          ['2.0', 90],
          ['2.1', 80],
          ['1.9', 1, TOKEN],
        ],
        ['unattested note'],
      ],
    ])('%s', async (_, steps, expected) => {
      const item = await untimed(which, ...steps);
      expect(rules(item)).toEqual(expected);
      if (expected.some((rule) => rule.endsWith('note'))) {
        expect(item.findings[0]?.message).toContain('in the order of their versions');
      }
    });
  });
});

describe('an index without SHA-256', () => {
  const MD5 = { md5: 'd41d8cd98f00b204e9800998ecf8427e' };

  test.each<[string, Readonly<Record<string, string>>]>([
    ['MD5 only', MD5],
    ['no hash', {}],
  ])('says nothing about bytes: %s', async (_, hashes) => {
    const { file } = await released(['1.0', 1, TOKEN]);
    file.hashes = hashes;
    const item = await world.item(file);
    expect(rules(item)).toEqual(['unattested note']);
    expect(findingOf(item, 'unattested').message).toContain('says nothing about its bytes');
    const attested = await released(['1.0', 1]);
    attested.file.hashes = hashes;
    expect(await world.item(attested.file)).toMatchObject({ verdict: 'verified' });
    const { filename: _name, ...bare } = asSubject(file);
    expect(rules(await world.item(bare))).toEqual(['not-checked error']);
  });

  test('evidence of it is about the locked bytes, or it is false', async () => {
    const { file } = await released(['1.0', 1]);
    file.hashes = MD5;
    const item = await world.item({ ...asSubject(file), sha256: 'ab'.repeat(32) });
    expect(rules(item)).toEqual(['subject-mismatch error']);
  });
});

describe('a pin that was written from a nightly', () => {
  const FIRST = { version: '1.0', date: '2026-01-31' };
  const STEPS: readonly Step[] = [
    ['1.0.dev1', 60, NIGHTLY],
    ['1.0', 1],
  ];
  const pinned = async (more: readonly Pin[] = [], steps = STEPS) => {
    const { file } = await released(...steps);
    const { identity } = await world.item(file);
    if (identity === undefined) throw new TypeError('it was not verified');
    const { project } = file;
    const nightly = { ...identity, workflow: 'nightly.yml', trigger: 'schedule' };
    const pins = [
      pinOf(project, nightly, { version: '1.0.dev1', date: '2026-01-31' }),
      ...more.map((pin) => ({ ...pin, project })),
    ];
    return { item: await world.item(file, { pins }), stable: pinOf(project, identity, FIRST) };
  };

  test('needs review at the first final release by another workflow', async () => {
    const { item } = await pinned();
    expect(rules(item)).toEqual(['workflow-changed warning', 'drift warning']);
    expect(findingOf(item, 'workflow-changed').message).toContain('written from pre-releases');
  });

  test('is an error at the next one, as any other pin', async () => {
    const { item } = await pinned([], [...STEPS.slice(0, 1), ['1.0', 20], ['1.1', 1]]);
    expect(rules(item)).toEqual(['workflow-changed error', 'drift warning']);
  });

  test('is an error where the repository is another', async () => {
    const { file, project } = await released(['1.0.dev1', 60, NIGHTLY], ['1.0', 1, EVIL]);
    const { identity } = await world.item(file);
    if (identity === undefined) throw new TypeError('it was not verified');
    const honest = { ...identity, repository: 'acme/widget', repositoryId: '1', ownerId: '2' };
    const pins = [pinOf(project, honest, { version: '1.0.dev1', date: '2026-01-31' })];
    expect(rules(await world.item(file, { pins }))).toEqual(['identity-changed error']);
  });

  test('next to one of final releases says nothing', async () => {
    const { stable } = await pinned();
    expect(rules((await pinned([stable])).item)).toEqual([]);
  });
});
