import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pem } from '../../sandbox/sigstore/certificate.ts';
import { HOSTS } from '../production/hosts.ts';
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

// Some of these programs also bind a port for metrics on all addresses: the stack is for a
// network namespace of its own, where every port is free and nobody listens in.
const PORT = {
  trillian: 8090,
  ct: 6962,
  rekor: 3000,
  fulcio: 5555,
  fulcioGrpc: 5554,
  metrics: 2113,
} as const;
const at = (port: number) => `127.0.0.1:${port}`;
const RPC = at(PORT.trillian);
const CT_URL = `http://${at(PORT.ct)}/sigstore`;
const FULCIO_URL = `http://${at(PORT.fulcio)}`;
const REKOR_URL = `http://${at(PORT.rekor)}`;
const PASSPHRASE = 'fulcio';

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
  const file = (name: string) => join(directory, name);
  const start = async (
    name: string,
    args: readonly string[],
    ready: (log: string) => boolean | Promise<boolean>,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const program = join(programs, name);
    const logPath = file(`${name}.log`);
    services.push(await startService({ program, args, cwd: directory, logPath, ready, env }));
    return logPath;
  };

  const log = /^log (\d+)$/m;
  const trillianLog = await start('trillian-mem', ['--address', RPC], (text) => log.test(text));
  const [, ctLog = ''] = log.exec(await readFile(trillianLog, 'utf8')) ?? [];
  await writeFile(
    file('ct.cfg'),
    certificateTransparencyConfig(ctLog, keys.certificateTransparencyLog, file('root.pem')),
  );
  const ctOptions = {
    log_config: file('ct.cfg'),
    log_rpc_server: RPC,
    http_endpoint: at(PORT.ct),
    quota_remote: 'false',
    quota_intermediate: 'false',
    logtostderr: 'true',
  };
  const rekorOptions = {
    'rekor_server.address': '127.0.0.1',
    port: String(PORT.rekor),
    // The name in the checkpoints: it must be the host of the log's URL in the trusted root.
    'rekor_server.hostname': HOSTS.rekor,
    'rekor_server.signer': file('rekor.key'),
    'trillian_log_server.address': '127.0.0.1',
    'trillian_log_server.port': String(PORT.trillian),
    // The search index would need a Redis.
    enable_retrieve_api: 'false',
    enabled_api_endpoints:
      'getLogInfo,getPublicKey,getLogProof,createLogEntry,getLogEntryByIndex,getLogEntryByUUID,searchLogQuery',
  };
  const fulcioOptions = {
    host: '127.0.0.1',
    port: String(PORT.fulcio),
    'grpc-host': '127.0.0.1',
    'grpc-port': String(PORT.fulcioGrpc),
    // Rekor has the usual one, 2112.
    'metrics-port': String(PORT.metrics),
    // Relative, because the path of a socket must be short.
    'legacy-unix-domain-socket': 'fulcio.sock',
    ca: 'fileca',
    'fileca-cert': file('chain.pem'),
    'fileca-key': file('fulcio.key'),
    'fileca-key-passwd': PASSPHRASE,
    'fileca-watch': 'false',
    'config-path': file('fulcio.yaml'),
    'ct-log-url': CT_URL,
    'ct-log-public-key-path': file('ct.pub'),
  };
  await start('ct_server', flags(ctOptions), () => answers(`${CT_URL}/ct/v1/get-roots`));
  await start('rekor-server', ['serve', ...flags(rekorOptions)], () =>
    answers(`${REKOR_URL}/api/v1/log`),
  );
  await start(
    'fulcio',
    ['serve', ...flags(fulcioOptions)],
    () => answers(`${FULCIO_URL}/api/v2/configuration`),
    { SSL_CERT_FILE: issuerAuthorityPath },
  );
}

const flags = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options).map(([name, value]) => `--${name}=${value}`);

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
