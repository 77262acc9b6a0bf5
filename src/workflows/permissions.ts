import type { Place } from './place.ts';
import type { YamlNode } from './yaml/yaml-node.ts';

export type AccessLevel = 'none' | 'read' | 'write';

/** A `permissions:` of a workflow or a job. What it does not name is not granted. */
export class Permissions {
  readonly at: Place;
  readonly #node: YamlNode;

  constructor(at: Place, node: YamlNode) {
    this.at = at;
    this.#node = node;
  }

  get isWriteAll(): boolean {
    return this.#node.text === 'write-all';
  }

  levelOf(scope: string): AccessLevel {
    const text = this.#node.text;
    if (text === 'write-all') return 'write';
    // `read-all` grants no ID token: that scope knows write and none only.
    if (text === 'read-all') return scope === 'id-token' ? 'none' : 'read';
    const level = this.#node.get(scope)?.text;
    return level === 'write' || level === 'read' ? level : 'none';
  }

  /** Where a scope is named, or the permissions as a whole. */
  placeOf(scope: string): Place {
    return this.#node.get(scope) ? this.#node.placeOf(scope) : this.at;
  }
}
