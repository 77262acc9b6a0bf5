import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { ArchiveContents } from '../../../src/distributions/candidate.ts';
import { inspectDistribution } from '../../../src/distributions/inspect.ts';
import { readWheel } from '../../../src/distributions/wheel.ts';
import { buildWheel, wheelMembers } from '../../archives/wheel.ts';
import { buildZip, type ZipInit, type ZipMember } from '../../archives/zip.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { archiveRefusal, place } from './folder.ts';

const PROJECT = { name: 'Sample', version: '1.0' };
const FILENAME = 'sample-1.0-py3-none-any.whl';
const NOTHING = new Uint8Array();

async function read(bytes: Uint8Array, filename = FILENAME): Promise<ArchiveContents> {
  return readWheel(await place(filename, bytes));
}

const refusal = (bytes: Uint8Array, filename = FILENAME): Promise<string> =>
  archiveRefusal(read(bytes, filename), filename);

/** The sample's members, the one that ends so changed. */
function spoiled(ending: string, change: Partial<ZipMember>): ZipMember[] {
  return wheelMembers(PROJECT).map((member) =>
    member.path.endsWith(ending) ? { ...member, ...change } : member,
  );
}

function zip(init: Partial<ZipInit> = {}): Buffer {
  return buildZip({ members: wheelMembers(PROJECT), ...init });
}

describe('readWheel', () => {
  test('gives METADATA and the digest of the whole file', async () => {
    const { bytes, filename } = buildWheel({ ...PROJECT, metadata: 'Name: Sample\n\ntext' });
    const contents = await read(bytes, filename);
    expect(Buffer.from(contents.metadata).toString()).toBe('Name: Sample\n\ntext');
    expect(contents.size).toBe(bytes.length);
    expect(contents.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('reads stored members, an archive comment, names beyond ASCII and empty files', async () => {
    const members = [
      ...spoiled('METADATA', { method: 'stored' }),
      { path: 'sample/größe.py', content: '' },
      { path: 'sample/empty', content: '', method: 'stored' as const },
    ];
    const contents = await read(buildZip({ members, comment: Buffer.from('made by hand') }));
    expect(Buffer.from(contents.metadata).toString()).toContain('Name: Sample');
  });

  test('reads thousands of members', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => [`sample/m${n}.py`, ''] as const);
    const { bytes } = buildWheel({ ...PROJECT, files: Object.fromEntries(many) });
    expect((await read(bytes)).size).toBe(bytes.length);
  });

  test('reads ZIP64 records and fields where they say the same', async () => {
    const members = spoiled('METADATA', {}).map((member) => {
      const content = Buffer.from(member.content);
      const sizes = zip64Field(content.length, content.length);
      const long = { size: 0xffffffff, compressedSize: 0xffffffff, extra: sizes };
      return { ...member, method: 'stored' as const, local: long, central: long };
    });
    expect((await read(buildZip({ members }))).metadata.length).toBeGreaterThan(0);
    const plain = zip();
    const directory = directoryOf(plain);
    expect((await read(zip({ beforeEnd: zip64End(directory) }))).metadata.length).toBeGreaterThan(
      0,
    );
  });
});

describe('what is no ZIP archive is named for what it is', () => {
  test.each([
    ['empty', NOTHING, 'it is empty'],
    ['text', Buffer.from('Not found\n'), 'look like text'],
    ['a page', Buffer.from('<!DOCTYPE html><html></html>'), 'HTML'],
    ['Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), 'Git LFS pointer'],
    ['gzip', gzipSync('x'), 'gzip'],
    ['zeros', Buffer.alloc(5000), 'all zero'],
    ['noise', Buffer.from([1, 2, 3, 4, 5]), 'no known archive format'],
  ])('%s', async (_, bytes, reason) => {
    const message = await refusal(bytes);
    expect(message).toContain('is not a ZIP archive');
    expect(message).toContain(reason);
  });

  test('a missing file', async () => {
    const error = await publishErrorOf(readWheel({ path: '/nowhere/a.whl', filename: 'a.whl' }));
    expect(error.message).toBe('a.whl cannot be read (ENOENT).');
  });

  test('every truncation of the sample', async () => {
    const bytes = zip();
    for (let length = 0; length < bytes.length; length += 7) {
      expect(await refusal(bytes.subarray(0, length))).toMatch(/ZIP archive|truncated/);
    }
  });
});

describe('files that a wheel must have', () => {
  test.each(['METADATA', 'WHEEL', 'RECORD'])('%s', async (name) => {
    const members = wheelMembers(PROJECT).filter(({ path }) => !path.endsWith(name));
    expect(await refusal(buildZip({ members }))).toContain(`sample-1.0.dist-info/${name}`);
  });

  test('under the folder that the file name says', async () => {
    expect(await refusal(zip(), 'sample-2.0-py3-none-any.whl')).toContain(
      'has its metadata in sample-1.0.dist-info, but by its file name they belong in sample-2.0.dist-info',
    );
  });
});

describe('a wheel that PyPI rejects is refused for', () => {
  const descriptor = Buffer.alloc(16);
  test.each<[string, Buffer, string]>([
    [
      'a data descriptor',
      buildZip({
        members: spoiled('METADATA', {
          local: { flags: 8 },
          central: { flags: 8 },
          after: descriptor,
        }),
      }),
      'data descriptor',
    ],
    [
      'a data descriptor that only the local header has',
      buildZip({ members: spoiled('WHEEL', { local: { flags: 8 } }) }),
      'data descriptor',
    ],
    [
      'encryption',
      buildZip({ members: spoiled('WHEEL', { local: { flags: 1 }, central: { flags: 1 } }) }),
      'encrypted',
    ],
    [
      'another method',
      buildZip({ members: spoiled('WHEEL', { local: { method: 93 }, central: { method: 93 } }) }),
      'method 93',
    ],
    [
      'a duplicate',
      buildZip({
        members: [...wheelMembers(PROJECT), { path: 'sample/__init__.py', content: 'evil' }],
      }),
      'twice',
    ],
    [
      'a member that only the data have',
      buildZip({
        members: spoiled('__init__.py', { local: { path: Buffer.from('sample/__INIT__.py') } }),
      }),
      'not in its directory',
    ],
    [
      'a member that only the directory has',
      buildZip({
        members: [
          ...wheelMembers(PROJECT),
          { path: 'sample/ghost', content: 'x', isMissing: true },
        ],
      }),
      'members that its data do not have',
    ],
    [
      'a Unicode path field twice',
      buildZip({
        members: spoiled('WHEEL', {
          local: { extra: Buffer.concat([unicodePathField(), unicodePathField()]) },
        }),
      }),
      'repeats an extra field',
    ],
    [
      'a ZIP64 end record that claims to be longer',
      zip({ beforeEnd: zip64End(directoryOf(zip()), { claimed: 4 }) }),
      'ZIP64 end record is malformed',
    ],
    [
      'a NUL in a name',
      buildZip({ members: [...wheelMembers(PROJECT), { path: 'sample/a\0b', content: '' }] }),
      'control characters',
    ],
    [
      'a name that is not UTF-8',
      buildZip({
        members: spoiled('__init__.py', {
          local: { path: Buffer.from([0xff]) },
          central: { path: Buffer.from([0xff]) },
        }),
      }),
      'not UTF-8',
    ],
    [
      'a name beyond ASCII that is not marked as UTF-8',
      buildZip({
        members: [...wheelMembers(PROJECT), { path: 'é', content: '', central: { flags: 0 } }],
      }),
      'not marked as UTF-8',
    ],
    [
      'strong encryption',
      buildZip({ members: spoiled('WHEEL', { central: { flags: 0x40 } }) }),
      'encrypted',
    ],
    ['data before', Buffer.concat([Buffer.from('#!/bin/sh\n'), zip()]), 'ZIP archive'],
    ['data before that every offset knows', shifted(), 'before its first member'],
    ['data after', Buffer.concat([zip(), Buffer.from('more')]), 'data follow its end'],
    [
      'data between members',
      buildZip({
        members: spoiled('WHEEL', { after: Buffer.from('hidden bytes that nobody lists') }),
      }),
      'data stand between its members',
    ],
    [
      'a second end record in the comment',
      zip({ comment: Buffer.from('xxPK\x05\x06xx', 'latin1') }),
      'second end record',
    ],
    [
      'a comment on a member',
      buildZip({ members: spoiled('WHEEL', { central: { comment: Buffer.from('hi') } }) }),
      'has a comment',
    ],
    [
      'a count that is too small',
      zip({ end: { count: 3, countOnDisk: 3 } }),
      'directory is malformed',
    ],
    [
      'a count that is too large',
      zip({ end: { count: 5, countOnDisk: 5 } }),
      'directory is malformed',
    ],
    ['counts that differ', zip({ end: { countOnDisk: 1 } }), 'counts 1 members in this file and'],
    ['a second disk', zip({ end: { disk: 1 } }), 'split over several files'],
    [
      'a directory that lies elsewhere',
      zip({ end: { directoryOffset: 0 } }),
      'not where its end record says',
    ],
    [
      'a size that differs',
      buildZip({ members: spoiled('WHEEL', { central: { size: 7 } }) }),
      'disagree about',
    ],
    [
      'a compressed size that differs',
      buildZip({ members: spoiled('WHEEL', { local: { compressedSize: 1 } }) }),
      'disagree about',
    ],
    [
      'an offset that differs',
      buildZip({ members: spoiled('WHEEL', { central: { offset: 0 } }) }),
      'disagree about',
    ],
    [
      'an extra field without an end',
      buildZip({ members: spoiled('WHEEL', { local: { extra: Buffer.from([1, 0, 9, 0]) } }) }),
      'malformed extra field',
    ],
    [
      'a ZIP64 field twice',
      buildZip({
        members: spoiled('WHEEL', {
          local: { extra: Buffer.concat([zip64Field(1, 1), zip64Field(2, 2)]) },
        }),
      }),
      'repeats an extra field',
    ],
    [
      'ZIP64 extensible data',
      zip({ beforeEnd: zip64End(directoryOf(zip()), { extensible: 4 }) }),
      'ZIP64',
    ],
    [
      'a ZIP64 end record of other numbers',
      zip({ beforeEnd: zip64End({ ...directoryOf(zip()), count: 2 }) }),
      'ZIP64',
    ],
    [
      'a path upwards',
      buildZip({ members: [...wheelMembers(PROJECT), { path: '../evil', content: '' }] }),
      'outside of its own folder',
    ],
    [
      'an absolute path',
      buildZip({ members: [...wheelMembers(PROJECT), { path: '/etc/evil', content: '' }] }),
      'outside of its own folder',
    ],
    ...[
      'sample/./__init__.py',
      './sample/__init__.py',
      'sample//__init__.py',
      'sample\\__init__.py',
      'sample-1.0.dist-info/./METADATA',
      'sample-1.0.dist-info//RECORD',
      'sample-1.0.dist-info/metadata',
      'Sample-1.0.dist-info/METADATA',
      'sample-1.0.dist-info/METADATA.',
    ].map((path): [string, Buffer, string] => [
      `${path} next to the same path in another spelling`,
      buildZip({ members: [...wheelMembers(PROJECT), { path, content: 'evil' }] }),
      'two members that are unpacked in one place',
    ]),
  ])('%s', async (_, bytes, reason) => {
    expect(await refusal(bytes)).toContain(reason);
  });
});

describe('METADATA, WHEEL and RECORD that cannot be unpacked', () => {
  test.each(['METADATA', 'WHEEL', 'RECORD'])('%s', async (name) => {
    const wrong = { local: { crc: 1 }, central: { crc: 1 } };
    expect(await refusal(buildZip({ members: spoiled(name, wrong) }))).toContain(
      `${name} cannot be unpacked`,
    );
  });

  test.each<[string, Partial<ZipMember>]>([
    ['a wrong check sum', { local: { crc: 1 }, central: { crc: 1 } }],
    ['a size below the truth', { local: { size: 10 }, central: { size: 10 } }],
    ['a size above the truth', { local: { size: 5000 }, central: { size: 5000 } }],
    [
      'a stored size unlike the size',
      { method: 'stored', local: { size: 10 }, central: { size: 10 } },
    ],
    ['no deflate data', { method: 'stored', local: { method: 8 }, central: { method: 8 } }],
  ])('%s', async (_, change) => {
    expect(await refusal(buildZip({ members: spoiled('METADATA', change) }))).toMatch(
      /METADATA cannot be unpacked|unreasonably large/,
    );
  });

  test('that is a bomb, declared', async () => {
    const content = Buffer.alloc(17 * 1024 * 1024, 'a');
    expect(await refusal(buildZip({ members: spoiled('METADATA', { content }) }))).toContain(
      'unreasonably large',
    );
  });

  test('that is a bomb, undeclared', async () => {
    const content = Buffer.alloc(64 * 1024 * 1024, 'a');
    const lie = { local: { size: 1000 }, central: { size: 1000 } };
    expect(await refusal(buildZip({ members: spoiled('METADATA', { content, ...lie }) }))).toMatch(
      /cannot be unpacked|unreasonably large/,
    );
  });
});

test('an archive that unpacks to more than fifty times itself, and what to do about it', async () => {
  const content = Buffer.alloc(65 * 1024 * 1024);
  const members = [...wheelMembers(PROJECT), { path: 'sample/zeros.bin', content }];
  const error = await publishErrorOf(
    inspectDistribution(await place(FILENAME, buildZip({ members }))),
  );
  expect(error.message).toContain('more than 50 times its own size');
  expect(error.remedy).toContain('lower compression level');
  expect(error.remedy).not.toMatch(/^Build the distribution again/);
});

test('a directory too large to hold', async () => {
  const huge = { entryCount: 300_000, directorySize: 100, directoryOffset: 0 };
  const bytes = Buffer.concat([
    Buffer.alloc(100),
    zip64End({ count: huge.entryCount, size: 100, offset: 0 }),
    endOnly(),
  ]);
  expect(await refusal(bytes)).toContain('too many members');
});

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

/** What the end record of an archive without a comment says. */
function directoryOf(archive: Buffer): Directory {
  const end = archive.subarray(-22);
  return { count: end.readUInt16LE(10), size: end.readUInt32LE(12), offset: end.readUInt32LE(16) };
}

/** Ten bytes in front, and every offset true. */
function shifted(): Buffer {
  const prefix = Buffer.from('#!/bin/sh\n');
  let offset = 0;
  const members = wheelMembers(PROJECT).map((member) => {
    const alone = buildZip({ members: [member] });
    const moved = { ...member, central: { offset: offset + prefix.length } };
    offset += directoryOf(alone).offset;
    return moved;
  });
  const end = { directoryOffset: offset + prefix.length };
  return Buffer.concat([prefix, buildZip({ members, end })]);
}

function zip64Field(size: number, compressedSize: number): Buffer {
  const field = Buffer.alloc(20);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(16, 2);
  field.writeBigUInt64LE(BigInt(size), 4);
  field.writeBigUInt64LE(BigInt(compressedSize), 12);
  return field;
}

function unicodePathField(): Buffer {
  const field = Buffer.from('..\0\0\x01....path');
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(field.length - 4, 2);
  return field;
}

/** The ZIP64 end record and its locator. */
function zip64End(
  directory: Directory,
  options: { readonly extensible?: number; readonly claimed?: number } = {},
): Buffer {
  const extensible = options.extensible ?? 0;
  const record = Buffer.alloc(56 + extensible);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(BigInt(44 + extensible + (options.claimed ?? 0)), 4);
  record.writeBigUInt64LE(BigInt(directory.count), 24);
  record.writeBigUInt64LE(BigInt(directory.count), 32);
  record.writeBigUInt64LE(BigInt(directory.size), 40);
  record.writeBigUInt64LE(BigInt(directory.offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directory.offset + directory.size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

/** An end record that leaves every number to ZIP64. */
function endOnly(): Buffer {
  const end = Buffer.alloc(22, 0xff);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(0, 4);
  end.writeUInt16LE(0, 20);
  return end;
}

describe('what to do about an archive that building again does not change', () => {
  const remedy = async (bytes: Uint8Array): Promise<string> =>
    (await publishErrorOf(inspectDistribution(await place(FILENAME, bytes)))).remedy;

  test('a file that is added twice: what hatchling calls `force-include`', async () => {
    const members = [...wheelMembers(PROJECT), { path: 'sample/__init__.py', content: 'twice' }];
    const text = await remedy(buildZip({ members }));
    expect(text).toContain('`force-include`');
    expect(text).not.toMatch(/^Build the distribution again/);
  });

  test('bytes of two builds under one name: artifacts that were merged', async () => {
    const long = zip();
    const short = buildWheel({ ...PROJECT, files: {} }).bytes;
    const mixed = Buffer.concat([short.subarray(0, 200), long.subarray(200)]);
    expect(await remedy(mixed)).toMatch(/^Most often several jobs built a file with this name/);
  });
});
