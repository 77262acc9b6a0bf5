// npm run fuzz [-- [--seconds N] [--inputs N] [--seed N] [TARGET…]]: feeds every reader of hostile things
// with altered inputs, for N seconds each. With --replay FILE one target reads that file.
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MOST_GROWTH } from './explore.ts';
import { runChild } from './run-child.ts';
import { TARGETS } from './targets.ts';

const FOUND = resolve(import.meta.dirname, '..', '.conformance', 'fuzz');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '20' },
    inputs: { type: 'string', default: '100000000' },
    seed: { type: 'string', default: '1' },
    replay: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !TARGETS.some((target) => target.name === name));
if (unknown.length > 0) {
  console.error(
    `no target named ${unknown.join(', ')}; there are: ${TARGETS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const targets = TARGETS.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);
if (values.replay !== undefined) {
  await targets[0]?.run(await readFile(values.replay));
  console.log(`${targets[0]?.name} reads it`);
} else {
  await mkdir(FOUND, { recursive: true });
  const limits = {
    seed: Number(values.seed),
    inputs: Number(values.inputs),
    time: Number(values.seconds) * 1_000,
  };
  let failed = 0;
  for (const { name } of targets) {
    const file = join(FOUND, `${name}-${limits.seed}`);
    const outcome = await runChild(name, limits, file);
    if (outcome.kind === 'done') {
      const { inputs, taken, functions, missing, corpus, growth } = outcome;
      const grows = growth > MOST_GROWTH;
      if (grows) failed += 1;
      console.log(
        `${grows ? 'FAILED ' : 'ok     '} ${name}: ${inputs} inputs (${taken} taken), ${functions} functions with ${missing} blocks to go, ${corpus} kept, heap ${growth < 0 ? '' : '+'}${(growth / 1024 / 1024).toFixed(1)} MiB`,
      );
    } else {
      failed += 1;
      console.log(`FAILED  ${name}: ${outcome.kind === 'hang' ? 'it hangs' : outcome.why}`);
      console.log(`        npm run fuzz -- --replay ${file} ${name}`);
    }
  }
  console.log(`\n${targets.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
