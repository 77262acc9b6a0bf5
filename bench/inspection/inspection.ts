import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER } from '../../conformance/install.ts';
import { mustRun } from '../../conformance/process.ts';
import { installPython } from '../../conformance/tools/python.ts';
import { pythonPrograms } from '../contestants/python.ts';
import { type CorpusShape, HUNDRED, LARGE, writeCorpus } from '../corpus/corpus.ts';
import { machine } from '../machine.ts';
import { type Cost, measure } from '../measure.ts';
import { PYTHON } from '../python.ts';
import { median, pairRatio } from '../statistics.ts';
import { type Inspector, inspectors } from './inspectors.ts';

const COMMAND_LINE = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const SHAPES: readonly CorpusShape[] = [HUNDRED, LARGE];

/** What looking at distributions costs, beside `twine check`: a Markdown table, and the machine. */
export async function benchInspection(
  rounds: number,
  say: (line: string) => void,
): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  say('installing the peers, unless they are there');
  const python = await installPython(PYTHON);
  const directory = await mkdtemp(join(FOLDER, 'bench-'));
  try {
    // A copy, so that a build in the middle changes nothing.
    const commandLine = join(directory, 'cli.js');
    await copyFile(COMMAND_LINE, commandLine);
    const field = inspectors(commandLine, pythonPrograms(python));
    const rows: string[] = [];
    for (const shape of SHAPES) {
      const paths = await writeCorpus(join(directory, 'corpus'), shape);
      const costs = await play(paths, field, rounds, { python, directory }, say);
      rows.push(...tableRows(shape, field, costs));
      await rm(join(directory, 'corpus'), { recursive: true });
    }
    const version = (await mustRun(python, ['--version'])).trim();
    return `${HEADER}${rows.join('')}\n${machine(version)}\n`;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** In each round every inspector once: their costs, in their order. */
async function play(
  paths: readonly string[],
  field: readonly Inspector[],
  rounds: number,
  { python, directory }: { readonly python: string; readonly directory: string },
  say: (line: string) => void,
): Promise<readonly Cost[][]> {
  const costs: Cost[][] = field.map(() => []);
  const place = { python, cwd: directory, log: join(directory, 'log') };
  const environment = { PATH: process.env['PATH'] ?? '', HOME: directory };
  for (let round = 1; round <= rounds; round++) {
    for (const [at, inspector] of field.entries()) {
      const cost = await measure([inspector.step(paths)], environment, place);
      costs[at]?.push(cost);
      say(`${paths.length} files, round ${round}, ${inspector.title}: ${cost.wall.toFixed(2)} s`);
    }
  }
  return costs;
}

const HEADER =
  '| inspected | by | wall | × ours | CPU | × ours | peak RSS |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n';

function tableRows(
  shape: CorpusShape,
  field: readonly Inspector[],
  costs: readonly Cost[][],
): string[] {
  const [own = []] = costs;
  return field.map(({ title }, at) => {
    const of = (figure: (cost: Cost) => number) => (costs[at] ?? []).map(figure);
    const ratio = (figure: (cost: Cost) => number) => pairRatio(of(figure), own.map(figure));
    const cells = [
      at === 0 ? shape.title : '',
      title,
      `${median(of(({ wall }) => wall)).toFixed(2)} s`,
      ratio(({ wall }) => wall).toFixed(2),
      `${median(of(({ cpu }) => cpu)).toFixed(2)} s`,
      ratio(({ cpu }) => cpu).toFixed(2),
      `${(median(of(({ rss }) => rss)) / 1e6).toFixed(0)} MB`,
    ];
    return `| ${cells.join(' | ')} |\n`;
  });
}
