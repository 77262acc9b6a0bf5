import { type ForbiddenContent, MOST_SAMPLED } from '../packaging/distribution-contents.ts';

/** PyPI looks at Python sources and SourceDefender's files, up to this size, and at nothing else. */
const MOST_BYTES = 5 * 1024 * 1024;
const SCANNED = /[^/]\.pye?$/i;

/** Calls and hooks in code that PyArmor encrypted; all of them begin alike. */
const PYARMOR_START = '__pyarmor_';
const PYARMOR = /__pyarmor_(?:_\(__name__, __file__,|enter__|exit__|assert__|bcc__)/;
const PYE_BEGIN = '---BEGIN PYE FILE---';
const PYE_END = '---END PYE FILE---';
/** A macaroon of pypi.org: its head is the same in all of them. */
const TOKEN_START = 'pypi-AgEIcHlwaS5vcmcCJ';
const TOKEN = /pypi-AgEIcHlwaS5vcmcCJ[a-zA-Z0-9_-]{150}/;

/** Longer than anything that is looked for: what may stand across two pieces. */
const OVERLAP_BYTES = 256;

/** Looks for what PyPI's scanner refuses (its YARA rules, 2026-11) in one member, piece by piece. */
export class ContentScanner {
  #tail: Buffer = Buffer.alloc(0);
  #hasBegin = false;
  #hasEnd = false;
  #found: ForbiddenContent['kind'] | undefined;

  /** @param size bytes of the member when unpacked */
  static isFor(path: string, size: number): boolean {
    return size <= MOST_BYTES && SCANNED.test(path);
  }

  write(piece: Uint8Array): void {
    const bytes = Buffer.concat([this.#tail, piece]);
    this.#hasBegin ||= bytes.includes(PYE_BEGIN, 0, 'latin1');
    this.#hasEnd ||= bytes.includes(PYE_END, 0, 'latin1');
    if (has(bytes, PYARMOR_START, PYARMOR)) this.#found ??= 'PyArmor';
    if (has(bytes, TOKEN_START, TOKEN)) this.#found ??= 'token';
    this.#tail = Buffer.from(bytes.subarray(-OVERLAP_BYTES));
  }

  finish(): ForbiddenContent['kind'] | undefined {
    return this.#found ?? (this.#hasBegin && this.#hasEnd ? 'SourceDefender' : undefined);
  }
}

/** Searching bytes for a fixed start is many times faster than making a text of them. */
function has(bytes: Buffer, start: string, pattern: RegExp): boolean {
  return bytes.includes(start, 0, 'latin1') && pattern.test(bytes.toString('latin1'));
}

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
