import { parseVersionSpecifiers } from '../../../packaging/version-specifier.ts';
import { formValue, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

export const requiresPython = metadataRule(
  'requires-python',
  "'x' is invalid for 'requires-python' (400; PEP 440)",
  (metadata) => {
    const value = formValue(metadata, 'Requires-Python');
    return value === undefined || parseVersionSpecifiers(value) !== undefined
      ? []
      : [
          {
            message: `its Requires-Python ${quoted(value)} is no valid version specifier (PEP 440)`,
            remedy: 'Set `requires-python` in pyproject.toml to something like ">=3.10".',
          },
        ];
  },
);
