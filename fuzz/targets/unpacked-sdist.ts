import { gunzipSync, gzipSync } from 'node:zlib';
import type { Target } from '../target.ts';
import { ARCHIVES } from './archives.ts';

/** The TAR inside of an sdist: chance would not get past the check sums of gzip. */
export function unpackedSdist(): Target {
  const sdist = ARCHIVES.find(({ name }) => name === 'sdist');
  if (!sdist) throw new TypeError('no target named sdist');
  return {
    ...sdist,
    name: 'tar',
    seeds: async () => (await sdist.seeds()).map((bytes) => gunzipSync(bytes)),
    words: [
      'ustar\x0000',
      'ustar  \0',
      '././@LongLink',
      'GNU.sparse.map',
      '0000644\0',
      'path=',
      '20 path=../a\n',
      '\u0080\0\0\0',
    ],
    run: (bytes) => sdist.run(gzipSync(bytes, { level: 1 })),
  };
}
