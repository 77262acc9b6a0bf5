// A process of its own, started by service-process.ts, so that its work is nobody's.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { ObservedServices } from './observed-services.ts';
import type { Answer, Command } from './protocol.ts';
import { startTimestampAuthority } from './timestamp-authority.ts';

const sandbox = await startSandbox();
const timestampAuthority = await startTimestampAuthority();
const services = new ObservedServices(sandbox, timestampAuthority);
const answer = (message: Answer) => process.send?.(message);

/** The sandbox's, with a timestamp authority, as the public instance has. */
async function writeTrustConfig(): Promise<string> {
  const config = JSON.parse(await readFile(sandbox.trustConfigPath, 'utf8'));
  const [log] = config.signingConfig.rekorTlogUrls;
  config.signingConfig.tsaUrls = [{ ...log, url: timestampAuthority.timestampUrl }];
  const path = join(sandbox.directory, 'trust-config-tsa.json');
  await writeFile(path, JSON.stringify(config));
  return path;
}

process.on('message', (command: Command) => {
  if (command.kind === 'begin') {
    services.begin(command.conditions);
    answer({ kind: 'begun' });
  } else {
    answer({ kind: 'ended', traffic: services.end() });
  }
});
process.once('disconnect', () => {
  void Promise.all([sandbox.close(), timestampAuthority.close()]);
});

const trustConfigPath = await writeTrustConfig();
const environment = sandbox.environment({ 'INPUT_SIGSTORE-TRUST-CONFIG': trustConfigPath });
answer({
  kind: 'up',
  places: { environment, uploadUrl: sandbox.index.uploadUrl, trustConfigPath },
});
