import type { Log } from '../log.ts';
import { type ConnectionConfig, createDeps } from '../process/create-deps.ts';
import { listenForCancellation } from '../process/listen-for-cancellation.ts';
import type { Deps } from '../run/deps.ts';
import type { Terminal } from './terminal/output.ts';

/**
 * What the stages of a verb work with. From here on signals end the run in order, with a report.
 * @throws PublishError `invalid-configuration` of {@link createDeps}
 */
export function createCliDeps(
  { env }: Pick<Terminal, 'env'>,
  log: Log,
  config: ConnectionConfig,
): Promise<Deps> {
  const cancellation = listenForCancellation((text) => log.warning(text));
  return createDeps(env, log, config, env['GITHUB_TOKEN'], cancellation);
}
