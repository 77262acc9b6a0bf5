import type { EntryChanges, Json, RekorBody } from '../forge.ts';

/** A log entry that differs from Rekor's in one thing. */
export interface OddEntry {
  /** The class of the difference. */
  readonly group: string;
  readonly name: string;
  readonly changes: EntryChanges;
}

/** An entry with another body. */
export const put = (name: string, body: EntryChanges['body']): OddEntry => ({
  group: 'body',
  name,
  changes: body === undefined ? {} : { body },
});

/** Changes what a body says. */
export const spec = (change: (spec: RekorBody['spec']) => Json) => (usual: RekorBody) => ({
  ...usual,
  spec: change(usual.spec),
});
