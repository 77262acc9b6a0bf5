import type { Context } from '../suite.ts';
import { publishWithoutProxy } from './no-proxy.ts';
import { refuseNames } from './refused-names.ts';
import { checkReleases } from './releases.ts';
import { checkSizes } from './sizes.ts';
import { checkTuf } from './tuf.ts';
import { checkUploaders } from './uploaders.ts';
import type { World } from './world.ts';

/** Every check of the suite, against services that are up. */
export async function checkAll(world: World, check: Context['check']): Promise<void> {
  await check('names that PyPI refuses are refused before any request', () => refuseNames(world));
  await checkReleases(world, check);
  await checkUploaders(world, check);
  await check('with a proxy, PyPI is asked directly where NO_PROXY names it', () =>
    publishWithoutProxy(world),
  );
  await checkTuf(world, check);
  await checkSizes(world, check);
}
