import type { Node } from './node.ts';

/** Where titles may stand, and what they look like there. */
export interface Sections {
  /** The styles seen, the highest level first: the underline's character, twice with an overline. */
  readonly styles: string[];
  /** The sections that the next element is in, outermost first. */
  readonly path: Node[];
}
