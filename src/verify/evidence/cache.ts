import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../log.ts';
import type { EvidenceSource, WantedProvenance } from './source.ts';

/**
 * Keeps provenance between runs: the bytes only, which prove themselves again each time, and
 * never a verdict or an absence. Whoever can write to the folder can do no more than whoever
 * serves provenance: make it fail.
 */
export function cachedProvenance(
  source: EvidenceSource,
  directory: string,
  log: Log,
): EvidenceSource {
  return {
    ...source,
    provenance: async (wanted) => {
      const path = join(directory, `${keyOf(wanted)}.provenance`);
      const kept = await readFile(path, 'utf8').catch(() => undefined);
      if (kept !== undefined) return { kind: 'found', text: kept };
      const answer = await source.provenance(wanted);
      if (answer.kind === 'found') await keep(path, answer.text, directory, log);
      return answer;
    },
  };
}

/** Names from outside never become paths. */
function keyOf({ url, sha256 }: WantedProvenance): string {
  return createHash('sha256').update(`${sha256} ${url}`).digest('hex');
}

/** A reader sees the whole text or none; a full disk is no trouble. */
async function keep(path: string, text: string, directory: string, log: Log): Promise<void> {
  const own = `${path}.${randomUUID()}`;
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(own, text, { flag: 'wx' });
    await rename(own, path);
  } catch (cause) {
    log.verbose(`provenance is not kept: ${String(cause)}`);
  }
}
