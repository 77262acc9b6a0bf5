import { basename, resolve } from 'node:path';
import { isSurelyDistribution } from '../../distributions/found-files.ts';
import { PublishError } from '../../errors.ts';
import { readInputFile } from '../../files/input-file.ts';
import type { Distribution } from '../../packaging/distribution.ts';

/**
 * Compares the distributions with a file that the build job made with `sha256sum`, both ways: one
 * that is not listed, or has other bytes, did not come from that build; one that is listed and
 * not here was lost on the way. Other files that are listed (an SBOM, documentation) do not count.
 * @throws PublishError `invalid-configuration`, `invalid-distribution`, `incomplete-release`
 */
export async function checkExpectedHashes(
  distributions: readonly Distribution[],
  hashesFile: string,
  workspace: string,
): Promise<void> {
  const path = resolve(workspace, hashesFile);
  const expected = parseHashes(await read(path), path);
  const changed = distributions.flatMap(({ filename, sha256 }) => {
    const wanted = expected.get(filename);
    if (wanted === sha256) return [];
    return [
      wanted === undefined
        ? `${filename} is not in it`
        : `${filename} has SHA-256 ${sha256}, not ${wanted}`,
    ];
  });
  const here = new Set(distributions.map(({ filename }) => filename));
  const lost = [...expected.keys()]
    .filter((filename) => isSurelyDistribution(filename) && !here.has(filename))
    .map((filename) => `${filename} is listed and is not here`);
  if (changed.length + lost.length > 0) throw different(changed, lost, hashesFile);
}

/** The list of a release can have hundreds of wheels. */
const MOST_SHOWN = 20;

function different(
  changed: readonly string[],
  lost: readonly string[],
  hashesFile: string,
): PublishError {
  const lines = [...changed, ...lost];
  const more = lines.length > MOST_SHOWN ? [`- and ${lines.length - MOST_SHOWN} more`] : [];
  const shown = [...lines.slice(0, MOST_SHOWN).map((line) => `- ${line}`), ...more];
  if (changed.length === 0) {
    return new PublishError({
      code: 'incomplete-release',
      message: [`Distributions that ${hashesFile} lists are missing:`, ...shown].join('\n'),
      remedy:
        'Download the artifacts of every build job before this step. If this job publishes only a part on purpose, give it a list with only its files.',
    });
  }
  return new PublishError({
    code: 'invalid-distribution',
    message: [`The distributions are not what ${hashesFile} lists:`, ...shown].join('\n'),
    remedy:
      'Something changed between the build and this job. Find out what, before anything is published.',
  });
}

async function read(path: string): Promise<string> {
  try {
    return await readInputFile(path);
  } catch (cause) {
    throw unusable(path, 'it cannot be read', { cause });
  }
}

/** `HASH  NAME` or `HASH *NAME` a line; a name with folders counts by its last part. */
function parseHashes(text: string, path: string): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, hash = '', name = ''] = /^([0-9a-fA-F]{64}) [ *](.+)$/.exec(line) ?? [];
    // The line is not shown: behind a link there could be somebody's secret.
    if (name === '') throw unusable(path, `its line ${index + 1} is not one of sha256sum`);
    const filename = basename(name.replaceAll('\\', '/'));
    const sha256 = hash.toLowerCase();
    if ((hashes.get(filename) ?? sha256) !== sha256 && isSurelyDistribution(filename)) {
      throw unusable(path, `it lists ${filename} twice, with different hashes`, {
        remedy:
          'Most often two jobs of a matrix built a file with the same name, and merging their artifacts kept one: let one job build it.',
      });
    }
    hashes.set(filename, sha256);
  }
  return hashes;
}

function unusable(
  path: string,
  why: string,
  more: { readonly cause?: unknown; readonly remedy?: string } = {},
): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`expected-hashes\` names ${path}: ${why}.`,
    remedy: 'Give the output of `sha256sum dist/*` of the build job.',
    ...more,
  });
}
