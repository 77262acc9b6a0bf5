import type { Suite } from '../suite.ts';
import { checkBill } from './bill.ts';
import { checkDependabot } from './dependabot.ts';
import { checkRebuild } from './rebuild.ts';
import { checkRelease } from './release.ts';

/** What this project ships: is it built of what is committed, and does its bill of materials say so? */
export const ourselves: Suite = {
  name: 'ourselves',
  needs: ['bills', 'act'],

  run: async (context) => {
    await checkBill(context);
    await checkRebuild(context);
    await checkDependabot(context);
    await checkRelease(context);
  },
};
