import type { Case } from '../case.ts';

/** A case of a document that differs in one thing. */
export type MakeField = (group: string, what: string, value: unknown) => Case;
