// The part of the suite that runs inside the namespace; started by namespace.ts only.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Report } from '../real-sigstore/namespace.ts';
import { setUpNetwork } from '../real-sigstore/network.ts';
import { COMBINATIONS } from './combinations.ts';
import { contestants, DIFFERENCES, judge, judgeTwice } from './contest.ts';
import type { DropInInput } from './drop-in.ts';
import { OTHER_HOSTS, startWorld } from './world.ts';

const GUIDE = resolve(import.meta.dirname, '../../docs/migration.md');

const report = (message: Report) => process.send?.(message);

async function check(name: string, work: () => Promise<void>): Promise<void> {
  report({ kind: 'begin', name });
  try {
    await work();
    report({ kind: 'end' });
  } catch (error) {
    report({ kind: 'end', error: error instanceof Error ? error.message : String(error) });
  }
}

async function run({ python, workDir }: DropInInput): Promise<void> {
  await setUpNetwork(workDir, OTHER_HOSTS);
  const world = await startWorld(workDir);
  try {
    for (const contestant of contestants(world, python)) {
      for (const combination of COMBINATIONS) {
        await check(`${combination.name}: ${contestant.name}`, () =>
          judge(world, contestant, combination),
        );
      }
      await check(`TestPyPI and then PyPI: ${contestant.name}`, () =>
        judgeTwice(world, contestant),
      );
    }
    await check('the migration guide says what differs', async () => {
      const guide = (await readFile(GUIDE, 'utf8')).replaceAll(/\s+/g, ' ');
      const unsaid = DIFFERENCES.filter((difference) => !guide.includes(difference));
      if (unsaid.length > 0) throw new Error(unsaid.join('\n'));
    });
  } finally {
    await world.close();
  }
}

process.once('disconnect', () => process.exit(1));
const [input] = (await once(process, 'message')) as [DropInInput];
await run(input);
process.removeAllListeners('disconnect');
process.disconnect();
