// The part of the suite that runs inside the namespace; started by namespace.ts only.
import { once } from 'node:events';
import { checkAll } from './checks.ts';
import type { InsideInput } from './inside-input.ts';
import type { Report } from './namespace.ts';
import { setUpNetwork } from './network.ts';
import { startWorld, type World } from './world.ts';

const report = (message: Report) => process.send?.(message);

async function check(name: string, work: () => void | Promise<void>): Promise<void> {
  report({ kind: 'begin', name });
  try {
    await work();
    report({ kind: 'end' });
  } catch (error) {
    report({ kind: 'end', error: error instanceof Error ? error.message : String(error) });
  }
}

async function run(input: InsideInput): Promise<void> {
  let world: World | undefined;
  await check('Fulcio, CT log and Rekor start', async () => {
    await setUpNetwork(input.workDir);
    world = await startWorld(input);
  });
  try {
    if (world !== undefined) {
      await checkAll(world, check);
    }
  } finally {
    await world?.close();
  }
}

// As the first process of its namespace it takes everything else with it when it ends.
process.once('disconnect', () => process.exit(1));
const [input] = (await once(process, 'message')) as [InsideInput];
await run(input);
process.removeAllListeners('disconnect');
process.disconnect();
