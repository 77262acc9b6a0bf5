import { resolve } from 'node:path';
import { fitsHost, hostOf } from '../../src/lockfiles/host/host.ts';
import { mustRun } from '../process.ts';
import type { Context } from '../suite.ts';

const SCRIPT = resolve(import.meta.dirname, 'tags.py');

/** Which tags a host takes, beside `packaging.tags`: every tag of every host is asked of each. */
export async function checkTags({ tools, check }: Context): Promise<void> {
  const answers: [python: string, platform: string, tags: string[]][] = JSON.parse(
    await mustRun(tools.python, [SCRIPT]),
  );
  const pool = new Set(answers.flatMap(([, , tags]) => tags));
  await check(`${answers.length} hosts take the tags of packaging, of ${pool.size}`, () => {
    for (const [python, platform, tags] of answers) {
      const host = hostOf(python, platform);
      const theirs = new Set(tags);
      const wrong = [...pool].filter((tag) => (host && fitsHost(tag, host)) !== theirs.has(tag));
      if (wrong.length > 0 || tags.length === 0) {
        throw new Error(`${python} on ${platform}: ${wrong.slice(0, 20).join(', ')}`);
      }
    }
  });
}
