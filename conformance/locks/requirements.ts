import { resolve } from 'node:path';
import { LockDefect } from '../../src/lockfiles/lock-document.ts';
import { readLock } from '../../src/lockfiles/read-lock.ts';
import { type Chance, chance } from '../packaging/chance.ts';
import { mustRun } from '../process.ts';
import type { Context } from '../suite.ts';

const JUDGE = resolve(import.meta.dirname, 'judge.py');
const SEED = 610;
const TEXTS = 4_000;
const HASH = `sha256:${'a'.repeat(64)}`;

/** Line, name, pinned versions, sorted hashes. */
type Read = [line: number, name: string | null, versions: string[], hashes: string[]][];

/** What a requirements file says, beside pip's own reader: texts of awkward lines. */
export async function checkRequirements({ tools, check }: Context): Promise<void> {
  const dice = chance(SEED);
  const texts = Array.from({ length: TEXTS }, () => medley(dice));
  const input = JSON.stringify(texts);
  const theirs: (Read | null)[] = JSON.parse(
    await mustRun(tools.python, [JUDGE, 'requirements'], { input }),
  );
  const taken = theirs.filter((each) => each !== null && each.length > 0).length;
  await check(
    `${TEXTS} requirements files (${taken} taken) are read as pip reads them`,
    async () => {
      const wrong: string[] = [];
      for (const [index, text] of texts.entries()) {
        const [ours, pips] = [await readText(text), strictly(theirs[index] ?? null)];
        if (JSON.stringify(ours) !== JSON.stringify(pips)) {
          wrong.push(
            `${JSON.stringify(text)}\n  ours ${JSON.stringify(ours)}\n  pip  ${JSON.stringify(pips)}`,
          );
        }
      }
      if (wrong.length > 0 || taken < TEXTS / 20 || taken === TEXTS) {
        throw new Error(`${wrong.length} differ\n${wrong.slice(0, 10).join('\n')}`);
      }
    },
  );
}

async function readText(text: string): Promise<Read | null> {
  try {
    const { packages } = await readLock('requirements.txt', text);
    return packages.map(({ name, project, version, files, at }) => [
      at.line,
      project === '' ? null : name,
      version === undefined ? [] : [version],
      files.flatMap(({ sha256 }) => sha256 ?? []).toSorted(),
    ]);
  } catch (error) {
    if (error instanceof LockDefect) return null;
    throw error;
  }
}

/**
 * pip looks at a hash only when it has a file, and of a repository it has none; what is said twice
 * counts once here.
 */
function strictly(lines: Read | null): Read | null {
  const usual = lines?.map((line): Read[number] => {
    const [at, name, versions, hashes] = line;
    return [at, name, versions, name === 'zeta' ? [] : hashes];
  });
  if (!usual?.every(([, , , hashes]) => hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash)))) {
    return null;
  }
  const first = new Map(usual.toReversed().map((line) => [JSON.stringify(line.slice(1)), line]));
  return [...first.values()].toSorted(([a], [b]) => a - b);
}

const LINES: readonly string[] = [
  'alpha==1.0',
  'Beta.Tool == 2.0 ; python_version > "3"',
  'gamma[x,y]===3.x',
  `delta==4 --hash=${HASH}`,
  `delta==4 --hash ${HASH} --hash=sha256:${'b'.repeat(64)}`,
  `epsilon==5 ; os_name == "posix" --hash="${HASH}"`,
  'zeta @ git+https://git.example/zeta@v1',
  '# a comment',
  '  # a comment \\',
  'eta==7 # a comment',
  'theta==8#none',
  'iota==9 \\',
  '\\',
  '',
  ' ',
  '--pre',
  '--index-url https://index.example/simple',
  '-i https://index.example/simple',
  '--extra-index https://index.example/simple',
  '--no-binary=:all: --only-binary kappa',
  '--trusted-host index.example',
  '--unknown',
  '--re x',
  `--hash=${HASH}`,
  'not a requirement',
  '"quoted"',
  "--index-url 'open",
  '==1.0',
  'lambda>=1,<2',
  '--pre mu==12',
];
const ENDS: readonly string[] = ['\n', '\n', '\n', '\r\n', '\\\n', ' \\\n', '\n\n', ''];

function medley(dice: Chance): string {
  const count = 1 + dice.integer(4);
  return Array.from({ length: count }, () => dice.pick(LINES) + dice.pick(ENDS)).join('');
}
