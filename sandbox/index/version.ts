// PEP 440, appendix B; anchored, and every repetition is of a character class.
const VERSION =
  /^\s*v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?([0-9]+)?)?(?:(?:-([0-9]+))|(?:[-_.]?(post|rev|r)[-_.]?([0-9]+)?))?(?:[-_.]?(dev)[-_.]?([0-9]+)?)?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i;

const PRE: Readonly<Record<string, string>> = {
  alpha: 'a',
  beta: 'b',
  c: 'rc',
  pre: 'rc',
  preview: 'rc',
};

export interface Version {
  /** The normal form (PEP 440): `1.0.alpha1` is `1.0a1`. */
  readonly normal: string;
  /** Equal for versions that compare equal: `1.0` and `1.0.0`. */
  readonly key: string;
  readonly local: string | undefined;
}

const digits = (text: string | undefined): string => (text ?? '0').replace(/^0+(?=[0-9])/, '');

/** Undefined where the text is no version. */
export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  if (match === null) return undefined;
  const [, epoch, release = '', pre, preNumber, dashPost, post, postNumber, dev, devNumber, local] =
    match;
  const numbers = release.split('.').map(digits);
  const prefix = digits(epoch) === '0' ? '' : `${digits(epoch)}!`;
  const preName = pre?.toLowerCase() ?? '';
  const suffix = [
    pre === undefined ? '' : `${PRE[preName] ?? preName}${digits(preNumber)}`,
    dashPost === undefined && post === undefined ? '' : `.post${digits(dashPost ?? postNumber)}`,
    dev === undefined ? '' : `.dev${digits(devNumber)}`,
  ].join('');
  const localPart = local
    ?.toLowerCase()
    .split(/[-_.]/)
    .map((part) => (/^[0-9]+$/.test(part) ? digits(part) : part))
    .join('.');
  const tail = localPart === undefined ? suffix : `${suffix}+${localPart}`;
  const significant = numbers.join('.').replace(/(?:\.0)+$/, '');
  return {
    normal: `${prefix}${numbers.join('.')}${tail}`,
    key: `${prefix}${significant}${tail}`,
    local: localPart,
  };
}
