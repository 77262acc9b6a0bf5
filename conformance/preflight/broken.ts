import { SDISTS, WHEELS } from './broken-archives.ts';
import { METADATA } from './broken-metadata.ts';
import { type Broken, packed, withHeaders } from './spoil.ts';

/** Every one of them; iniconfig 2.1.0 is what they are made of. */
export const BROKEN: readonly Broken[] = [...METADATA, ...WHEELS, ...SDISTS];

/** As it was, put together anew: what makes the difference must be what was spoilt. */
export const SOUND: readonly Broken[] = (['wheel', 'sdist'] as const).map((kind) => ({
  name: `${kind}: put together anew`,
  kind,
  build: (members) => packed(kind, withHeaders(members, [])),
}));
