import { extension } from '../../../sandbox/sigstore/certificate.ts';
import { objectIdentifier } from '../../../sandbox/sigstore/der.ts';
import type { EntryChanges } from '../forge.ts';
import type { LeafChanges } from '../leaf.ts';

export const FULCIO = '1.3.6.1.4.1.57264.1';
export const SCT = '1.3.6.1.4.1.11129.2.4.2';
export const KEY_USAGE = '2.5.29.15';
export const EXTENDED_KEY_USAGE = '2.5.29.37';
export const SUBJECT_KEY = '2.5.29.14';
export const AUTHORITY_KEY = '2.5.29.35';
export const ALTERNATIVE_NAME = '2.5.29.17';
export const BASIC_CONSTRAINTS = '2.5.29.19';

export const REPOSITORY = 'acme/widget';
export const WORKFLOW = 'release.yml';
export const SHA = '1f2e3d4c5b6a79880123456789abcdef01234567';

/** A certificate that differs from Fulcio's in one thing. */
export interface OddLeaf {
  /** The class of the difference. */
  readonly group: string;
  readonly name: string;
  readonly leaf: LeafChanges;
  /** What the log entry needs beside it. */
  readonly entry?: EntryChanges;
}

export const isOf =
  (oid: string) =>
  (one: Buffer): boolean =>
    one.includes(objectIdentifier(oid));

/** Takes an extension out. */
export const without =
  (oid: string) =>
  (usual: Buffer[]): Buffer[] =>
    usual.filter((one) => !isOf(oid)(one));

/** Puts others in an extension's place. */
export const instead =
  (oid: string, ...others: readonly Buffer[]) =>
  (usual: Buffer[]): Buffer[] => [...without(oid)(usual), ...others];

/** Fulcio's extension `arc` with any content. */
export const claim = (arc: number, content: Buffer): LeafChanges => ({
  extensions: instead(`${FULCIO}.${arc}`, extension(`${FULCIO}.${arc}`, content)),
});
