import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';
import { licenseFileDefect } from './license-file-path.ts';

export const licenseFileMissing = metadataRule(
  'license-file-missing',
  'License-File x does not exist in distribution file f at PATH (400; PEP 639)',
  (metadata, distribution) => {
    const { contents, parsedFilename } = distribution;
    const missing = new Set(contents.missingLicenseFiles);
    const place = parsedFilename.kind === 'wheel' ? 'the wheel’s .dist-info/licenses' : 'the sdist';
    return formValues(metadata, 'License-File')
      .filter((path) => missing.has(path) && licenseFileDefect(path) === undefined)
      .map((path) => ({
        message: `its metadata name the licence file ${quoted(path)}, which is not in ${place}`,
        remedy:
          'Build with a current build backend, and check that `license-files` names files that the distribution includes.',
      }));
  },
);
