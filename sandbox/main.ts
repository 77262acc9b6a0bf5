import { type Arguments, parseArguments, projectOf, USAGE, UsageError } from './arguments.ts';
import { checkRelease } from './check-release.ts';
import { report, resultJson } from './report.ts';
import { publish } from './run.ts';
import { writeSampleDistributions } from './sample/distributions.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { serve } from './serve.ts';

async function main(args: readonly string[]): Promise<number> {
  let parsed: Arguments;
  try {
    parsed = parseArguments(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (parsed.command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const sandbox = await startSandbox();
  try {
    if (parsed.command === 'publish') return await publishOnce(sandbox, parsed);
    await serve(sandbox, parsed.envFile);
    return 0;
  } finally {
    await sandbox.close();
  }
}

/** Publishes once, reports, and returns the exit code: 0 only if everything is right. */
async function publishOnce(sandbox: Sandbox, { files, json }: Arguments): Promise<number> {
  const paths = files.length > 0 ? files : await writeSampleDistributions(sandbox.directory);
  for (const path of paths) sandbox.registerPublisher({ project: projectOf(path) });
  const run = await publish(sandbox, { files: paths });
  const checks = await checkRelease(sandbox, run, paths);
  const isRight = checks.every(({ problem }) => problem === undefined);
  process.stdout.write(json ? resultJson(run, checks, isRight) : report(sandbox, run, checks));
  return isRight ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
