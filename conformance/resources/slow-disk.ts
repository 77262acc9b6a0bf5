// node --import slow-disk.ts …: each read of an open file waits, and gives a piece at most, as a disk
// does that is at the end of its strength.
import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

const WAIT_MS = 40;
const PIECE_BYTES = 64 * 1024;

const handle = await open(import.meta.filename);
const prototype = Object.getPrototypeOf(handle) as typeof handle;
await handle.close();

type Read = (
  this: typeof handle,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => Promise<unknown>;

const { read } = prototype as unknown as { readonly read: Read };
const slowRead: Read = async function (buffer, offset, length, position) {
  await setTimeout(WAIT_MS);
  return read.call(this, buffer, offset, Math.min(length, PIECE_BYTES), position);
};
Object.assign(prototype, { read: slowRead });
