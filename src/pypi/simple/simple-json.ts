import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS, type JsonLimits } from '../../json/limits.ts';
import { TooMuch } from '../../json/meter.ts';
import { JsonSplitter, type SplitParts } from '../../json/splitter.ts';
import { pauses } from '../pauses.ts';
import {
  MOST_FILES,
  type SimpleFile,
  type SimpleProject,
  simpleFileSchema,
  simpleHeadSchema,
} from './simple-api.ts';

/** Of names and URLs together: 100,000 of PyPI's files have 40 to 50 million. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * A project page of the JSON Simple API. Pages of large projects have tens of MB: the files are read
 * one after the other as the page comes, so that what is not needed of one is forgotten before the
 * next, and signals are heard meanwhile.
 * @throws RangeError that says what is wrong, or too much, as what comes after "it"
 */
export async function parseSimpleJson(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<SimpleProject> {
  const page = new PageParts();
  const splitter = new JsonSplitter(page);
  const pause = pauses();
  for await (const chunk of chunks) {
    splitter.push(chunk);
    await pause();
  }
  splitter.end();
  return page.project();
}

class PageParts implements SplitParts {
  readonly list = 'files';
  readonly elementLimits = JSON_LIMITS.listedFile;
  readonly #head = new Map<string, unknown>();
  #files: SimpleFile[] | undefined;
  #characters = 0;

  limits(name: string): JsonLimits | undefined {
    return Object.hasOwn(simpleHeadSchema.entries, name) ? JSON_LIMITS.listedHead : undefined;
  }

  member(name: string, value: unknown): void {
    this.#head.set(name, value);
  }

  startList(): void {
    this.#files = [];
    this.#characters = 0;
  }

  element(value: unknown): void {
    const files = this.#files ?? [];
    if (files.length === MOST_FILES) {
      throw new TooMuch(`lists more than ${MOST_FILES.toLocaleString('en-US')} files`);
    }
    const file = v.safeParse(simpleFileSchema, value, FIRST_ISSUE);
    if (!file.success) throw new RangeError('lists a file in a form that is not the Simple API');
    const { filename, url, provenance } = file.output;
    this.#characters += filename.length + url.length + (provenance?.length ?? 0);
    if (this.#characters > MOST_CHARACTERS) {
      throw new TooMuch('lists files whose names and URLs are longer than any are');
    }
    files.push(file.output);
  }

  project(): SimpleProject {
    const head = v.safeParse(simpleHeadSchema, Object.fromEntries(this.#head), FIRST_ISSUE);
    if (!this.#files || !head.success) throw new RangeError('is not the Simple API');
    return { ...head.output, files: this.#files };
  }
}
