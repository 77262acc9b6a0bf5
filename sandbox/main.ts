import { unknownInputs } from './action-inputs.ts';
import { type Arguments, parseArguments, projectOf, USAGE, UsageError } from './arguments.ts';
import { checkRelease } from './check-release.ts';
import { inject } from './faults/inject.ts';
import { publishDespite } from './faults/publish-despite.ts';
import { faultReport, faultResultJson } from './faults/report.ts';
import { report, resultJson } from './report.ts';
import { publish } from './run.ts';
import { FOUR_TAGS, writeSampleDistributions } from './sample/distributions.ts';
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
  const sandbox = await startSandbox({ rekorV2: parsed.rekorV2 });
  try {
    if (parsed.command === 'publish') return await publishSamples(sandbox, parsed);
    inject(parsed.plan, sandbox);
    await serve(sandbox, parsed.envFile);
    return 0;
  } finally {
    await sandbox.close();
  }
}

/** Publishes, reports, and returns the exit code: 0 only if everything is right. */
async function publishSamples(sandbox: Sandbox, parsed: Arguments): Promise<number> {
  const { files, json, faults, plan, inputs } = parsed;
  for (const name of await unknownInputs(Object.keys(inputs))) {
    process.stderr.write(`Warning: the action has no input ${JSON.stringify(name)}.\n`);
  }
  const tags = faults.length > 0 ? FOUR_TAGS : undefined;
  const paths = files.length > 0 ? files : await writeSampleDistributions(sandbox.directory, tags);
  for (const path of paths) sandbox.registerPublisher({ project: projectOf(path) });
  if (faults.length > 0) {
    const outcome = await publishDespite(sandbox, { paths, plans: [plan], inputs });
    process.stdout.write(json ? faultResultJson(faults, outcome) : faultReport(faults, outcome));
    return outcome.isRight ? 0 : 1;
  }
  const run = await publish(sandbox, { files: paths, inputs });
  const checks = await checkRelease(sandbox, run, { paths, inputs });
  const isRight = run.exitCode === 0 && checks.every(({ problem }) => problem === undefined);
  process.stdout.write(json ? resultJson(run, checks, isRight) : report(sandbox, run, checks));
  return isRight ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
