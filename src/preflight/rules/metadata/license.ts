import { readLicenseExpression } from '../../../packaging/license-expression.ts';
import { SPDX_VERSION } from '../../../packaging/lists/spdx.ts';
import { formValue, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

export const licenseTwice = metadataRule(
  'license-twice',
  'License is deprecated when License-Expression is present. Only License-Expression should be present. (400; PEP 639)',
  (metadata) =>
    formValue(metadata, 'License') && formValue(metadata, 'License-Expression')
      ? [
          {
            message: 'its metadata have both License and License-Expression',
            remedy:
              'Keep `license = "SPDX expression"` in pyproject.toml, and remove the older form, which a plugin or setup.py may add.',
          },
        ]
      : [],
);

export const licenseExpression = metadataRule(
  'license-expression',
  "'x' is invalid for 'license-expression' (400; PEP 639)",
  (metadata) => {
    const value = formValue(metadata, 'License-Expression');
    const defect = value === undefined ? undefined : readLicenseExpression(value).defect;
    return defect === undefined
      ? []
      : [
          {
            message: `its License-Expression ${quoted(value)} is no SPDX expression: ${defect}`,
            remedy: `Use identifiers of https://spdx.org/licenses/ (PyPI goes by ${SPDX_VERSION}), such as "MIT" or "Apache-2.0 OR BSD-3-Clause"; for others there is "LicenseRef-NAME".`,
          },
        ];
  },
);
