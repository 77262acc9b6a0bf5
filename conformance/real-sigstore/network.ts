import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../process.ts';
import { HOSTS } from '../production/hosts.ts';

/** Where the name of the TUF repository leads: nobody listens there, unless a check does. */
export const TUF_ADDRESS = '127.0.0.2';

/**
 * Sets up the network of a new namespace: loopback, and /etc/hosts with the production names.
 *
 * @param directory For the file that takes the place of /etc/hosts.
 * @param otherHosts Names that lead to loopback, too.
 */
export async function setUpNetwork(
  directory: string,
  otherHosts: readonly string[] = [],
): Promise<void> {
  await mustRun('ip', ['link', 'set', 'lo', 'up']);
  const names = Object.values(HOSTS).filter((host) => host !== HOSTS.tuf);
  const hosts = join(directory, 'hosts');
  const lines = [
    `127.0.0.1 localhost ${[...names, ...otherHosts].join(' ')}`,
    `${TUF_ADDRESS} ${HOSTS.tuf}`,
    '',
  ];
  await writeFile(hosts, lines.join('\n'));
  await mustRun('mount', ['--bind', hosts, '/etc/hosts']);
}
