import { basename, resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import type { Distribution } from '../formats/distribution.ts';

/**
 * Holds every distribution against a file that the build job made with `sha256sum`: one that
 * is not listed there, or has other bytes, did not come from that build.
 * @throws PublishError `invalid-configuration`, `invalid-distribution`
 */
export async function checkExpectedHashes(
  distributions: readonly Distribution[],
  hashesFile: string,
  workspace: string,
): Promise<void> {
  const path = resolve(workspace, hashesFile);
  const expected = parseHashes(await read(path), path);
  const problems = distributions.flatMap(({ filename, sha256 }) => {
    const wanted = expected.get(filename);
    if (wanted === sha256) return [];
    return [
      wanted === undefined
        ? `${filename} is not in it`
        : `${filename} has SHA-256 ${sha256}, not ${wanted}`,
    ];
  });
  if (problems.length === 0) return;
  throw new PublishError({
    code: 'invalid-distribution',
    message: [
      `These files are not what ${hashesFile} says:`,
      ...problems.map((one) => `- ${one}`),
    ].join('\n'),
    remedy:
      'Something changed between the build and this job. Find out what, before anything is published.',
  });
}

async function read(path: string): Promise<string> {
  try {
    return await readInputFile(path);
  } catch (cause) {
    throw unusable(path, 'it cannot be read', cause);
  }
}

/** `HASH  NAME` or `HASH *NAME` a line; a name with folders counts by its last part. */
function parseHashes(text: string, path: string): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, hash = '', name = ''] = /^([0-9a-fA-F]{64}) [ *](.+)$/.exec(line) ?? [];
    // The line is not shown: behind a link there could be somebody's secret.
    if (name === '') throw unusable(path, `its line ${index + 1} is none of sha256sum`);
    hashes.set(basename(name.replaceAll('\\', '/')), hash.toLowerCase());
  }
  return hashes;
}

function unusable(path: string, why: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`expected-hashes\` names ${path}: ${why}.`,
    remedy: 'Give the output of `sha256sum dist/*` of the build job.',
    cause,
  });
}
