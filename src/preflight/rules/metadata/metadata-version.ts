import { metadataValues } from '../../../packaging/core-metadata.ts';
import { METADATA_VERSIONS } from '../../fields.ts';
import { metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

const NEWEST = METADATA_VERSIONS.at(-1) ?? '';

/** Whether a Metadata-Version may be one that came after this was written: PyPI may know it by now. */
export function isNewer(version: string): boolean {
  const [, major, minor] = /^([1-9][0-9]{0,2})\.([0-9]{1,3})$/.exec(version) ?? [];
  const [newestMajor, newestMinor] = NEWEST.split('.');
  return Number(major) === Number(newestMajor)
    ? Number(minor) > Number(newestMinor)
    : Number(major) > Number(newestMajor);
}

export const metadataVersion = metadataRule(
  'metadata-version',
  "'2.0' is not a valid metadata version (400)",
  (metadata) => {
    const [version, ...others] = metadataValues(metadata, 'Metadata-Version');
    if (version !== undefined && others.length === 0) {
      if (METADATA_VERSIONS.includes(version) || isNewer(version)) return [];
    }
    const what =
      version === undefined ? 'no Metadata-Version' : `Metadata-Version ${quoted(version)}`;
    return [
      {
        message: `its metadata have ${others.length > 0 ? 'more than one Metadata-Version' : what}; PyPI accepts ${METADATA_VERSIONS.join(', ')}`,
        remedy: 'Build with a current build backend, which writes 2.1 or later.',
      },
    ];
  },
);

/** What PyPI does not know yet it refuses (400, 2026-08), until it does. */
export const newerMetadataVersion = metadataRule(
  'newer-metadata-version',
  "'2.6' is not a valid metadata version (400, until PyPI knows it)",
  (metadata) =>
    metadataValues(metadata, 'Metadata-Version')
      .filter(isNewer)
      .map((version) => ({
        message: `its Metadata-Version ${version} is newer than ${NEWEST}, the newest that PyPI was known to take; all of its fields are sent as they are`,
        remedy: 'If the index refuses it, build with an older version of the build backend.',
      })),
  [],
);
