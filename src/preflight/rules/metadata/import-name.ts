import { importNameDefect } from '../../../packaging/project-name.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

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
