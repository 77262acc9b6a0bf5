import { domainToASCII, domainToUnicode } from 'node:url';

const LOCAL_PART =
  /^[\w!#$%&'*+\-/=?^`{|}~\u0080-\u{10ffff}]+(?:\.[\w!#$%&'*+\-/=?^`{|}~\u0080-\u{10ffff}]+)*$/u;
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
/** Letters, digits, punctuation, symbols; marks, but not as the first character. */
const SAFE_TEXT = /^[\p{L}\p{N}\p{P}\p{S}][\p{L}\p{N}\p{P}\p{S}\p{M}]*$/u;
/** No e-mail can reach them (IANA's special-use domain names, as `email-validator` has them). */
const SPECIAL_USE = ['arpa', 'invalid', 'local', 'localhost', 'onion', 'test'];

/**
 * Why PyPI would not take an address (as of 2026-08 it asks `email-validator`, without DNS).
 * @returns undefined where it would
 */
export function emailAddressDefect(address: string): string | undefined {
  if (/^"/.test(address)) return 'a quoted part before the @ is not accepted';
  const at = address.indexOf('@');
  if (at === -1) return 'it has no @';
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (local === '' || domain === '') return 'something is missing before or after its @';
  if (!LOCAL_PART.test(local) || !SAFE_TEXT.test(local)) {
    return 'it has characters before the @ that cannot stand there';
  }
  return address.length > 254 ? 'it is longer than 254 characters' : domainDefect(domain);
}

function domainDefect(domain: string): string | undefined {
  const isPlain = /^[a-z0-9.-]+$/i.test(domain);
  const ascii = isPlain ? domain : internationalDomain(domain);
  const labels = ascii.split('.');
  if (!labels.every((label) => HOST_LABEL.test(label) && label.length <= 63)) {
    return 'what follows the @ is no domain name';
  }
  if (labels.some((label) => /^(?!xn)..--/i.test(label))) {
    return 'a part of its domain begins like an encoded name and is not valid';
  }
  if (ascii.length > 253) return 'its domain is longer than 253 characters';
  if (labels.length < 2 || !/[a-z]$/i.test(ascii))
    return 'its domain does not end in a top-level domain';
  const special = SPECIAL_USE.find((name) => ascii.endsWith(`.${name}`));
  if (special !== undefined) return `no e-mail can reach a domain in .${special}`;
  return /(?:^|\.)xn--/i.test(ascii) && domainToUnicode(ascii) === ''
    ? 'its encoded international domain cannot be decoded'
    : undefined;
}

/** An empty text where it is none. */
function internationalDomain(domain: string): string {
  const isHostText = /^[a-z0-9.\-\u0080-\u{10ffff}]+$/iu.test(domain) && SAFE_TEXT.test(domain);
  return isHostText ? domainToASCII(domain) : '';
}
