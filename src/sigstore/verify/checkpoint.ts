/** A checkpoint (C2SP tlog-checkpoint) in a signed note (C2SP signed-note). */
const CHECKPOINT =
  /^[^\s][^\n]*\n(?<size>\d{1,20})\n(?<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*\n(?<signatures>(?:— \S+ (?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\n)+)$/;

/** The tree that a log signs for in a checkpoint. */
export interface CheckpointTree {
  /** The number of entries. */
  readonly size: bigint;
  /** The SHA-256 of the root, 32 bytes. */
  readonly root: Buffer;
  /** The lines of the signatures, not verified. */
  readonly signatures: readonly string[];
}

/**
 * Reads a checkpoint. Its signatures are not verified.
 * @throws RangeError where it has another form
 */
export function checkpointTree(envelope: string): CheckpointTree {
  const { size, root, signatures } = CHECKPOINT.exec(envelope)?.groups ?? {};
  if (size === undefined || root === undefined || signatures === undefined) {
    throw new RangeError("its log entry's checkpoint is no signed note");
  }
  return {
    size: BigInt(size),
    root: Buffer.from(root, 'base64'),
    signatures: signatures.split('\n').filter((line) => line !== ''),
  };
}
