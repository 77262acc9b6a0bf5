import { descriptionContentTypeDefect } from '../../../packaging/description-content-type.ts';
import { formValue, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

export const descriptionContentType = metadataRule(
  'description-content-type',
  "'description-content-type' must be one of ['text/plain', 'text/x-rst', 'text/markdown'], not 'x' (400)",
  (metadata) => {
    const value = formValue(metadata, 'Description-Content-Type');
    const defect = value === undefined ? undefined : descriptionContentTypeDefect(value);
    return defect === undefined
      ? []
      : [
          {
            message: `its Description-Content-Type ${quoted(value)} is not accepted: ${defect}`,
            remedy:
              'Set `readme = {file = "README.md", content-type = "text/markdown"}` in pyproject.toml, or name the readme file so that its ending tells.',
          },
        ];
  },
);
