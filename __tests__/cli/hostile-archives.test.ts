import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sdistMembers } from '../archives/sdist.ts';
import { buildTar, buildTarGz, type TarMember } from '../archives/tar.ts';
import { wheelMembers } from '../archives/wheel.ts';
import { buildZip, type ZipMember } from '../archives/zip.ts';
import { inspectJson } from './inspections.ts';
import { workFolder } from './run-cli.ts';

const PROJECT = { name: 'sample', version: '1.0' };
const WHEEL = 'sample-1.0-py3-none-any.whl';
const SDIST = 'sample-1.0.tar.gz';
const MEBIBYTE = 1024 * 1024;

let cwd: string;

beforeAll(async () => {
  cwd = await workFolder();
});

afterAll(() => rm(cwd, { recursive: true }));

/** What dist/cli.js says of an archive that it must refuse, and nothing else may come of it. */
async function refusal(filename: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(cwd, filename), bytes);
  const { run, document } = await inspectJson(cwd, filename);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).not.toMatch(/^\s+at /m);
  const [file] = document.files;
  expect(file).toMatchObject({ ok: false, error: { code: 'invalid-distribution' } });
  return JSON.stringify(file);
}

const wheel = (...members: readonly ZipMember[]) =>
  buildZip({ members: [...wheelMembers(PROJECT), ...members] });
const sdist = (...members: readonly TarMember[]) =>
  buildTarGz([...sdistMembers(PROJECT), ...members]);

describe('hostile wheels', () => {
  const zeros = Buffer.alloc(80 * MEBIBYTE);

  test('a bomb that says so', async () => {
    const bytes = wheel({ path: 'zeros', content: zeros });
    expect(await refusal(WHEEL, bytes)).toContain('more than 50 times its own size');
  });

  test('a bomb that says otherwise', async () => {
    const sizes = { size: 1000, compressedSize: deflateRawSync(zeros).length };
    const bytes = wheel({ path: 'zeros', content: zeros, local: sizes, central: sizes });
    expect(await refusal(WHEEL, bytes)).toContain('zeros cannot be unpacked');
  });

  test('a million members that are not there', async () => {
    // The ZIP64 record counts; what it counts would have to be held in memory.
    const plain = wheel();
    const end = plain.subarray(-22);
    const zip64 = Buffer.alloc(56 + 20);
    zip64.write('PK\x06\x06', 0, 'latin1');
    zip64.writeBigUInt64LE(44n, 4);
    zip64.writeBigUInt64LE(1_000_000n, 24);
    zip64.writeBigUInt64LE(1_000_000n, 32);
    zip64.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
    zip64.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
    zip64.write('PK\x06\x07', 56, 'latin1');
    zip64.writeBigUInt64LE(BigInt(plain.length - 22), 64);
    zip64.writeUInt32LE(1, 72);
    const all = Buffer.from(end);
    all.writeUInt16LE(0xffff, 8);
    all.writeUInt16LE(0xffff, 10);
    const bytes = Buffer.concat([plain.subarray(0, -22), zip64, all]);
    expect(await refusal(WHEEL, bytes)).toContain('too many members');
  });

  test('members that overlap', async () => {
    const content = 'x = 1\n';
    const bytes = wheel(
      { path: 'a.py', content },
      { path: 'b.py', content, isMissing: true, central: { offset: 0 } },
    );
    expect(await refusal(WHEEL, bytes)).toMatch(/disagree|do not have/);
  });

  test('a path of thirty thousand folders, upwards', async () => {
    const bytes = wheel({ path: `${'../'.repeat(20_000)}x`, content: '' });
    expect(await refusal(WHEEL, bytes)).toContain('outside of its own folder');
  });

  test('metadata of many megabytes', async () => {
    const members = wheelMembers(PROJECT).map((member) =>
      member.path.endsWith('METADATA')
        ? { ...member, content: zeros.subarray(0, 20 * MEBIBYTE) }
        : member,
    );
    expect(await refusal(WHEEL, buildZip({ members }))).toContain('unreasonably large');
  });
});

describe('hostile sdists', () => {
  test('a bomb', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * MEBIBYTE));
    const size = (640 * MEBIBYTE).toString(8).padStart(11, '0');
    const member = Buffer.from(await buildTar([{ path: 'sample-1.0/zeros', content: 'x' }]));
    const header = withField(member.subarray(0, 512), 124, size);
    const start = (await buildTar(sdistMembers(PROJECT))).subarray(0, -1024);
    const bytes = [gzipSync(Buffer.concat([start, header])), ...Array(10).fill(zeros)];
    expect(await refusal(SDIST, Buffer.concat(bytes))).toContain('too many for a file of');
  });

  test('half a million members', async () => {
    const header = (await buildTar([{ path: 'sample-1.0/x' }])).subarray(0, 512);
    const block = gzipSync(Buffer.alloc(512 * 10_000, header));
    const start = gzipSync((await buildTar(sdistMembers(PROJECT))).subarray(0, -1024));
    const bytes = [start, ...Array(51).fill(block)];
    expect(await refusal(SDIST, Buffer.concat(bytes))).toContain('too many members');
  });

  test('a size that the archive does not have', async () => {
    const member = Buffer.from(await buildTar([{ path: 'sample-1.0/x', content: 'x' }]));
    const header = withField(member.subarray(0, 512), 124, '77777777777');
    const start = (await buildTar(sdistMembers(PROJECT))).subarray(0, -1024);
    const bytes = gzipSync(Buffer.concat([start, header, member.subarray(512)]));
    expect(await refusal(SDIST, bytes)).toContain('its end is missing');
  });

  test('links that lead out, by one another', async () => {
    const bytes = await sdist(
      { path: 'sample-1.0/a', type: 'symlink', linkname: '.' },
      { path: 'sample-1.0/a/b', type: 'symlink', linkname: '..' },
    );
    expect(await refusal(SDIST, bytes)).toContain('behind a symbolic link');
  });

  test('links in a hundred thousand folders', async () => {
    const links = Array.from({ length: 60 }, (_, at): TarMember => {
      return { path: `sample-1.0/${at}/${'d/'.repeat(1800)}l`, type: 'symlink', linkname: 'x' };
    });
    expect(await refusal(SDIST, await sdist(...links))).toContain('too many links');
  });

  test('a path of thirty thousand folders', async () => {
    const bytes = await sdist({ path: `sample-1.0/${'d/'.repeat(30_000)}x` });
    expect(await refusal(SDIST, bytes)).toContain('path is too long');
  });
});

/** With a field overwritten and the check sum fixed. */
function withField(header: Buffer, field: number, value: string): Buffer {
  header.write(value, field, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
