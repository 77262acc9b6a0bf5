import * as v from 'valibot';
import { PublishError } from '../../errors.ts';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { checkJsonLimits } from '../../json/meter.ts';
import { parseStrictJson } from '../../json/strict-json.ts';
import type { ListingAnswer } from '../../pypi/simple/project-state.ts';
import {
  PACK_SCHEMA,
  type PackHead,
  type PackLine,
  packHeadSchema,
  packLineSchema,
} from './pack-schema.ts';
import type { EvidenceSource } from './source.ts';

/** A pack that `bundle pack` wrote, opened. */
export interface OpenPack {
  /** RFC 3339. */
  readonly created: string;
  /** The text of a Sigstore trusted root. */
  readonly trustedRoot: string;
  readonly source: EvidenceSource;
}

/**
 * Reads a pack. Nothing in it is believed: provenance proves itself, and what the pack lacks
 * could not be checked.
 * @param path the file's name, for messages
 * @throws PublishError `invalid-configuration`
 */
export function openPack(text: string, path: string): OpenPack {
  checkSize(text, path);
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  const head = v.safeParse(packHeadSchema, read(first, 1, path), FIRST_ISSUE);
  if (!head.success) throw unreadable(path, 1, 'is not the head of a pack');
  const listings = new Map<string, ListingAnswer>();
  const provenance = new Map<string, string>();
  for (const [at, line] of rest.entries()) {
    const entry = v.safeParse(packLineSchema, read(line, at + 2, path), FIRST_ISSUE);
    if (!entry.success) throw unreadable(path, at + 2, 'is neither a project nor provenance');
    if ('sha256' in entry.output) provenance.set(entry.output.sha256, entry.output.provenance);
    else listings.set(entry.output.project, listingOf(entry.output.page));
  }
  const { created, trustedRoot } = head.output;
  const lacks = (what: string) =>
    ({ kind: 'unavailable', reason: `The pack of ${created} has no ${what}.` }) as const;
  return {
    created,
    trustedRoot: JSON.stringify(trustedRoot),
    source: {
      origin: 'pack',
      listing: async (project) => listings.get(project) ?? lacks(`listing of ${project}`),
      provenance: async ({ sha256, filename }) => {
        const found = provenance.get(sha256);
        return found === undefined
          ? lacks(`provenance of ${filename}`)
          : { kind: 'found', text: found };
      },
    },
  };
}

function checkSize(text: string, path: string): void {
  try {
    checkJsonLimits(text, JSON_LIMITS.pack);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PublishError({
      code: 'invalid-configuration',
      message: `${path} ${why}, which no pack of evidence does.`,
      remedy: 'Make packs of fewer projects with `bundle pack`, and verify with each.',
      cause,
    });
  }
}

function listingOf(page: Extract<ListingAnswer, { kind: 'listed' }>['page'] | null): ListingAnswer {
  return page === null ? { kind: 'missing' } : { kind: 'listed', page };
}

function read(line: string, number: number, path: string): unknown {
  try {
    return parseStrictJson(line, JSON_LIMITS.packLine);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(path, number, why, cause);
  }
}

function unreadable(path: string, line: number, why: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `${path} is no pack of evidence: line ${line} ${why}.`,
    remedy: 'Make it anew with `bundle pack`, and copy it whole.',
    cause,
  });
}

/** A source that remembers what it answered, to be packed. */
interface RecordedEvidence {
  readonly source: EvidenceSource;
  /** The pack: what answered, sorted, so that two packs of the same answers are the same. */
  pack(head: Omit<PackHead, 'schema'>): string;
}

/** Wraps a source so that all it answers can be packed afterwards; what failed is not kept. */
export function recordEvidence(source: EvidenceSource): RecordedEvidence {
  const lines = new Map<string, PackLine>();
  return {
    source: {
      origin: source.origin,
      listing: async (project) => {
        const answer = await source.listing(project);
        if (answer.kind === 'listed' || answer.kind === 'missing') {
          const page = answer.kind === 'listed' ? answer.page : null;
          lines.set(`project ${project}`, { project, page });
        }
        return answer;
      },
      provenance: async (wanted) => {
        const answer = await source.provenance(wanted);
        if (answer.kind === 'found') {
          const { sha256 } = wanted;
          lines.set(`sha256 ${sha256}`, { sha256, provenance: answer.text });
        }
        return answer;
      },
    },
    pack: (head) =>
      [{ schema: PACK_SCHEMA, ...head }, ...[...lines].toSorted(byKey).map(([, line]) => line)]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
  };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
