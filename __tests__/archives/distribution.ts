import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildMetadata } from './metadata.ts';

export interface DistributionInit {
  /** The project's name as its metadata writes it. */
  readonly name: string;
  /** In normal form. */
  readonly version: string;
  /** The whole METADATA or PKG-INFO; made from `name` and `version` where absent. */
  readonly metadata?: string | Uint8Array;
  /** Further members by path; in an sdist relative to its top directory. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

export interface BuiltDistribution {
  readonly filename: string;
  readonly bytes: Buffer;
}

/** Writes a built distribution under its own name and returns its path. */
export async function writeDistribution(
  directory: string,
  distribution: BuiltDistribution,
): Promise<string> {
  const path = join(directory, distribution.filename);
  await writeFile(path, distribution.bytes);
  return path;
}

/** The name part of a file name: lower-case, with `_` where the normal form has `-`. */
export function filenamePart(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '_');
}

export function metadataOf(init: DistributionInit): string | Uint8Array {
  return init.metadata ?? buildMetadata(init);
}
