// npm run bench:verify: what verifying a lock costs with this command and with pypi-attestations.
import { parseArgs } from 'node:util';
import { machine } from '../machine.ts';
import { type VerifyFigures, verifyBench } from './verify-bench.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '300' },
    'peer-files': { type: 'string', default: '30' },
    runs: { type: 'string', default: '3' },
  },
});
const figures = await verifyBench(
  {
    files: Number(values.files),
    peerFiles: Number(values['peer-files']),
    rounds: Number(values.runs),
  },
  (line) => process.stderr.write(`${line}\n`),
);
process.stdout.write(`${table(figures)}\n${machine(process.version)}\n`);

/** Wall time a file, and how many times ours it is. */
function table(rows: readonly VerifyFigures[]): string {
  const perFile = ({ wall, files }: VerifyFigures) => (wall / files) * 1000;
  const [ours] = rows;
  return [
    '| | files | wall s | CPU s | peak RSS MB | ms a file | × ours |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows.map((row) =>
      [
        '',
        row.title,
        row.files,
        row.wall.toFixed(2),
        row.cpu.toFixed(2),
        Math.round(row.rss / 1e6),
        perFile(row).toFixed(1),
        (perFile(row) / (ours ? perFile(ours) : 1)).toFixed(1),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
}
