/** The entry of a transparency log that a signature is in. */
export interface LogPlace {
  /** Its number, as digits. */
  readonly index: string;
  /** When it was logged; milliseconds since the epoch. Undefined where only a timestamp tells. */
  readonly time: number | undefined;
}
