/** Lower-case hex. */
export type ObjectId = string;

export type ObjectKind = 'commit' | 'tree' | 'blob' | 'tag';

/** An object without its header, unpacked. */
export interface GitObject {
  readonly kind: ObjectKind;
  readonly content: Buffer;
}

/** The largest object that is read, in bytes: no lock file, and no tree, is larger. */
export const MOST_OBJECT_BYTES = 64 * 1024 * 1024;
