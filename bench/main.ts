// npm run bench: what a release costs with this action and with its peers, side by side.
import { type BenchArguments, parseArguments, USAGE, UsageError } from './arguments.ts';
import { BUNDLE, bench } from './bench.ts';
import { benchInspection } from './inspection/inspection.ts';
import { json } from './json.ts';
import { profileTable } from './profile.ts';
import { table } from './table.ts';

async function main(args: readonly string[]): Promise<number> {
  let parsed: BenchArguments;
  try {
    parsed = parseArguments(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (parsed.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const say = (line: string) => process.stderr.write(`${line}\n`);
  if (parsed.inspect) {
    process.stdout.write(await benchInspection(parsed.rounds, say));
    return 0;
  }
  const report = await bench(parsed, say);
  const text = parsed.json ? json(report) : `${table(report.results)}\n${report.machine}\n`;
  process.stdout.write(text);
  if (parsed.profileFolder !== undefined) {
    process.stdout.write(`\n${await profileTable(parsed.profileFolder, BUNDLE)}`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
