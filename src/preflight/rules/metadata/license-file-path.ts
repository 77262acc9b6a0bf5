import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

/**
 * Why a value of `License-File` is not a path that PyPI accepts: one relative to the licence folder,
 * written in its shortest form with `/` (PEP 639).
 */
export function licenseFileDefect(path: string): string | undefined {
  if (path.includes('..')) return 'has ".."';
  if (path.includes('*')) return 'is a pattern, not a path';
  if (/^(?:\/|.:[\\/])/.test(path)) return 'is not relative';
  const parts = path.replace(/^.:(?=.)/, '').split('/');
  const isShort = path === '.' || parts.every((part) => part !== '' && part !== '.');
  return isShort && !path.includes('\\') ? undefined : 'is not in its shortest form with "/"';
}

export const licenseFilePath = metadataRule(
  'license-file-path',
  "'x' is invalid for 'license-file', parent directory indicators are not allowed (400; PEP 639)",
  (metadata) =>
    formValues(metadata, 'License-File').flatMap((path) => {
      const defect = licenseFileDefect(path);
      return defect === undefined
        ? []
        : [
            {
              message: `its License-File ${quoted(path)} ${defect}`,
              remedy:
                'Name licence files in `license-files` of pyproject.toml by paths or patterns below the project’s own folder.',
            },
          ];
    }),
);
