import { emailAddressDefect } from '../../../packaging/email-address.ts';
import { soleAddress } from '../../../packaging/mailbox.ts';
import { formValue, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

export const emailAddress = metadataRule(
  'email-address',
  "'x' is not a valid email address: … (400; PyPI looks only where there is one address)",
  (metadata) =>
    ['Author-email', 'Maintainer-email'].flatMap((field) => {
      const address = soleAddress(formValue(metadata, field) ?? '');
      const defect = address === '' ? undefined : emailAddressDefect(address);
      return defect === undefined
        ? []
        : [
            {
              message: `its ${field} has ${quoted(address)} for an address: ${defect}`,
              remedy:
                'Give `email` in `authors` or `maintainers` of pyproject.toml an address such as name@example.org, or leave it out.',
            },
          ];
    }),
);
