import { DEFAULT_MIRROR_URL } from '@sigstore/tuf';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { mustRun } from '../process.ts';

const STAGING = `from sigstore._internal.tuf import STAGING_TUF_URL
from sigstore._utils import read_embedded
print(read_embedded("trusted_root.json", STAGING_TUF_URL).decode())`;

/** The trusted root of the public Sigstore that the TUF client is shipped with. */
export function productionRoot(): unknown {
  const encoded = seeds[DEFAULT_MIRROR_URL].targets['trusted_root.json'];
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
}

/** The trusted root of Sigstore's staging instance that sigstore-python is shipped with. */
export async function stagingRoot(python: string): Promise<unknown> {
  return JSON.parse(await mustRun(python, ['-c', STAGING]));
}
