import { KNOWN_FIELDS } from '../../fields.ts';
import { metadataRule } from '../../metadata-rule.ts';

/**
 * Core metadata are UTF-8. PyPI never sees the bytes, only what was made of them for its form,
 * and would show wrong characters; twine refuses such files (`packaging.metadata`).
 */
export const metadataEncoding = metadataRule(
  'metadata-encoding',
  'Accepts it, and shows wrong characters: it sees a form, not the file. Core metadata are UTF-8.',
  ({ undecodable }) =>
    undecodable
      .filter((name) => KNOWN_FIELDS.has(name))
      .map((name) => ({
        message: `its metadata field ${KNOWN_FIELDS.get(name)?.name ?? name} is not UTF-8`,
        remedy: 'Save pyproject.toml (or setup.cfg) and the readme file as UTF-8, and build again.',
      })),
);
