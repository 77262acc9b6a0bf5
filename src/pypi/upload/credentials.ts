import type { Log } from '../../log.ts';

/**
 * The `Authorization` header of an upload. The header's own base64 form is masked too:
 * it holds the secret as much as the password does.
 */
export function basicAuthorization(
  credentials: { readonly user: string; readonly password: string },
  log: Log,
): string {
  const encoded = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  log.secret(encoded);
  return `Basic ${encoded}`;
}
