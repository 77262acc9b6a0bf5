import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pem } from '../../sandbox/sigstore/certificate.ts';
import {
  type Command,
  CT,
  CT_URL,
  FULCIO,
  FULCIO_URL,
  PASSPHRASE,
  REKOR,
  REKOR_URL,
  TRILLIAN,
} from './commands.ts';
import { certificateTransparencyConfig } from './ct-config.ts';
import { fulcioConfig } from './fulcio-config.ts';
import { makeStackKeys, type StackKeys } from './keys.ts';
import { type Service, startService } from './service.ts';
import { stackTrustedRoot } from './trust.ts';

export interface StackOptions {
  /** The folder of the programs, from `installSigstore`. */
  readonly programs: string;
  /** An empty folder for keys, configuration and logs. */
  readonly directory: string;
  /** The PEM file of the authority behind https://token.actions.githubusercontent.com. */
  readonly issuerAuthorityPath: string;
}

/** A real Sigstore: Fulcio, its CT log and Rekor v1, over Trillian in memory. */
export interface Stack {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  readonly trustedRoot: object;
  readonly start: Date;
  /** How many entries Rekor's log has. */
  logSize(): Promise<number>;
  /** How many certificates the CT log has. */
  certificates(): Promise<number>;
  /** Resident memory of all of its processes, in MB. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts all services; GitHub's ID-token issuer must be reachable under its own name by then.
 *
 * @throws {Error} with the log of a service that does not start. Nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory } = options;
  await mkdir(directory, { recursive: true });
  const keys = makeStackKeys();
  await writeKeys(keys, directory);
  const services: Service[] = [];
  const close = async () => {
    for (const service of services.toReversed()) {
      await service.stop();
    }
  };
  try {
    await startServices(options, keys, services);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    fulcioUrl: FULCIO_URL,
    rekorUrl: REKOR_URL,
    trustedRoot: stackTrustedRoot(keys),
    start: keys.start,
    logSize: () => treeSize(`${REKOR_URL}/api/v1/log`, 'treeSize'),
    certificates: () => treeSize(`${CT_URL}/ct/v1/get-sth`, 'tree_size'),
    memory: async () => {
      const sizes = await Promise.all(services.map(({ pid }) => residentMemory(pid)));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    close,
  };
}

/** The files that the services read. */
async function writeKeys(keys: StackKeys, directory: string): Promise<void> {
  const { root, intermediate, rekor, certificateTransparencyLog } = keys;
  const files: Readonly<Record<string, string | Buffer>> = {
    'root.pem': pem(root.certificate),
    'chain.pem': pem(intermediate.certificate) + pem(root.certificate),
    'fulcio.key': intermediate.key.privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: PASSPHRASE,
    }),
    'fulcio.yaml': fulcioConfig(),
    'rekor.key': rekor.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'ct.pub': certificateTransparencyLog.publicKey.export({ type: 'spki', format: 'pem' }),
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(directory, name), content, { mode: 0o600 });
  }
}

/** Starts them in the order in which they need each other. */
async function startServices(
  { programs, directory, issuerAuthorityPath }: StackOptions,
  keys: StackKeys,
  services: Service[],
): Promise<void> {
  const start = async (
    { program, args }: Command,
    ready: (log: string) => boolean | Promise<boolean>,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const logPath = join(directory, `${program}.log`);
    const path = join(programs, program);
    services.push(await startService({ program: path, args, cwd: directory, logPath, ready, env }));
    return logPath;
  };

  const log = /^log (\d+)$/m;
  const trillianLog = await start(TRILLIAN, (text) => log.test(text));
  const [, ctLog = ''] = log.exec(await readFile(trillianLog, 'utf8')) ?? [];
  const ctConfig = certificateTransparencyConfig(
    ctLog,
    keys.certificateTransparencyLog,
    'root.pem',
  );
  await writeFile(join(directory, 'ct.cfg'), ctConfig, { mode: 0o600 });
  await start(CT, () => answers(`${CT_URL}/ct/v1/get-roots`));
  await start(REKOR, () => answers(`${REKOR_URL}/api/v1/log`));
  await start(FULCIO, () => answers(`${FULCIO_URL}/api/v2/configuration`), {
    SSL_CERT_FILE: issuerAuthorityPath,
  });
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  await answer.body?.cancel();
  return answer.ok;
}

async function treeSize(url: string, member: string): Promise<number> {
  const answer = await fetch(url);
  const head = (await answer.json()) as Record<string, unknown>;
  return Number(head[member]);
}

/** VmRSS of Linux's /proc, in MB. */
async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}
