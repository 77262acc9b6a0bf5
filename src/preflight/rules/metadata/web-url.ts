import { webUrlDefect } from '../../../packaging/web-url.ts';
import { formValue, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

export const webUrl = metadataRule('web-url', "'x' is not a valid url. (400)", (metadata) =>
  ['Home-page', 'Download-URL'].flatMap((field) => {
    const url = formValue(metadata, field);
    const defect = url === undefined ? undefined : webUrlDefect(url);
    return defect === undefined
      ? []
      : [
          {
            message: `its ${field} ${quoted(url)} is not a URL that PyPI accepts: it ${defect}`,
            remedy: 'Give the whole URL, with https:// in front.',
          },
        ];
  }),
);
