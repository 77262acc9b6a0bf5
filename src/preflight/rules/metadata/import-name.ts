import { importNameDefect } from '../../../packaging/import-name.ts';
import { formValues } from '../../form-values.ts';
import { metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../quoted.ts';

export const importName = metadataRule(
  'import-name',
  "'x' is invalid for 'import-name' (400; PEP 794)",
  (metadata) =>
    ['Import-Name', 'Import-Namespace'].flatMap((field) =>
      formValues(metadata, field).flatMap((value) => {
        const defect = importNameDefect(value);
        return defect === undefined
          ? []
          : [
              {
                message: `its ${field} ${quoted(value)} is no import name: ${defect}`,
                remedy: 'Fix `import-names` and `import-namespaces` in pyproject.toml.',
              },
            ];
      }),
    ),
);
