import { resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import { trustCertificateAuthorities } from '../http/certificate-authorities.ts';

/**
 * Trusts the certificates of the file that `ca-file` names, for the whole process.
 * @throws PublishError `invalid-configuration`
 */
export async function trustCaFile(caFile: string, workspace: string): Promise<void> {
  const path = resolve(workspace, caFile);
  try {
    trustCertificateAuthorities(await readInputFile(path));
  } catch (cause) {
    const why = cause instanceof RangeError ? cause.message : 'it cannot be read';
    throw new PublishError({
      code: 'invalid-configuration',
      message: `\`ca-file\` names ${path}: ${why}.`,
      remedy: 'Give a file of PEM certificates, or leave the input out.',
      cause,
    });
  }
}
