// node --expose-gc fuzz/child.ts TARGET SEED INPUTS MILLISECONDS FILE: explores one target and prints how
// it went as JSON. FILE always holds the input that is being read, for when this process dies of it.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { explore } from './explore.ts';
import { TARGETS } from './targets.ts';

const [name, seed, inputs, time, path = ''] = process.argv.slice(2);
const target = TARGETS.find((one) => one.name === name);
if (!target) throw new Error(`no target named ${name}`);
const file = openSync(path, 'w');
const limits = { seed: Number(seed), inputs: Number(inputs), time: Number(time) };
const found = await explore(target, limits, (input) => {
  ftruncateSync(file, 0);
  writeSync(file, input, 0, input.length, 0);
});
closeSync(file);
process.stdout.write(`${JSON.stringify(found)}\n`);
