import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import {
  asSubject,
  findingOf,
  type IndexFile,
  openEvidenceWorld,
  rules,
  startFakeIndex,
} from '../evidence-world.ts';
import { PIN } from '../identity/identities.ts';

const world = await openEvidenceWorld();
let count = 0;

const fresh = (attest = true) => world.upload(`listing${++count}`, '1.0', { attest });
const OTHER = 'ab'.repeat(32);

describe('what the index says of a file', () => {
  test.each<[boolean | string, string]>([
    [true, 'the file was yanked'],
    ['broken', 'the file was yanked: broken'],
    ['', 'the file was yanked'],
  ])('yanked: %j', async (yanked, message) => {
    const file = await fresh();
    file.yanked = yanked;
    const item = await world.item(file);
    expect(rules(item)).toEqual(['yanked warning', 'first-seen note']);
    expect(findingOf(item, 'yanked').message).toBe(message);
  });

  test('quarantined: its files are gone, and that is why', async () => {
    const file = await fresh();
    world.index.files = world.index.files.filter((one) => one !== file);
    world.index.statuses.set(file.project, 'quarantined');
    expect(rules(await world.item(file))).toEqual(['quarantined error', 'unattested note']);
  });

  test('archived is as good as active', async () => {
    const file = await fresh();
    world.index.statuses.set(file.project, 'archived');
    expect(rules(await world.item(file))).toEqual(['first-seen note']);
  });

  test('gone: the locked bytes are no longer served', async () => {
    const file = await fresh();
    const subject = { ...asSubject(file), filename: `${file.project}-1.1.tar.gz`, sha256: OTHER };
    expect(rules(await world.item(subject))).toEqual(['file-gone error', 'unattested note']);
  });

  test('gone with its project', async () => {
    const subject = { from: 'lock', project: 'nowhere', version: '1', sha256: OTHER } as const;
    expect(rules(await world.item(subject))).toEqual(['file-gone error', 'unattested note']);
  });

  test('a file at hand that the index never had is a warning', async () => {
    const file = await fresh();
    const subject = {
      ...asSubject(file),
      from: 'file',
      filename: `${file.project}-9.tar.gz`,
      sha256: OTHER,
    } as const;
    expect(rules(await world.item(subject))).toEqual(['file-gone warning', 'unattested note']);
  });

  test('other bytes under the name', async () => {
    const file = await fresh();
    const item = await world.item({ ...asSubject(file), sha256: OTHER });
    expect(rules(item)).toEqual(['hash-mismatch error', 'unattested note']);
  });

  test('a bare hash is found by its bytes', async () => {
    const { project, sha256 } = await fresh();
    const item = await world.item({ from: 'lock', project, version: '1.0', sha256 });
    expect(item).toMatchObject({ verdict: 'verified', state: 'full' });
  });

  test('a release stands for its files', async () => {
    const file = await fresh();
    const filename = `${file.project}-1.0.tar.gz`;
    await world.upload(file.project, '1.0', { filename });
    const { items } = await world.verify([
      { from: 'requirement', project: file.project, version: '1.0.0' },
    ]);
    expect(items.map(({ subject, verdict }) => [subject.filename, verdict])).toEqual([
      [file.filename, 'verified'],
      [filename, 'verified'],
    ]);
  });
});

describe('a file that was added late', () => {
  async function late(daysAfter: number, daysAgo: number): Promise<IndexFile> {
    const first = await world.upload(`late${++count}`, '1.0', { daysAgo: daysAgo + daysAfter });
    const filename = `${first.project}-1.0.tar.gz`;
    return world.upload(first.project, '1.0', { filename, daysAgo });
  }

  // The world's day is 2027-10-06; PyPI has refused late files since 2026-07-08.
  test('is a warning after 14 days', async () => {
    expect(rules(await world.item(await late(15, 100)))).toEqual([
      'late-file warning',
      'first-seen note',
    ]);
    expect(rules(await world.item(await late(13, 100)))).toEqual(['first-seen note']);
  });

  test('is a note where that was usual', async () => {
    const file = await late(15, 1);
    file.uploadedAt = Date.parse('2026-07-01T00:00:00Z');
    const first = world.index.files.find((one) => one.project === file.project);
    if (first) first.uploadedAt = Date.parse('2026-06-01T00:00:00Z');
    expect(rules(await world.item(file))).toContain('late-file note');
  });
});

describe('the time of signing', () => {
  test.each([
    ['after the upload', -(2 * 3_600_000 + 60_000), 'signed 2 hours after the upload'],
    ['days before it', 3 * 86_400_000, 'signed 3 days before the upload'],
  ])('%s is a warning', async (_, shift, message) => {
    const file = await fresh();
    file.uploadedAt = (file.uploadedAt ?? 0) + shift;
    const item = await world.item(file);
    expect(rules(item)).toEqual(['time-mismatch warning', 'first-seen note']);
    expect(findingOf(item, 'time-mismatch').message).toBe(message);
  });

  test('some minutes either way are nothing', async () => {
    const file = await fresh();
    file.uploadedAt = (file.uploadedAt ?? 0) - 5 * 60_000;
    expect(rules(await world.item(file))).toEqual(['first-seen note']);
  });
});

describe('subjects that no index knows', () => {
  test('from elsewhere are not asked about', async () => {
    const subject = {
      from: 'lock',
      project: 'vcs',
      elsewhere: 'git+https://example.org/x',
    } as const;
    const before = world.index.received.length;
    const report = await world.verify([subject]);
    expect(report.items.map(rules)).toEqual([['not-applicable note']]);
    expect(report.exit).toBe(3);
    expect(world.index.received.length).toBe(before);
  });

  test('internal names never leave', async () => {
    const policy = {
      ...DEFAULT_POLICY,
      index: { provenanceFrom: undefined, internal: ['acme-*'] },
    };
    const file = await fresh();
    const report = await world.verify(
      [file, { from: 'lock', project: 'acme-core', version: '1', sha256: OTHER }],
      { policy },
    );
    expect(report.items.map(({ verdict }) => verdict)).toEqual(['verified', 'not-applicable']);
    expect(report.exit).toBe(0);
    expect(world.index.received.some(({ url }) => url.includes('acme-core'))).toBe(false);
  });

  test('nothing binds a file without a hash, though the index has it', async () => {
    const { project, version, filename } = await fresh();
    const report = await world.verify([{ from: 'lock', project, version, filename }]);
    expect(report.items.map(rules)).toEqual([['unbound note']]);
    expect(report.items[0]?.verdict).toBe('unbound');
    expect(report.exit).toBe(3);
  });
});

describe('files that come from another index', () => {
  async function mirror(change: (file: IndexFile) => void = () => undefined) {
    const index = await startFakeIndex();
    const file = await fresh();
    const copy = { ...file };
    change(copy);
    index.files.push(copy);
    const own = { simpleUrl: `${index.url}/simple/`, title: 'the mirror' };
    return { file, own: { indexes: [own] as const } };
  }

  test('are verified with the evidence of the public one', async () => {
    const { file, own } = await mirror();
    expect(rules(await world.item(file, own))).toEqual(['first-seen note']);
  });

  test('whose provenance is stripped are verified, and that is said', async () => {
    const { file, own } = await mirror((copy) => {
      copy.provenance = undefined;
    });
    const item = await world.item(file, own);
    expect(rules(item)).toEqual(['provenance-stripped warning', 'first-seen note']);
    expect(item.verdict).toBe('verified');
  });

  test('with a public name that the public index lacks come from elsewhere', async () => {
    const filename = 'listing-1.0+local-py3-none-any.whl';
    const { file, own } = await mirror(
      (copy) => void Object.assign(copy, { filename, sha256: OTHER }),
    );
    const item = await world.item({ ...asSubject(file), filename, sha256: OTHER }, own);
    expect(rules(item)).toEqual(['index-origin-changed warning', 'unattested note']);
    expect(item.verdict).toBe('unattested');
  });

  test('of a pinned project, which the public index lacks, fail', async () => {
    const filename = 'listing-1.0+local-py3-none-any.whl';
    const { file, own } = await mirror((copy) => {
      Object.assign(copy, { filename, sha256: OTHER });
    });
    const pins = [{ ...PIN, project: file.project }];
    const item = await world.item(
      { ...asSubject(file), filename, sha256: OTHER },
      { ...own, pins },
    );
    expect(rules(item)).toEqual(['provenance-lost error', 'index-origin-changed warning']);
  });

  test('with the name of a public file and other bytes fail', async () => {
    const { file, own } = await mirror((copy) => {
      copy.sha256 = OTHER;
    });
    const item = await world.item({ ...asSubject(file), sha256: OTHER }, own);
    expect(rules(item)).toContain('hash-mismatch error');
  });

  test('with a name that nobody else has are unattested', async () => {
    const { own } = await mirror();
    const subject = { from: 'lock', project: 'private', version: '1', sha256: OTHER } as const;
    expect(rules(await world.item(subject, own))).toEqual(['unattested note']);
  });
});

describe('installed distributions', () => {
  const of = (file: IndexFile) =>
    ({ from: 'environment', project: file.project, version: file.version }) as const;

  test('of an attested release: which file was installed nobody recorded', async () => {
    const item = await world.item(of(await fresh()));
    expect(item.verdict).toBe('release-attested');
  });

  test('are one item, however many files the release has; the worst of them counts', async () => {
    const file = await fresh();
    const filename = `${file.project}-1.0-cp312-cp312-win_amd64.whl`;
    await world.upload(file.project, '1.0', { filename, attest: false });
    await world.upload(file.project, '1.0', { filename: `${file.project}-1.0.tar.gz` });
    const item = await world.item(of(file));
    expect(item).toMatchObject({ verdict: 'unattested', state: 'partial', subject: of(file) });
    expect(rules(item)).toEqual(['provenance-partial note']);
  });

  test('with changed files are a warning', async () => {
    const item = await world.item({ ...of(await fresh()), changedFiles: ['a.py', 'b.py'] });
    expect(rules(item)).toEqual(['record-mismatch warning', 'first-seen note']);
  });

  test('that differ from the attested wheel fail', async () => {
    const item = await world.item({ ...of(await fresh()), differingFiles: ['a.py'] });
    expect(rules(item)).toEqual(['installed-differs error', 'first-seen note']);
  });

  test('of a release that was never attested', async () => {
    const item = await world.item(of(await fresh(false)));
    expect(item).toMatchObject({ verdict: 'unattested' });
  });
});

test('what is built here is said', async () => {
  const item = await world.item({ ...asSubject(await fresh()), buildsLocally: true });
  expect(rules(item)).toEqual(['first-seen note', 'builds-locally note']);
});
