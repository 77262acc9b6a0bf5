import type { MemberAlgorithm, MemberVisitor } from '../archives/zip/zip-contents.ts';
import type { ZipEntry } from '../archives/zip/zip-entry.ts';
import { type RecordCheck, sample } from '../packaging/distribution-contents.ts';
import { parseRecord, type RecordEntry } from '../packaging/record.ts';

/** PEP 427: "any hash algorithm that is sha256 or better". */
const ALGORITHMS: ReadonlySet<string> = new Set(['sha256', 'sha384', 'sha512']);
/** Signatures of RECORD cannot stand in it (PEP 427). */
const SIGNATURES: readonly string[] = ['RECORD.jws', 'RECORD.p7s'];

/** Holds each member against RECORD while it is unpacked. */
export interface RecordChecker {
  readonly algorithm: MemberAlgorithm;
  readonly visit: MemberVisitor;
  /** After the last member. */
  finish(): RecordCheck;
}

/**
 * @param bytes Of RECORD.
 * @param folder The wheel's `.dist-info` folder.
 */
export function recordChecker(bytes: Uint8Array, folder: string): RecordChecker {
  const record = readRecord(bytes);
  const listed: ReadonlyMap<string, RecordEntry> = typeof record === 'string' ? new Map() : record;
  const exempt = new Set(SIGNATURES.map((name) => `${folder}/${name}`));
  const seen = new Set<string>();
  const unlisted: string[] = [];
  const changed: string[] = [];
  const unhashed: string[] = [];

  const algorithm: MemberAlgorithm = (path) => {
    const name = listed.get(path)?.algorithm;
    return name !== undefined && ALGORITHMS.has(name) ? name : undefined;
  };

  return {
    algorithm,
    visit(member, digest) {
      const { path } = member;
      if (path.endsWith('/') || path.endsWith('\\')) return;
      const entry = listed.get(path);
      seen.add(path);
      if (exempt.has(path)) return;
      if (entry === undefined) unlisted.push(path);
      else if (isChanged(member, entry, digest)) changed.push(path);
      else if (digest === undefined && path !== `${folder}/RECORD`) unhashed.push(path);
    },
    finish() {
      if (typeof record === 'string') return { ...NOTHING, defect: record };
      const absent = [...listed.keys()].filter((path) => !seen.has(path));
      return {
        defect: undefined,
        unlisted: sample(unlisted),
        absent: sample(absent),
        changed: sample(changed),
        unhashed: sample(unhashed),
      };
    },
  };
}

const NOTHING = {
  unlisted: sample([]),
  absent: sample([]),
  changed: sample([]),
  unhashed: sample([]),
};

function readRecord(bytes: Uint8Array): ReadonlyMap<string, RecordEntry> | string {
  try {
    return parseRecord(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return 'is not UTF-8';
  }
}

function isChanged(member: ZipEntry, entry: RecordEntry, digest: string | undefined): boolean {
  const hasOtherHash = digest !== undefined && digest !== entry.digest;
  const hasOtherSize = /^[0-9]{1,15}$/.test(entry.size) && Number(entry.size) !== member.size;
  return hasOtherHash || hasOtherSize;
}
