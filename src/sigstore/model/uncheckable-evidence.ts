/** Evidence that may well be true, of a kind that is not verified here. The message says which. */
export class UncheckableEvidence extends RangeError {
  override readonly name = 'UncheckableEvidence';
}

/** Why a bundle without a certificate is not verified where no key was given. */
export const MANAGED_KEY = 'it is signed with a managed key: give its public key (`key`)';
