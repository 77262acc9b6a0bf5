import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { inspectDistribution } from '../../../src/distributions/inspect.ts';
import type { DistributionContents } from '../../../src/packaging/distribution-contents.ts';
import { sample } from '../../../src/packaging/distribution-contents.ts';
import type { BuiltDistribution } from '../../archives/distribution.ts';
import { buildMetadata } from '../../archives/metadata.ts';
import { buildSdist } from '../../archives/sdist.ts';
import { buildWheel, wheelMembers } from '../../archives/wheel.ts';
import { buildZip, type ZipMember } from '../../archives/zip.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { SOUND_RECORD } from '../distributions.ts';
import { place } from './folder.ts';

const PROJECT = { name: 'sample', version: '1.0' };
const FILENAME = 'sample-1.0-py3-none-any.whl';
const INFO = 'sample-1.0.dist-info';

describe("a wheel's RECORD", () => {
  test('is found true, whatever the size and the method of its members', async () => {
    const large = Buffer.concat([randomBytes(400_000), Buffer.alloc(900_000, 'text ')]);
    const files = {
      'sample/__init__.py': '',
      'sample/large.bin': large,
      'sample/größe, und mehr.txt': 'x',
      'sample/data/': '',
    };
    const { bytes } = buildWheel({ ...PROJECT, files });
    // A directory of its own is listed here: PyPI names neither such a line nor its lack.
    const record = (await contentsOf(bytes)).wheel?.record;
    expect(record).toEqual({ ...SOUND_RECORD, absent: sample(['sample/data/']) });
    const members = wheelMembers({ ...PROJECT, files }).map((member) => ({
      ...member,
      method: 'stored' as const,
    }));
    expect((await contentsOf(buildZip({ members }))).wheel?.record.changed.count).toBe(0);
  });

  test('has every algorithm that is sha256 or better', async () => {
    const content = 'x = 1\n';
    const hashed = (algorithm: string) =>
      `sample/__init__.py,${algorithm}=${createHash(algorithm).update(content).digest('base64url')},6\n`;
    for (const algorithm of ['sha256', 'sha384', 'sha512']) {
      const { wheel } = await contentsOf(wheelWith({ record: hashed(algorithm), content }));
      expect(wheel?.record).toEqual(SOUND_RECORD);
    }
    const { wheel } = await contentsOf(wheelWith({ record: hashed('md5'), content }));
    expect(wheel?.record).toEqual({ ...SOUND_RECORD, unhashed: sample(['sample/__init__.py']) });
  });

  test('tells what is not in it, what only it has, and what is changed', async () => {
    const extra = { path: 'sample/extra.py', content: 'x' };
    const members = wheelMembers(PROJECT)
      .map((member) => (member.path.endsWith('.py') ? { ...member, content: 'other' } : member))
      .filter(({ path }) => !path.endsWith('WHEEL'));
    const wheelFile = { path: `${INFO}/WHEEL`, content: 'Wheel-Version: 1.0\n' };
    const bytes = buildZip({ members: [extra, wheelFile, ...members] });
    expect((await contentsOf(bytes)).wheel?.record).toMatchObject({
      unlisted: sample(['sample/extra.py']),
      changed: sample([`${INFO}/WHEEL`, 'sample/__init__.py']),
    });
    const ghost = wheelWith({ record: 'sample/__init__.py,,\nsample/ghost.py,,\n', content: '' });
    expect((await contentsOf(ghost)).wheel?.record).toEqual({
      ...SOUND_RECORD,
      absent: sample(['sample/ghost.py']),
      unhashed: sample(['sample/__init__.py']),
    });
  });

  test('notices a wrong size beside a missing hash', async () => {
    const bytes = wheelWith({ record: 'sample/__init__.py,,7\n', content: 'x = 1\n' });
    expect((await contentsOf(bytes)).wheel?.record.changed).toEqual(sample(['sample/__init__.py']));
  });

  test('need not have its own signatures', async () => {
    const signatures = ['RECORD.jws', 'RECORD.p7s'].map((name) => ({
      path: `${INFO}/${name}`,
      content: '{}',
    }));
    const bytes = buildZip({ members: [...wheelMembers(PROJECT), ...signatures] });
    expect((await contentsOf(bytes)).wheel?.record).toEqual(SOUND_RECORD);
  });

  test('is held against large members that are unpacked side by side, in their order', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const files = Object.fromEntries(
      names.map((name, at) => [`sample/${name}`, randomBytes(300_000 - 20_000 * at)]),
    );
    const sound = wheelMembers({ ...PROJECT, files });
    expect((await contentsOf(buildZip({ members: sound }))).wheel?.record).toEqual(SOUND_RECORD);
    const members = sound.map((member) =>
      /\/[bde]$/.test(member.path) ? { ...member, content: randomBytes(280_000) } : member,
    );
    const { changed } = (await contentsOf(buildZip({ members }))).wheel?.record ?? SOUND_RECORD;
    expect(changed).toEqual(sample(['sample/b', 'sample/d', 'sample/e']));
  });

  test('keeps only the first of many', async () => {
    const extra = Array.from({ length: 100 }, (_, n) => ({ path: `sample/x${n}`, content: '' }));
    const bytes = buildZip({ members: [...wheelMembers(PROJECT), ...extra] });
    const { unlisted } = (await contentsOf(bytes)).wheel?.record ?? SOUND_RECORD;
    expect(unlisted).toEqual(sample(extra.map(({ path }) => path)));
    expect(unlisted.first.length).toBeLessThan(10);
  });

  test.each([
    [Buffer.from([0xff]), 'is not UTF-8'],
    [Buffer.from('a,,\n\n'), 'has an empty line'],
  ])('may be unreadable (%#)', async (content, defect) => {
    const bytes = buildZip({ members: spoiled('/RECORD', { content }) });
    expect((await contentsOf(bytes)).wheel?.record).toEqual({ ...SOUND_RECORD, defect });
  });
});

describe('a wheel that cannot be unpacked', () => {
  const large = randomBytes(600_000);

  test.each<[string, Partial<ZipMember>]>([
    ['a false check sum', { content: 'x', local: { crc: 1 }, central: { crc: 1 } }],
    ['a false size', { content: 'xyz', local: { size: 2 }, central: { size: 2 } }],
    ['a false size when large', { content: large, local: { size: 7 }, central: { size: 7 } }],
    [
      'no deflate data',
      { content: 'xyz', method: 'stored', local: { method: 8 }, central: { method: 8 } },
    ],
    [
      'no deflate data when large',
      { content: large, method: 'stored', local: { method: 8 }, central: { method: 8 } },
    ],
    [
      'a false check sum when stored',
      { content: large, method: 'stored', local: { crc: 1 }, central: { crc: 1 } },
    ],
  ])('has %s', async (_, change) => {
    const bytes = buildZip({ members: spoiled('.py', change) });
    const error = await publishErrorOf(inspectDistribution(await place(FILENAME, bytes)));
    expect(error.code).toBe('invalid-distribution');
    expect(error.message).toContain('sample/__init__.py cannot be unpacked');
  });
});

describe('content that PyPI lets nobody publish', () => {
  const token = (length: number) => `TOKEN = 'pypi-AgEIcHlwaS5vcmcCJ${'a'.repeat(length)}'`;
  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    ['a call of PyArmor', 'a.py', '__pyarmor__(__name__, __file__, b"x")', 'PyArmor'],
    ['its own template', 'a.py', '__pyarmor__(__name__, $path, b"x")', undefined],
    [
      'one of its hooks',
      'a.PY',
      'def f():\n    __pyarmor_enter_1__\n    __pyarmor_exit__',
      'PyArmor',
    ],
    ['its name', 'a.py', '# not for __pyarmor_users__', undefined],
    ['SourceDefender', 'a.pye', '---BEGIN PYE FILE---\nx\n---END PYE FILE---', 'SourceDefender'],
    ['half of SourceDefender', 'a.pye', '---BEGIN PYE FILE---\nx\n', undefined],
    ['a token of PyPI', 'a.py', token(150), 'token'],
    ['a shortened token', 'a.py', token(149), undefined],
    ['a token in another kind of file', 'a.txt', token(150), undefined],
    ['a token in a file without name', '.py', token(150), undefined],
  ];

  test.each(cases)('%s (%s)', async (_, name, content, kind) => {
    const files = { [`sample/${name}`]: content };
    const found = (path: string) => (kind === undefined ? [] : [{ path, kind }]);
    const wheel = await contentsOf(buildWheel({ ...PROJECT, files }).bytes);
    expect(wheel.forbidden).toEqual(found(`sample/${name}`));
    const sdist = await buildSdist({ ...PROJECT, files });
    expect((await contentsOf(sdist.bytes, sdist)).forbidden).toEqual(
      found(`sample-1.0/sample/${name}`),
    );
  });

  test('is found where pieces meet, and not looked for in more than 5 MiB', async () => {
    // Not to be packed: pieces are of a size that zlib decides about.
    const filled = (bytes: number) => Buffer.from(randomBytes(bytes / 2).toString('hex'));
    for (const before of [64, 256, 512, 1024].map((kib) => kib * 1024 - 100)) {
      const content = Buffer.concat([filled(before), Buffer.from(token(150)), filled(600_000)]);
      for (const method of ['deflate', 'stored'] as const) {
        const members = wheelMembers({ ...PROJECT, files: { 'sample/a.py': content } });
        const bytes = buildZip({ members: members.map((member) => ({ ...member, method })) });
        expect((await contentsOf(bytes)).forbidden).toHaveLength(1);
      }
    }
    const content = Buffer.concat([Buffer.from(token(150)), filled(5 * 1024 * 1024)]);
    const { bytes } = buildWheel({ ...PROJECT, files: { 'sample/a.py': content } });
    expect((await contentsOf(bytes)).forbidden).toEqual([]);
  });

  test('is listed with its first few members', async () => {
    const names = Array.from({ length: 20 }, (_, at) => [`sample/m${at}.py`, token(150)]);
    const files = Object.fromEntries(names);
    expect((await contentsOf(buildWheel({ ...PROJECT, files }).bytes)).forbidden).toHaveLength(5);
  });
});

describe('two archives in one file', () => {
  const reason = 'is a ZIP and a tar archive at once';
  const refusal = async (filename: string, bytes: Uint8Array) =>
    (await publishErrorOf(inspectDistribution(await place(filename, bytes)))).message;

  /** A wheel whose first block has the check sum of a tar header. */
  function tarLike(isRight: boolean): Buffer {
    const path = `sample/${'x'.repeat(600)}`;
    const plain = buildZip({ members: [{ path, content: '' }, ...wheelMembers(PROJECT)] });
    const header = Buffer.from(plain.subarray(0, 512)).fill(' ', 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0) + (isRight ? 0 : 1);
    const spelt = `${path.slice(0, 118)}${sum.toString(8).padStart(6, '0')}  ${path.slice(126)}`;
    return buildZip({ members: [{ path: spelt, content: '' }, ...wheelMembers(PROJECT)] });
  }

  test('a wheel that is a tar archive', async () => {
    expect(await refusal(FILENAME, tarLike(true))).toContain(reason);
    await expect(contentsOf(tarLike(false))).resolves.toBeDefined();
  });

  /** A gzip file with bytes of any kind in its header. */
  function withExtra(gzip: Buffer, extra: Buffer): Buffer {
    const header = Buffer.from(gzip.subarray(0, 10));
    header[3] = 4;
    const length = Buffer.alloc(2);
    length.writeUInt16LE(extra.length);
    return Buffer.concat([header, length, extra, gzip.subarray(10)]);
  }

  test('an sdist that has a ZIP archive in it', async () => {
    const built = await buildSdist(PROJECT);
    const empty = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);
    for (const zip of [empty, buildWheel(PROJECT).bytes]) {
      expect(await refusal(built.filename, withExtra(built.bytes, zip))).toContain(reason);
    }
    const noDirectory = Buffer.from(empty).fill(1, 8);
    await expect(contentsOf(withExtra(built.bytes, noDirectory), built)).resolves.toBeDefined();
  });
});

describe('what else is handed over', () => {
  test("WHEEL's tags and version, and what is wrong with entry_points.txt", async () => {
    const files = { [`${INFO}/entry_points.txt`]: '[console_scripts]\nx/y = z:main\n' };
    const { wheel } = await contentsOf(buildWheel({ ...PROJECT, files }).bytes);
    expect(wheel).toMatchObject({ wheelVersion: '1.0', tags: ['py3-none-any'] });
    expect(wheel?.entryPointsDefect).toContain('"x/y"');
    expect((await contentsOf(buildWheel(PROJECT).bytes)).wheel?.entryPointsDefect).toBeUndefined();
  });

  const metadata = buildMetadata({
    ...PROJECT,
    fields: [
      ['License-File', 'LICENSE'],
      ['License-File', 'licenses/MIT.txt'],
      ['License-File', 'gone.txt'],
    ],
  });

  test('licence files that a wheel lacks', async () => {
    const files = {
      [`${INFO}/licenses/LICENSE`]: 'x',
      [`${INFO}/licenses/licenses/MIT.txt`]: 'x',
      'gone.txt': 'elsewhere',
    };
    const { missingLicenseFiles } = await contentsOf(
      buildWheel({ ...PROJECT, metadata, files }).bytes,
    );
    expect(missingLicenseFiles).toEqual(['gone.txt']);
  });

  test('licence files that an sdist lacks', async () => {
    const files = { LICENSE: 'x', 'licenses/MIT.txt': 'x', 'licenses/gone.txt': 'elsewhere' };
    const built = await buildSdist({ ...PROJECT, metadata, files });
    expect(await contentsOf(built.bytes, built)).toEqual({
      missingLicenseFiles: ['gone.txt'],
      forbidden: [],
      wheel: undefined,
    });
  });
});

async function contentsOf(
  bytes: Uint8Array,
  { filename }: Pick<BuiltDistribution, 'filename'> = { filename: FILENAME },
): Promise<DistributionContents> {
  return (await inspectDistribution(await place(filename, bytes))).contents;
}

function spoiled(ending: string, change: Partial<ZipMember>): ZipMember[] {
  return wheelMembers(PROJECT).map((member) =>
    member.path.endsWith(ending) ? { ...member, ...change } : member,
  );
}

/** A wheel with one module, whose line in RECORD is as given; the other lines are right. */
function wheelWith({ record, content }: { record: string; content: string }): Buffer {
  const members = wheelMembers({ ...PROJECT, files: { 'sample/__init__.py': content } });
  return buildZip({
    members: members.map((member) => {
      if (!member.path.endsWith('/RECORD')) return member;
      const lines = String(member.content).split('\n').slice(1).join('\n');
      return { ...member, content: `${record}${lines}` };
    }),
  });
}
