/** Things of which only the first few are kept: an archive may have a million of them. */
export interface Sample {
  readonly count: number;
  /** The first ones, at most {@link MOST_SAMPLED}. */
  readonly first: readonly string[];
}

export const MOST_SAMPLED = 5;

/** The first few of what may be thousands, with their number. */
export function sample(items: readonly string[]): Sample {
  return { count: items.length, first: items.slice(0, MOST_SAMPLED) };
}

/** How a wheel's RECORD and its members differ; every path is a member's, from the wheel's top. */
export interface RecordCheck {
  /** Why RECORD cannot be read; the rest is empty then. */
  readonly defect: string | undefined;
  /** Members that RECORD does not list. */
  readonly unlisted: Sample;
  /** Paths that RECORD lists and the wheel does not have. */
  readonly absent: Sample;
  /** Members whose bytes are not those that RECORD states. */
  readonly changed: Sample;
  /** Members that RECORD lists without a hash that protects them. */
  readonly unhashed: Sample;
}

/** What rules ask about a wheel in addition to its METADATA. */
export interface WheelContents {
  readonly record: RecordCheck;
  /** Why entry_points.txt is not valid; undefined where it is, or where there is none. */
  readonly entryPointsDefect: string | undefined;
  /** `Wheel-Version` of WHEEL, as written. */
  readonly wheelVersion: string | undefined;
  /** Every `python-abi-platform` of WHEEL's `Tag` lines, lower-case, sorted, each once. */
  readonly tags: readonly string[];
}

/** A member with something in it that PyPI does not let anybody publish. */
export interface ForbiddenContent {
  readonly path: string;
  /** Code encrypted by one of two products, or an API token of PyPI. */
  readonly kind: 'PyArmor' | 'SourceDefender' | 'token';
}

/**
 * What an archive holds in addition to its metadata, as far as a rule asks: judged while the archive is
 * open, so that rules open nothing and a thousand wheels weigh a few kilobytes each.
 */
export interface DistributionContents {
  /** Values of `License-File` that are not where PyPI looks for them. */
  readonly missingLicenseFiles: readonly string[];
  /** The first few. */
  readonly forbidden: readonly ForbiddenContent[];
  /** Only of wheels. */
  readonly wheel: WheelContents | undefined;
}
