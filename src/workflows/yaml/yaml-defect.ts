import type { Place } from '../place.ts';

/** A file that is no YAML that GitHub would read, or none that is read here. */
export class YamlDefect extends Error {
  override readonly name = 'YamlDefect';
  readonly at: Place;

  constructor(at: Place, message: string) {
    super(message);
    this.at = at;
  }
}
