import { PYTHON_SPACE } from '../text/python-text.ts';

/** A PEP 440 version. Numbers stay decimal strings without leading zeros: no digit is ever lost. */
export interface Version {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: readonly ['a' | 'b' | 'rc', string] | undefined;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  /** Lower-case parts; a part of digits only has no leading zeros. */
  readonly local: readonly string[] | undefined;
}

const SPACE = `[${PYTHON_SPACE}]*`;

/** In characters: no file name can hold more than 255, and a pattern takes stack for each part. */
const LONGEST_VERSION = 4096;

/** The pattern of PEP 440, appendix B. Every quantifier is followed by something it cannot match: no blow-up. */
const VERSION = new RegExp(
  [
    `^${SPACE}v?`,
    '(?:(?<epoch>[0-9]+)!)?',
    '(?<release>[0-9]+(?:\\.[0-9]+)*)',
    '(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>[0-9]+)?)?',
    '(?:-(?<implicitPost>[0-9]+)|(?<post>[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]+)?))?',
    '(?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]+)?)?',
    '(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?',
    `${SPACE}$`,
  ].join(''),
  'i',
);

const PHASES = new Map<string, 'a' | 'b' | 'rc'>([
  ['a', 'a'],
  ['alpha', 'a'],
  ['b', 'b'],
  ['beta', 'b'],
  ['c', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
  ['rc', 'rc'],
]);

/**
 * Reads a version as `packaging.version.Version` does: any spelling that PEP 440
 * normalises, white space around it included.
 */
export function parseVersion(text: string): Version | undefined {
  if (text.length > LONGEST_VERSION) return undefined;
  const groups = VERSION.exec(text)?.groups;
  if (groups === undefined) {
    return undefined;
  }
  const phase = PHASES.get((groups['phase'] ?? '').toLowerCase());
  return {
    epoch: decimal(groups['epoch']),
    release: (groups['release'] ?? '').split('.').map(decimal),
    pre: phase === undefined ? undefined : [phase, decimal(groups['pre'])],
    post: postNumber(groups['implicitPost'], groups['post'], groups['postNumber']),
    dev: groups['dev'] === undefined ? undefined : decimal(groups['devNumber']),
    local: groups['local']
      ?.toLowerCase()
      .split(/[-_.]/)
      .map((part) => (isDecimal(part) ? decimal(part) : part)),
  };
}

/** The normal form of PEP 440; trailing zeros of the release stay, as in `str(Version)`. */
export function formatVersion(version: Version): string {
  return [
    version.epoch === '0' ? '' : `${version.epoch}!`,
    version.release.join('.'),
    version.pre === undefined ? '' : version.pre.join(''),
    version.post === undefined ? '' : `.post${version.post}`,
    version.dev === undefined ? '' : `.dev${version.dev}`,
    version.local === undefined ? '' : `+${version.local.join('.')}`,
  ].join('');
}

function isDecimal(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

function postNumber(
  implicit: string | undefined,
  post: string | undefined,
  number: string | undefined,
): string | undefined {
  if (implicit !== undefined) {
    return decimal(implicit);
  }
  return post === undefined ? undefined : decimal(number);
}

function decimal(digits: string | undefined): string {
  return (digits ?? '').replace(/^0+(?=.)/, '') || '0';
}
