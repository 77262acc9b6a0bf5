/** More of something than any honest writer writes: asking again would bring the same. */
export class TooMuch extends RangeError {
  override readonly name = 'TooMuch';
}
