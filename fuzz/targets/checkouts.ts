import { PublishError } from '../../src/errors.ts';
import { applyDelta } from '../../src/git/delta.ts';
import { GitDefect } from '../../src/git/git-defect.ts';
import { inflate } from '../../src/git/inflate.ts';
import { treeEntry } from '../../src/git/read-at-ref.ts';
import { openPack } from '../../src/verify/evidence/pack.ts';
import { PACK_SCHEMA } from '../../src/verify/evidence/pack-schema.ts';
import { bytesOf, type Target } from '../target.ts';

const MOST_BYTES = 1024 * 1024;
const BASE = Buffer.from('a'.repeat(256));
const ID = Buffer.alloc(20, 7);
const TREE = Buffer.concat(
  ['100644 uv.lock', '40000 sub'].flatMap((entry) => [Buffer.from(`${entry}\0`), ID]),
);
/** Sizes of base and result, a copy, and three bytes of its own. */
const DELTA = Buffer.from([0x80, 0x02, 0x13, 0x90, 0x10, 0x03, 0x62, 0x63, 0x64]);
const PACK = [
  {
    schema: PACK_SCHEMA,
    created: '2026-01-01T00:00:00Z',
    index: 'https://example.org/simple/',
    trustedRoot: {},
  },
  { project: 'foo', page: null },
  { sha256: 'a'.repeat(64), provenance: '{}' },
];

/** What lies in a checkout that somebody else made, beside locks. */
export const CHECKOUTS: readonly Target[] = [
  {
    name: 'git-objects',
    seeds: () => [TREE, DELTA],
    words: ['100644 ', '40000 ', '120000 ', '160000 ', '\0'],
    isRefusal: (error) => error instanceof GitDefect,
    run(bytes) {
      const kinds = [
        () => treeEntry({ kind: 'tree', content: bytes }, 'uv.lock', ID.length),
        () => applyDelta(BASE, bytes, MOST_BYTES),
        () => inflate(bytes, MOST_BYTES),
      ];
      const refusals = kinds.flatMap((read) => refusalOf(read));
      if (refusals.length === kinds.length) throw refusals[0];
    },
  },
  {
    name: 'pack',
    seeds: () => [bytesOf(PACK.map((line) => JSON.stringify(line)).join('\n'))],
    words: ['"project":', '"page":', '"sha256":', '"provenance":', '"__proto__":', '[[[[[[['],
    isRefusal: (error) => error instanceof PublishError && error.code === 'invalid-configuration',
    run: (bytes) => openPack(bytes.toString('utf8'), 'evidence.jsonl'),
  },
];

function refusalOf(read: () => unknown): GitDefect[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof GitDefect) return [error];
    throw error;
  }
}
