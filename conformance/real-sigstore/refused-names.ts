import { basename, join } from 'node:path';
import { ended, publishToProduction } from '../production/release.ts';
import type { PinnedDistribution } from '../real-distributions/distributions.ts';
import { equal } from '../real-distributions/published.ts';
import type { World } from './world.ts';

/** Distributions that PyPI has, and would not take today: their file names are not in normal form. */
export const REFUSED_NAMES: readonly PinnedDistribution[] = [
  {
    filename: 'MarkupSafe-3.0.2-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
    project: 'markupsafe',
    sha256: 'a123e330ef0853c6e822384873bef7507557d8e4a082961e1defa947aa59ba84',
    generator: 'setuptools',
  },
  {
    filename: 'zope.event-5.0-py3-none-any.whl',
    project: 'zope-event',
    sha256: '2832e95014f4db26c47a13fdaef84cef2f4df37e66b59d8f1f4a8f319a632c26',
    generator: 'bdist_wheel',
  },
  {
    filename: 'zope.event-5.0.tar.gz',
    project: 'zope-event',
    sha256: 'bac440d8d9891b4068e2b5a2c5e2c9765a9df762944bda6955f96bb9b91e67cd',
    generator: 'setuptools',
  },
];

/** All are refused by their names, at once, and before anything is asked of anyone. */
export async function refuseNames(world: World): Promise<void> {
  const { sandbox, front, authorityPath } = world;
  const paths = REFUSED_NAMES.map(({ filename }) => join(world.input.cacheDir, filename));
  const before = { asked: front.requests.length, tokens: sandbox.github.issued.length };
  const run = await publishToProduction(sandbox, authorityPath, {
    files: paths,
    inputs: world.inputs,
  });
  ended(run, 1);
  const failure = run.stdout.split('\n').find((line) => line.startsWith('::error')) ?? '';
  equal(failure.includes('preflight-failed'), true);
  equal(failure.includes('its file name is not in normal form'), true);
  equal(
    paths.filter((path) => !failure.includes(basename(path))),
    [],
  );
  equal({ asked: front.requests.length, tokens: sandbox.github.issued.length }, before);
  equal(run.observed.connections, []);
}
