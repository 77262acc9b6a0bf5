import { join } from 'node:path';
import { chance } from '../packaging/chance.ts';
import { mustRun } from '../process.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { compare } from './agreement.ts';
import { CRAFTED } from './crafted.ts';
import { judge } from './judge.ts';
import { applyEdits, medley, mutate } from './mutations.ts';
import { type Kept, writeRecorded } from './recorded.ts';
import { SOURCES } from './sources.ts';

const TEXTS = join(import.meta.dirname, 'texts.py');
/** So many of each are kept. */
const KEPT = { longest: 7_000, eachSource: 8, mutations: 700, medleys: 250 };

interface RealText {
  readonly sdist: string;
  readonly member: string;
  readonly text: string;
}

/**
 * Records what readme_renderer says of real descriptions, of edits of them, and of texts made for
 * it; see recorded.ts.
 *
 * @returns What was recorded, in one line.
 */
export async function record(python: string, cacheDir: string): Promise<string> {
  const real = await realTexts(python, cacheDir);
  const dice = chance(2026);
  const made = Array.from({ length: KEPT.medleys }, () => medley(dice));
  const whole = [...real, ...[...CRAFTED, ...made].map((text) => ({ text }))];
  const { verdicts, ...versions } = await judge(
    python,
    whole.map(({ text }) => text),
  );
  const rendering = [...real.keys()].filter((index) => verdicts[index] === null);
  const edited = Array.from({ length: KEPT.mutations }, () => {
    const base = dice.pick(rendering);
    const edits = mutate(dice, real[base]?.text ?? '');
    return { base, edits, text: applyEdits(real[base]?.text ?? '', edits) };
  });
  const more = await judge(
    python,
    edited.map(({ text }) => text),
  );
  const kept: Kept[] = [
    ...whole.map((each, index) => ({ ...each, verdict: verdicts[index] ?? null })),
    ...edited.map(({ base, edits }, index) => ({
      base,
      edits,
      verdict: more.verdicts[index] ?? null,
    })),
  ];
  const judged = [...whole, ...edited].map(({ text }, index) => ({
    text,
    verdict: kept[index]?.verdict ?? null,
  }));
  const { agreed, sameMessage, refused } = compare(judged);
  const sources = SOURCES.map(({ filename, license }) => ({ sdist: filename, license }));
  const size = await writeRecorded({ ...versions, agreed, sameMessage, sources }, kept);
  return `${kept.length} texts, ${refused} refused, ${agreed} agreed, ${sameMessage} with the same message, ${size} bytes`;
}

/** Some texts of each source, short ones, no text twice. */
async function realTexts(python: string, cacheDir: string): Promise<RealText[]> {
  const distributions = SOURCES.map((source) => ({ ...source, generator: '' }));
  await fetchDistributions(python, distributions, cacheDir);
  const paths = SOURCES.map(({ filename }) => join(cacheDir, filename));
  const found: RealText[] = JSON.parse(await mustRun(python, [TEXTS, ...paths]));
  const short = found.filter(({ text }) => text.length <= KEPT.longest);
  const unique = [...new Map(short.map((each) => [each.text, each])).values()];
  const isDescription = ({ member }: RealText) => member.endsWith('/PKG-INFO');
  unique.sort((a, b) => Number(isDescription(b)) - Number(isDescription(a)));
  const bySource = Map.groupBy(unique, ({ sdist }) => sdist);
  return [...bySource.values()].flatMap((texts) => texts.slice(0, KEPT.eachSource));
}
