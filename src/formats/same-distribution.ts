import { parseDistributionFilename } from './distribution-filename.ts';
import { formatVersion } from './version.ts';

/**
 * What a file name says, whatever its spelling: two names with the same key are one
 * distribution to PyPI's attestation check (`foo-1.0-py3.py2-none-any.whl` and
 * `Foo-1.0-py2.py3-none-any.whl`).
 * @returns undefined where the name is none of a distribution
 */
export function distributionKey(filename: string): string | undefined {
  const parsed = parseDistributionFilename(filename);
  if (!parsed) return undefined;
  const release = `${parsed.kind} ${parsed.project} ${formatVersion(parsed.version)}`;
  if (parsed.kind === 'sdist') return release;
  return [release, parsed.build?.join('') ?? '', ...parsed.tags].join(' ');
}
