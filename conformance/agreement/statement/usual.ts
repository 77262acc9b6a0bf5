import type { Case } from '../case.ts';

/** A statement with nothing odd about it, member by member. */
export type Usual = Readonly<Record<string, unknown>>;

/** A case of a statement, given as bytes, as a text, or as what the text says. */
export type MakeStatement = (group: string, name: string, statement: unknown) => Case;
