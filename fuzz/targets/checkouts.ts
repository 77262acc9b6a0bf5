import { PublishError } from '../../src/errors.ts';
import { openPack } from '../../src/verify/evidence/pack.ts';
import { PACK_SCHEMA } from '../../src/verify/evidence/pack-schema.ts';
import { bytesOf, type Target } from '../target.ts';

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
    name: 'pack',
    seeds: () => [bytesOf(PACK.map((line) => JSON.stringify(line)).join('\n'))],
    words: ['"project":', '"page":', '"sha256":', '"provenance":', '"__proto__":', '[[[[[[['],
    isRefusal: (error) => error instanceof PublishError && error.code === 'invalid-configuration',
    run: (bytes) => openPack(bytes.toString('utf8'), 'evidence.jsonl'),
  },
];
