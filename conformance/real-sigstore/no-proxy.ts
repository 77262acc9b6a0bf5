import { HOSTS } from '../production/hosts.ts';
import { ended, publishToProduction } from '../production/release.ts';
import { startConnectProxy } from '../proxy/connect-proxy.ts';
import { equal } from '../real-distributions/published.ts';
import { PROJECTS, paths } from './releases.ts';
import type { World } from './world.ts';

/** A proxy for everything but PyPI. Only here, where PyPI's name leads to loopback, can it be. */
export async function publishWithoutProxy(world: World): Promise<void> {
  const { sandbox, front, authorityPath, inputs, stack } = world;
  await world.openIndex(stack.trustedRoot, PROJECTS);
  const proxy = await startConnectProxy(() => front.port);
  try {
    const run = await publishToProduction(sandbox, authorityPath, {
      files: paths(world).slice(0, 2),
      inputs,
      env: { HTTPS_PROXY: proxy.url, NO_PROXY: '.pypi.org' },
    });
    ended(run, 0);
    const proxied = new Set(proxy.requests.map(({ target }) => target));
    const { idTokens, fulcio, rekor, upload, pypi } = HOSTS;
    equal([...proxied].sort(), [idTokens, fulcio, rekor].map((host) => `${host}:443`).sort());
    equal(
      [...new Set(run.observed.connections)].sort(),
      [proxy.address, `${upload}:443`, `${pypi}:443`].sort(),
    );
  } finally {
    await proxy.close();
  }
}
