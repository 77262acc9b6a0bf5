import { join } from 'node:path';
import { type Base, type Broken, filenameOf, type Members } from './spoil.ts';
import { unpackSdist, unpackWheel } from './unpack.ts';

/** A base with the members of its wheel and its sdist. */
export interface Original {
  readonly base: Base;
  readonly members: Readonly<Record<Broken['kind'], Members>>;
}

export async function unpacked(base: Base, folder: string): Promise<Original> {
  const wheel = await unpackWheel(join(folder, filenameOf(base, 'wheel')));
  const sdist = await unpackSdist(join(folder, filenameOf(base, 'sdist')));
  return { base, members: { wheel, sdist } };
}
