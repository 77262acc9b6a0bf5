import { parseDistributionFilename, type WheelFilename } from './distribution-filename.ts';
import { formatVersion, type Version } from './version.ts';

/**
 * What a file name says, whatever its spelling: two names with the same key are one
 * distribution to PyPI's attestation check (`foo-1.0-py3.py2-none-any.whl` and
 * `Foo-1.0-py2.py3-none-any.whl`).
 * @returns undefined where the name is none of a distribution
 */
export function distributionKey(filename: string): string | undefined {
  const parsed = parseDistributionFilename(filename);
  if (!parsed) return undefined;
  const release = `${parsed.kind} ${parsed.project} ${formatVersion(withoutTrailingZeros(parsed.version))}`;
  if (parsed.kind === 'sdist') return release;
  return [release, buildTag(parsed.build), ...parsed.tags].join(' ');
}

/** `1.0` and `1.0.0` are one version (PEP 440). */
function withoutTrailingZeros(version: Version): Version {
  const last = version.release.findLastIndex((part) => part !== '0');
  return { ...version, release: version.release.slice(0, Math.max(last, 0) + 1) };
}

/** The digits of a build tag are a number: `01a` and `1a` are one (PEP 427). */
function buildTag(build: WheelFilename['build']): string {
  return build === undefined ? '' : build[0].replace(/^0+(?=.)/, '') + build[1];
}
