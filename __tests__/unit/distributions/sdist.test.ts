import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { ArchiveContents } from '../../../src/distributions/candidate.ts';
import { readSdist } from '../../../src/distributions/sdist.ts';
import { buildSdist, sdistMembers } from '../../archives/sdist.ts';
import { buildTar, buildTarGz, type TarMember } from '../../archives/tar.ts';
import { archiveRefusal, place } from './folder.ts';

const PROJECT = { name: 'Sample', version: '1.0' };
const FILENAME = 'sample-1.0.tar.gz';
const MEBIBYTE = 1024 * 1024;

async function read(bytes: Uint8Array, filename = FILENAME): Promise<ArchiveContents> {
  return readSdist(await place(filename, bytes));
}

const refusal = (bytes: Uint8Array, filename = FILENAME): Promise<string> =>
  archiveRefusal(read(bytes, filename), filename);

/** The sample with further members. */
async function withMembers(...members: TarMember[]): Promise<Buffer> {
  return buildTarGz([...sdistMembers(PROJECT), ...members]);
}

describe('readSdist', () => {
  test('gives PKG-INFO and the digest of the whole file', async () => {
    const { bytes, filename } = await buildSdist({
      ...PROJECT,
      metadata: 'Name: Sample\n\ntext',
      files: { 'src/data.bin': randomBytes(3 * MEBIBYTE), 'empty.txt': '' },
    });
    const contents = await read(bytes, filename);
    expect(Buffer.from(contents.metadata).toString()).toBe('Name: Sample\n\ntext');
    expect(contents.size).toBe(bytes.length);
    expect(contents.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('only the PKG-INFO at the top counts', async () => {
    const egg = { path: 'sample-1.0/sample.egg-info/PKG-INFO', content: 'Name: other\n' };
    expect(text(await read(await withMembers(egg)))).toContain('Name: Sample');
  });

  test('reads extended headers, long paths, directories, links inside and thousands of members', async () => {
    const long = 'd/'.repeat(150);
    const bytes = await withMembers(
      { path: 'sample-1.0/', type: 'directory' },
      { path: `sample-1.0/${long}größe.txt`, content: 'x' },
      { path: 'sample-1.0/timed', content: 'x', pax: { mtime: '1.5' } },
      { path: 'sample-1.0/a/link', type: 'symlink', linkname: '../pyproject.toml' },
      { path: 'sample-1.0/hard', type: 'link', linkname: 'sample-1.0/pyproject.toml' },
      { path: 'sample-1.0/a/link', type: 'symlink', linkname: '../pyproject.toml' },
      { path: 'sample-1.0/./dotted', content: 'x' },
      { path: 'sample-1.0//doubled', content: 'x' },
      ...Array.from({ length: 5000 }, (_, n) => ({ path: `sample-1.0/m${n}`, content: `${n}` })),
    );
    expect(text(await read(bytes))).toContain('Name: Sample');
  });

  test('reads the long names of GNU tar', async () => {
    const path = `sample-1.0/${'長'.repeat(40)}`;
    const link = await buildTar([{ path: '././@LongLink', content: `${path}\0` }]);
    const plain = await buildTar([...sdistMembers(PROJECT), { path: 'sample-1.0/short' }]);
    const at = plain.lastIndexOf('sample-1.0/short');
    const tar = [
      plain.subarray(0, at),
      patched(link, 0, 156, 'L').subarray(0, -1024),
      plain.subarray(at),
    ];
    expect(text(await read(gzipSync(Buffer.concat(tar))))).toContain('Name: Sample');
  });

  test('reads several gzip members as one, as Python does', async () => {
    const tar = await buildTar(sdistMembers(PROJECT));
    const bytes = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))]);
    expect(text(await read(bytes))).toContain('Name: Sample');
  });
});

describe('what is no gzip-compressed tar archive', () => {
  test.each([
    ['empty', new Uint8Array(), 'it is empty'],
    ['text', Buffer.from('oops\n'), 'look like text'],
    ['an uncompressed tar', undefined, 'tar archive without compression'],
    ['gzip of text', gzipSync('x'.repeat(2000)), 'not an intact tar archive'],
    ['gzip of nothing', gzipSync(''), 'without members'],
  ])('%s', async (_, bytes, reason) => {
    expect(await refusal(bytes ?? (await buildTar(sdistMembers(PROJECT))))).toContain(reason);
  });

  test('every truncation of the sample', async () => {
    const { bytes } = await buildSdist(PROJECT);
    for (let length = 0; length < bytes.length; length += 5) {
      expect(await refusal(bytes.subarray(0, length))).toMatch(
        /not a gzip archive|truncated|intact/,
      );
    }
  });

  test('damage in the middle', async () => {
    const { bytes } = await buildSdist({ ...PROJECT, files: { random: randomBytes(5000) } });
    bytes.writeUInt32LE(0xdeadbeef, 2000);
    bytes.writeUInt32LE(0xdeadbeef, bytes.length - 8);
    expect(await refusal(bytes)).toMatch(/damaged|intact/);
  });

  test('a tar archive that ends too early', async () => {
    const tar = await buildTar(sdistMembers({ ...PROJECT, files: { big: randomBytes(5000) } }));
    expect(await refusal(gzipSync(tar.subarray(0, 3000)))).toContain('not an intact tar archive');
  });

  test.each<[string, (older: Buffer) => Uint8Array]>([
    ['a signature', () => Buffer.from('signature')],
    ['four zeros', () => Buffer.alloc(4)],
    ['many zeros', () => Buffer.alloc(1000)],
    ['the end of an older, longer file', (older) => older.subarray(-108)],
    ['the start of another gzip stream', (older) => older.subarray(0, 30)],
    ['a gzip header with a name that never ends', () => Buffer.from('\x1f\x8b\x08\x08', 'latin1')],
  ])('%s after the end of the gzip stream', async (_, make) => {
    const { bytes } = await buildSdist(PROJECT);
    const older = await buildSdist({ ...PROJECT, files: { 'more.bin': randomBytes(2000) } });
    const after = make(older.bytes);
    expect(await refusal(Buffer.concat([bytes, after]))).toMatch(
      new RegExp(
        `has ${after.length} bytes of other data after the end of its gzip stream, at byte ${bytes.length}|truncated`,
      ),
    );
  });

  test('other data behind several gzip members are told where they begin', async () => {
    const tar = await buildTar(sdistMembers(PROJECT));
    const named = gzipSync(tar.subarray(700));
    const bytes = Buffer.concat([gzipSync(tar.subarray(0, 700)), named]);
    expect(await refusal(Buffer.concat([bytes, Buffer.from('rest')]))).toContain(
      `4 bytes of other data after the end of its gzip stream, at byte ${bytes.length}`,
    );
  });
});

describe('a layout that PyPI or installers refuse', () => {
  const file = (path: string): TarMember => ({ path, content: 'x' });
  test.each<[string, readonly TarMember[], string]>([
    ['two top directories', [file('other/x')], 'more than one top-level'],
    ['a file beside the directory', [file('README')], 'more than one top-level'],
    ['PKG-INFO twice', [file('sample-1.0/PKG-INFO')], 'twice'],
    ['PKG-INFO behind "./"', [file('sample-1.0/./PKG-INFO')], 'in the place of'],
    ['PKG-INFO behind "//"', [file('sample-1.0//PKG-INFO')], 'in the place of'],
    ['PKG-INFO behind ".\\"', [file('sample-1.0/.\\PKG-INFO')], 'in the place of'],
    [
      'PKG-INFO as Windows and macOS compare names',
      [file('sample-1.0/Pkg-Info')],
      'in the place of',
    ],
    ['PKG-INFO with a dot, as Windows drops it', [file('sample-1.0/PKG-INFO.')], 'in the place of'],
    ['a member below PKG-INFO', [file('sample-1.0/PKG-INFO/x')], 'in the place of'],
    [
      'a file in the place of a symbolic link',
      [{ path: 'sample-1.0/l', type: 'symlink', linkname: 'PKG-INFO' }, file('sample-1.0/l')],
      'in the place of a link',
    ],
    [
      'a file in the place of a hard link, spelt otherwise',
      [
        { path: 'sample-1.0/l', type: 'link', linkname: 'sample-1.0/PKG-INFO' },
        file('sample-1.0/./l'),
      ],
      'in the place of a link',
    ],
    [
      'a member behind a link, spelt otherwise',
      [{ path: 'sample-1.0/l', type: 'symlink', linkname: '.' }, file('sample-1.0//l/x')],
      'behind a symbolic link',
    ],
    [
      'a link upwards the Windows way',
      [{ path: 'sample-1.0/l', type: 'symlink', linkname: 'a\\..\\..\\..\\evil' }],
      'link to something outside',
    ],
    ['a path upwards', [file('sample-1.0/../evil')], 'outside of its own folder'],
    ['a path upwards the Windows way', [file('sample-1.0/..\\evil')], 'outside of its own folder'],
    ['an absolute path', [file('/etc/evil')], 'outside of its own folder'],
    ['a drive', [file('C:/evil')], 'outside of its own folder'],
    [
      'a link upwards',
      [{ path: 'sample-1.0/l', type: 'symlink', linkname: '../../evil' }],
      'link to something outside',
    ],
    [
      'a link that goes out and comes back',
      [{ path: 'sample-1.0/l', type: 'symlink', linkname: '../sample-1.0/../../sample-1.0/x' }],
      'link to something outside',
    ],
    [
      'an absolute link',
      [{ path: 'sample-1.0/l', type: 'symlink', linkname: '/etc/passwd' }],
      'link to something outside',
    ],
    [
      'a hard link outside',
      [{ path: 'sample-1.0/l', type: 'link', linkname: 'x' }],
      'link to something outside',
    ],
    [
      'a file behind a link',
      [{ path: 'sample-1.0/a/l', type: 'symlink', linkname: '../b' }, file('sample-1.0/a/l/x')],
      'behind a symbolic link',
    ],
    ['a device', [{ path: 'sample-1.0/d', type: 'character-device' }], 'is a character-device'],
    ['a pipe', [{ path: 'sample-1.0/p', type: 'fifo' }], 'is a fifo'],
    [
      'a sparse file by extended header',
      [{ ...file('sample-1.0/s'), pax: { 'GNU.sparse.major': '1' } }],
      'sparse',
    ],
    ['a path without end', [file(`sample-1.0/${'x'.repeat(5000)}`)], 'too long'],
  ])('%s', async (_, members, reason) => {
    expect(await refusal(await withMembers(...members))).toContain(reason);
  });

  test('a sparse file of the old GNU kind', async () => {
    const tar = await buildTar([...sdistMembers(PROJECT), file('sample-1.0/s')]);
    const at = tar.lastIndexOf('sample-1.0/s');
    expect(await refusal(gzipSync(patched(tar, at, 156, 'S')))).toContain('sparse');
  });

  test('members that begin with "./"', async () => {
    const members = sdistMembers(PROJECT).map((member) => ({
      ...member,
      path: `./${member.path}`,
    }));
    expect(await refusal(await buildTarGz(members))).toContain('begin with "./"');
  });

  test('no PKG-INFO', async () => {
    const members = sdistMembers(PROJECT).filter(({ path }) => !path.endsWith('PKG-INFO'));
    expect(await refusal(await buildTarGz(members))).toContain('no sample-1.0/PKG-INFO');
  });

  test('PKG-INFO that is a link', async () => {
    const members = sdistMembers(PROJECT).map(
      (member): TarMember =>
        member.path.endsWith('PKG-INFO')
          ? { path: member.path, type: 'symlink', linkname: 'pyproject.toml' }
          : member,
    );
    expect(await refusal(await buildTarGz(members))).toContain('something else than a file');
  });

  test('nothing but PKG-INFO', async () => {
    const members = sdistMembers(PROJECT).filter(({ path }) => path.endsWith('PKG-INFO'));
    expect(await refusal(await buildTarGz(members))).toContain('PyPI does not find PKG-INFO');
    const more = [...members, file('sample-1.0/Pipfile')];
    expect(await refusal(await buildTarGz(more))).toContain('begin with sample-1.0/P,');
  });

  test('members after the end of the archive', async () => {
    const first = await buildTar(sdistMembers(PROJECT));
    const second = await buildTar([file('sample-1.0/hidden')]);
    expect(await refusal(gzipSync(Buffer.concat([first, second])))).toContain('after its end');
  });

  test('the .zip of old', async () => {
    expect(await refusal(Buffer.from('x'), 'sample-1.0.zip')).toContain('PEP 625');
  });
});

describe('an sdist that unpacks to far more is refused:', () => {
  test('a huge PKG-INFO', async () => {
    const { bytes } = await buildSdist({ ...PROJECT, metadata: Buffer.alloc(17 * MEBIBYTE, 'a') });
    expect(await refusal(bytes)).toContain('unreasonably large');
  });

  test('a member of almost nothing but zeros', async () => {
    const member = await buildTar([{ path: 'sample-1.0/zeros', content: 'x' }]);
    const size = (640 * MEBIBYTE).toString(8).padStart(11, '0');
    const header = patched(member, 0, 124, size).subarray(0, 512);
    const members = await buildTar(sdistMembers(PROJECT));
    const bytes = Buffer.concat([
      gzipSync(Buffer.concat([members.subarray(0, -1024), header])),
      ...Array.from({ length: 20 }, () => ZIPPED_ZEROS),
    ]);
    expect(await refusal(bytes)).toContain('too many for a file of');
  });
});

const ZIPPED_ZEROS = gzipSync(Buffer.alloc(32 * MEBIBYTE));

function text(contents: ArchiveContents): string {
  return Buffer.from(contents.metadata).toString();
}

/** Changes a field of the header at `at` and fixes its check sum. */
function patched(tar: Buffer, at: number, field: number, value: string): Buffer {
  const copy = Buffer.from(tar);
  const header = copy.subarray(at, at + 512);
  header.write(value, field, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return copy;
}
