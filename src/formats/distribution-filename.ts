import type { Version } from './version.ts';

/** `{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl` (PEP 427), read as `packaging` reads it. */
export interface WheelFilename {
  readonly kind: 'wheel';
  /** The name part as written. */
  readonly name: string;
  /** The name part in normal form (PEP 503). */
  readonly project: string;
  readonly version: Version;
  /** The build tag's digits and the rest, where there is one. */
  readonly build: readonly [string, string] | undefined;
  /** The python tag as written, such as `py2.py3`. */
  readonly pythonTag: string;
  /** Every `python-abi-platform` of the compressed tag set (PEP 425), lower-case, sorted. */
  readonly tags: readonly string[];
}

/** `{name}-{version}.tar.gz` (PEP 625), or the older `.zip`. */
export interface SdistFilename {
  readonly kind: 'sdist';
  readonly name: string;
  readonly project: string;
  readonly version: Version;
  readonly extension: '.tar.gz' | '.zip';
}
