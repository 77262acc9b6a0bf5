import type { Block } from '../block.ts';
import type { Scan } from '../parser.ts';
import type { OptionCheck } from './option-value.ts';

/** A directive as it stands in a description, taken apart. */
export interface DirectiveCall {
  readonly scan: Scan;
  /** As written. */
  readonly name: string;
  readonly line: number;
  readonly arguments: readonly string[];
  /** By name in lower case; null where an option has no value. */
  readonly options: ReadonlyMap<string, string | null>;
  readonly content: Block;
  /** Whether it defines a substitution. */
  readonly isEmbedded: boolean;
}

/** What a directive takes, and what is wrong with it beyond that. */
export interface DirectiveClass {
  readonly requiredArguments?: number;
  readonly optionalArguments?: number;
  /** The last argument takes the rest of the text, white space and all. */
  readonly hasText?: boolean;
  readonly options?: Readonly<Record<string, OptionCheck>>;
  readonly hasContent?: boolean;
  /** Reads what is inside of it, and notes what it is. */
  readonly run: (call: DirectiveCall) => void;
}

/** One directive under each of its names, which stand in one text. */
export function named(
  names: string,
  directiveClass: DirectiveClass,
): (readonly [name: string, directiveClass: DirectiveClass])[] {
  return names.split(' ').map((name) => [name, directiveClass] as const);
}
