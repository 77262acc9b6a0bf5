import { gzipSync } from 'node:zlib';
import { sdistMembers } from '../../__tests__/archives/sdist.ts';
import { buildTar } from '../../__tests__/archives/tar.ts';
import { chance } from '../packaging/chance.ts';

const BLOCK = 512;
const SEED = 721;

type Dice = ReturnType<typeof chance>;

/** Where a header's fields begin and how long they are. */
const FIELDS = [
  [0, 100],
  [100, 8],
  [108, 8],
  [116, 8],
  [124, 12],
  [136, 12],
  [156, 1],
  [157, 100],
  [257, 8],
  [265, 32],
  [297, 32],
  [329, 8],
  [337, 8],
  [345, 155],
] as const;
const TEXTS = [
  ...['', '0', '7', '0000000', '+7', '-1', '1_0', '0o17', ' 17 ', '8', '\t7', '17x', '7 7', '\0'],
  ...['\x80\0\0\0\0\0\0\x01', '\xff\xff\xff\xff\xff\xff\xff\xff', '\x80\x7f', '\x8f\0\0\0'],
  ...['sample-1.0/x', 'sample-1.0/PKG-INFO', 'other/x', '../x', '/x', 'ustar\x0000', 'ustar  \0'],
  ...'01234567xXgLKSDMNVA'.split(''),
];

/** Samples of the ways in which tar archives are written. */
async function originals(): Promise<readonly Buffer[]> {
  const members = sdistMembers({ name: 'Sample', version: '1.0', files: { 'a.txt': 'a' } });
  const plain = await buildTar(members);
  const extended = await buildTar([
    ...members,
    { path: `sample-1.0/${'d/'.repeat(150)}x`, content: 'x' },
    { path: 'sample-1.0/timed', content: 'x', pax: { mtime: '1.5', comment: 'c' } },
    { path: 'sample-1.0/link', type: 'symlink', linkname: 'a.txt' },
  ]);
  const long = await buildTar([{ path: '././@LongLink', content: 'sample-1.0/long\0' }]);
  const gnu = Buffer.concat([
    plain.subarray(0, -2 * BLOCK),
    fixed(withText(long, 0, 156, 'L')).subarray(0, -2 * BLOCK),
    (await buildTar([{ path: 'sample-1.0/short', content: 'x' }])).subarray(0),
  ]);
  return [plain, extended, gnu];
}

/** So many sdists with something changed in their tar archive; the same ones every time. */
export async function tarMutants(count: number): Promise<readonly Buffer[]> {
  const dice = chance(SEED);
  const bases = await originals();
  return Array.from({ length: count }, () => {
    let tar = dice.pick(bases);
    for (let left = 1 + dice.integer(2); left > 0; left -= 1) tar = mutated(tar, dice);
    return gzipSync(tar, { level: 1 });
  });
}

function mutated(tar: Buffer, dice: Dice): Buffer {
  const blocks = Math.floor(tar.length / BLOCK);
  const at = dice.integer(blocks) * BLOCK;
  switch (dice.integer(8)) {
    case 0: {
      const copy = Buffer.from(tar);
      copy[dice.integer(tar.length)] = dice.integer(256);
      return copy;
    }
    case 1:
      return Buffer.concat([tar.subarray(0, at), tar.subarray(at + BLOCK)]);
    case 2:
      return Buffer.concat([tar.subarray(0, at), Buffer.alloc(BLOCK), tar.subarray(at)]);
    case 3:
      return Buffer.concat([tar.subarray(0, at + BLOCK), tar.subarray(at)]);
    case 4: {
      const copy = Buffer.from(tar);
      copy[at + dice.integer(BLOCK)] = dice.integer(256);
      return fixed(copy, at);
    }
    default: {
      const [field, length] = dice.pick(FIELDS);
      return fixed(withText(tar, at, field, dice.pick(TEXTS).slice(0, length)), at);
    }
  }
}

function withText(tar: Buffer, at: number, field: number, text: string): Buffer {
  const copy = Buffer.from(tar);
  copy.write(text, at + field, 'latin1');
  return copy;
}

/** With the check sum of one header right again, so that the change is looked at. */
function fixed(tar: Buffer, at = 0): Buffer {
  const copy = Buffer.from(tar);
  const header = copy.subarray(at, at + BLOCK);
  if (header.length < BLOCK || header.every((byte) => byte === 0)) return copy;
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return copy;
}
