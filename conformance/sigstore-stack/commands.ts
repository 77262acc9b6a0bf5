import { HOSTS } from '../production/hosts.ts';

// Some of these programs also bind a port for metrics on all addresses: the stack is for a
// network namespace of its own, where every port is free and nobody listens in.
const PORT = { trillian: 8090, ct: 6962, rekor: 3000, fulcio: 5555, grpc: 5554, metrics: 2113 };

const at = (port: number) => `127.0.0.1:${port}`;
export const CT_URL = `http://${at(PORT.ct)}/sigstore`;
export const FULCIO_URL = `http://${at(PORT.fulcio)}`;
export const REKOR_URL = `http://${at(PORT.rekor)}`;

/** Of the key that Fulcio reads. */
export const PASSPHRASE = 'fulcio';

/** A program and its arguments; files are relative to the stack's folder, where it runs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

const command = (
  program: string,
  verbs: readonly string[],
  options: Readonly<Record<string, string | number | boolean>>,
): Command => ({
  program,
  args: [...verbs, ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)],
});

export const TRILLIAN = command('trillian-mem', [], { address: at(PORT.trillian) });

export const CT = command('ct_server', [], {
  log_config: 'ct.cfg',
  log_rpc_server: at(PORT.trillian),
  http_endpoint: at(PORT.ct),
  quota_remote: false,
  quota_intermediate: false,
  logtostderr: true,
});

export const REKOR = command('rekor-server', ['serve'], {
  'rekor_server.address': '127.0.0.1',
  port: PORT.rekor,
  // The name in the checkpoints: it must be the host of the log's URL in the trusted root.
  'rekor_server.hostname': HOSTS.rekor,
  'rekor_server.signer': 'rekor.key',
  'trillian_log_server.address': '127.0.0.1',
  'trillian_log_server.port': PORT.trillian,
  // The search index would need a Redis.
  enable_retrieve_api: false,
  enabled_api_endpoints: [
    ...['getLogInfo', 'getPublicKey', 'getLogProof', 'createLogEntry'],
    ...['getLogEntryByIndex', 'getLogEntryByUUID', 'searchLogQuery'],
  ].join(','),
});

export const FULCIO = command('fulcio', ['serve'], {
  host: '127.0.0.1',
  port: PORT.fulcio,
  'grpc-host': '127.0.0.1',
  'grpc-port': PORT.grpc,
  // Rekor has the usual one, 2112.
  'metrics-port': PORT.metrics,
  'legacy-unix-domain-socket': 'fulcio.sock',
  ca: 'fileca',
  'fileca-cert': 'chain.pem',
  'fileca-key': 'fulcio.key',
  'fileca-key-passwd': PASSPHRASE,
  'fileca-watch': false,
  'config-path': 'fulcio.yaml',
  'ct-log-url': CT_URL,
  'ct-log-public-key-path': 'ct.pub',
});
