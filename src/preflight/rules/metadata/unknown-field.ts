import { metadataValues } from '../../../packaging/core-metadata.ts';
import { KNOWN_FIELDS } from '../../fields.ts';
import { metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';
import { isNewer } from './metadata-version.ts';

/** PyPI passes over what it does not know without a word (2026-08); twine refuses it. */
export const unknownField = metadataRule(
  'unknown-field',
  'Passes over it without a word.',
  (metadata) => {
    const [version = ''] = metadataValues(metadata, 'Metadata-Version');
    if (isNewer(version)) return [];
    const unknown = metadata.fields
      .map(({ name }) => name)
      .filter((name) => !KNOWN_FIELDS.has(name.toLowerCase()));
    return [...new Set(unknown)].slice(0, 5).map((name) => ({
      message: `its metadata have ${quoted(name)}, which is no field of core metadata: PyPI passes over it`,
      remedy: 'Check its spelling where the build backend takes it from.',
    }));
  },
  [],
);
