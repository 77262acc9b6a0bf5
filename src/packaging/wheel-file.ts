import { splitHeaderSection } from './header-section.ts';

/** A `.dist-info/WHEEL` file (PEP 427), as far as it is judged here. */
export interface WheelFile {
  /** `Wheel-Version`, as written. */
  readonly version: string | undefined;
  /** Every tag of its `Tag` lines (PEP 425), expanded, lower-case, sorted, each once. */
  readonly tags: readonly string[];
}

/** More than any real wheel has; a hostile file could have millions. */
const MOST_TAGS = 2_000;

/** Never fails: what is missing is for the caller to judge. */
export function parseWheelFile(bytes: Uint8Array): WheelFile {
  const { headers } = splitHeaderSection(Buffer.from(bytes).toString('latin1'));
  const values = (name: string) =>
    headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value.trim());
  const tags = new Set<string>();
  for (const tag of values('tag').slice(0, MOST_TAGS)) {
    for (const expanded of expand(tag.toLowerCase())) {
      if (tags.size >= MOST_TAGS) break;
      tags.add(expanded);
    }
  }
  return { version: values('wheel-version')[0], tags: [...tags].sort() };
}

/** Most builders write one line a tag; some write the compressed set of the file name. */
function* expand(tag: string): Generator<string> {
  const [python = '', abi = '', platform = ''] = tag.split('-');
  for (const x of python.split('.')) {
    for (const y of abi.split('.')) {
      for (const z of platform.split('.')) yield `${x}-${y}-${z}`;
    }
  }
}
