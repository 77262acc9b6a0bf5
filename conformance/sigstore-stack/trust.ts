import { trustedRootOf } from '../../sandbox/sigstore/trusted-root.ts';
import { HOSTS } from '../production/hosts.ts';
import type { StackKeys } from './keys.ts';

/** A `TrustedRoot` that names the production hosts, with the keys of the stack behind them. */
export function stackTrustedRoot(keys: StackKeys): object {
  return trustedRootOf({
    fulcio: {
      url: `https://${HOSTS.fulcio}`,
      subject: { organization: 'sigstore.invalid', commonName: 'sigstore' },
      chain: [keys.intermediate.certificate, keys.root.certificate],
    },
    rekor: { url: `https://${HOSTS.rekor}`, key: keys.rekor.publicKey },
    certificateTransparency: {
      url: 'https://ctfe.sigstore.dev/sigstore',
      key: keys.certificateTransparencyLog.publicKey,
    },
    start: keys.start,
  });
}
