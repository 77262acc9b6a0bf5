// npm run refresh-pins: the newest release of each action that release workflows are written with.
// Asks GitHub's git servers for tags, and writes src/workflows/release/action-pins.ts and examples/.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ACTION_PINS, type ActionPin } from '../src/workflows/release/action-pins.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TABLE = 'src/workflows/release/action-pins.ts';

/**
 * The newest release among the tags of a repository, as `git ls-remote --tags` lists them.
 * Prereleases and tags that move (`v4`) are none; of an annotated tag it is the commit.
 */
export function newestRelease(listing: string): Omit<ActionPin, 'repository'> | undefined {
  const commits = new Map<string, string>();
  for (const line of listing.split('\n')) {
    const [, commit = '', tag = '', peeled] =
      /^([0-9a-f]{40})\trefs\/tags\/(v\d+\.\d+\.\d+)(\^\{\})?$/.exec(line) ?? [];
    if (tag !== '' && (peeled !== undefined || !commits.has(tag))) commits.set(tag, commit);
  }
  const [newest] = [...commits].toSorted(([a], [b]) => compareVersions(b, a));
  return newest && { version: newest[0], commit: newest[1] };
}

function compareVersions(a: string, b: string): number {
  const parts = (version: string) => version.slice(1).split('.').map(Number);
  const [left, right] = [parts(a), parts(b)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** A text in which every pin of an action, in the table's form or in a workflow's, is another. */
export function withPin(text: string, old: ActionPin, pin: Omit<ActionPin, 'repository'>): string {
  return text
    .replaceAll(
      `commit: '${old.commit}',\n    version: '${old.version}'`,
      `commit: '${pin.commit}',\n    version: '${pin.version}'`,
    )
    .replaceAll(
      `${old.repository}@${old.commit} # ${old.version}`,
      `${old.repository}@${pin.commit} # ${pin.version}`,
    );
}

if (import.meta.main) {
  const files = [
    TABLE,
    ...globSync(['examples/*/.github/workflows/*.yml', 'examples/*/*/action.yml'], { cwd: ROOT }),
  ];
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  for (const pin of Object.values(ACTION_PINS)) {
    const url = `https://github.com/${pin.repository}`;
    const found = newestRelease(
      execFileSync('git', ['ls-remote', '--tags', url], { encoding: 'utf8' }),
    );
    if (!found) throw new Error(`${url} has no releases`);
    console.log(`${pin.repository}  ${pin.version} → ${found.version}`);
    for (const [file, text] of texts) texts.set(file, withPin(text, pin, found));
  }
  const today = new Date().toISOString().slice(0, 10);
  for (const [file, text] of texts) {
    writeFileSync(join(ROOT, file), text.replace(/PINNED_ON = '[\d-]+'/, `PINNED_ON = '${today}'`));
  }
}
