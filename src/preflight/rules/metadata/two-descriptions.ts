import { metadataValues } from '../../../packaging/core-metadata.ts';
import { metadataRule } from '../../metadata-rule.ts';

/** PyPI gets one description and cannot know; readers of the file itself take neither (`packaging.metadata`). */
export const twoDescriptions = metadataRule(
  'two-descriptions',
  'Takes it: it gets one of the two and cannot know. Readers of the file take neither.',
  (metadata) => {
    const headers = metadataValues(metadata, 'Description');
    const hasBody = metadata.description !== undefined && !headers.includes(metadata.description);
    return headers.length + (hasBody ? 1 : 0) > 1
      ? [
          {
            message:
              'its metadata have more than one description, as a header and as the body; the body is sent',
            remedy: 'Build with a current build backend, which writes the description once.',
          },
        ]
      : [];
  },
  [],
);
