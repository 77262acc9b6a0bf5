import { chance } from '../packaging/chance.ts';
import type { Suite } from '../suite.ts';
import { type Agreement, compare, table } from './agreement.ts';
import { judge } from './judge.ts';
import { applyEdits, medley, mutate } from './mutations.ts';
import { type RecordedText, readRecorded } from './recorded.ts';

/** Not the seed of what was recorded. DESCRIPTIONS_SEED sets another one. */
const SEED = 46_023;
const FRESH = { mutations: 400, medleys: 200 };
const SHOWN = 10;

/** Which descriptions render: ours beside readme_renderer's word, on known texts and on new ones. */
export const descriptions: Suite = {
  name: 'descriptions',
  needs: ['python'],

  run: async ({ tools, check }) => {
    const { header, texts } = await readRecorded();
    const judged = async (each: readonly string[]): Promise<RecordedText[]> => {
      const { verdicts } = await judge(tools.python, each);
      return each.map((text, index) => ({ text, verdict: verdicts[index] ?? null }));
    };
    const again = await judged(texts.map(({ text }) => text));
    await check(`the ${texts.length} recorded verdicts are readme_renderer's still`, () => {
      const changed = texts.filter(
        ({ verdict }, index) => JSON.stringify(verdict) !== JSON.stringify(again[index]?.verdict),
      );
      if (changed.length > 0) {
        const versions = `docutils ${header.docutils}, readme_renderer ${header.readme_renderer}`;
        throw new Error(
          `${changed.length} are others than with ${versions}: run scripts/record-descriptions.ts`,
        );
      }
    });
    const known = compare(again);
    await check(`ours are the same, no worse than recorded (${header.agreed})`, () => {
      expectAgreement(known, texts.length - header.agreed);
    });
    const seed = Number(process.env['DESCRIPTIONS_SEED'] ?? SEED);
    const fresh = compare(await judged(freshTexts(seed, texts)));
    await check(`so are those of new edits (seed ${seed})`, () => expectAgreement(fresh, 3));
    for (const [name, agreement] of Object.entries({ known, fresh })) {
      console.log(`${name}: ${agreement.refused} refused, ${agreement.missed.length} missed`);
      console.log(table(agreement));
    }
  },
};

function freshTexts(seed: number, texts: readonly RecordedText[]): string[] {
  const dice = chance(seed);
  const rendering = texts.filter(({ verdict, text }) => verdict === null && text.length > 200);
  const edited = Array.from({ length: FRESH.mutations }, () => {
    const { text } = dice.pick(rendering);
    return applyEdits(text, mutate(dice, text));
  });
  return [...edited, ...Array.from({ length: FRESH.medleys }, () => medley(dice))];
}

/** False alarms fail at once: they would stop a release that PyPI takes. */
function expectAgreement({ byClass, missed }: Agreement, mostMissed: number): void {
  const alarms = [...byClass].flatMap(([id, { falseAlarms }]) =>
    falseAlarms.map((text) => `${id}: ${JSON.stringify(text).slice(0, 500)}`),
  );
  const problems = [
    ...(alarms.length > 0 ? [`${alarms.length} false alarms`, ...alarms.slice(0, SHOWN)] : []),
    ...(missed.length > mostMissed ? [`${missed.length} missed`, ...missed.slice(0, SHOWN)] : []),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
