import { type ForbiddenContent, MOST_SAMPLED } from '../packaging/distribution-contents.ts';
import { ContentScanner } from './forbidden-content.ts';

/** What was found in the members of one archive: the first few of them. */
export class ContentScan {
  readonly #found: ForbiddenContent[] = [];

  /** A scanner for a member, to be handed back; undefined where nobody looks into it. */
  scannerFor(path: string, size: number): ContentScanner | undefined {
    return ContentScanner.isFor(path, size) ? new ContentScanner() : undefined;
  }

  add(path: string, scanner: ContentScanner): void {
    const kind = scanner.finish();
    if (kind !== undefined && this.#found.length < MOST_SAMPLED) this.#found.push({ path, kind });
  }

  found(): readonly ForbiddenContent[] {
    return this.#found;
  }
}
