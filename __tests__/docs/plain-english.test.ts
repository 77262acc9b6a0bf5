import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ROOT } from './documents.ts';

/**
 * Words that read like a translation, or name nobody who acts, with what to write in their place. Records of
 * decisions and the change log, which say what was so at their time, are left out.
 */
const BANNED: readonly (readonly [words: RegExp, better: string])[] = [
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bbeside\b/i, 'next to, in addition to'],
  [/\b(?:is|are) none\b/i, 'is not valid, is not one'],
  [/\bof its own\b/i, 'separate, dedicated'],
  [/\bdid not respond correctly\b/i, 'did not respond correctly'],
  [/\b(?:waits?|waited|waiting) out\b/i, 'keep retrying'],
  [/\bare the most\b/i, 'the maximum is'],
  [/\bletter by letter\b/i, 'exactly'],
  [/\bneeds? eyes\b/i, 'needs review'],
  [/\b(?:no|some)body\b/i, 'name the actor, or use the passive'],
  [/\bwho the job is\b/i, 'the identity of the job'],
];

const FILES = globSync(
  ['README.md', 'docs/*.md', 'docs/guides/*.md', '{,attest/,verify/,doctor/}action.yml'],
  {
    cwd: ROOT,
  },
).map((path) => path.replaceAll('\\', '/'));

describe('what users read is plain English', () => {
  test('there are documents', () => expect(FILES.length).toBeGreaterThan(10));

  test.each(FILES)('%s', (path) => {
    const found = readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        BANNED.filter(([words]) => words.test(line)).map(
          ([words, better]) => `${path}:${at + 1}: ${words.exec(line)?.[0]} (${better})`,
        ),
      );
    expect(found).toEqual([]);
  });
});
