import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pem } from '../../sandbox/sigstore/certificate.ts';
import { type KeyPair, makeKeyPair } from '../../sandbox/sigstore/digest.ts';
import { makeTimestampSigner } from '../../sandbox/sigstore/timestamp-authority.ts';
import type { TrustedV2 } from '../../sandbox/sigstore/trust-config.ts';
import { freePort } from '../indexes/index-server.ts';
import { type Service, startService } from '../sigstore-stack/service.ts';

export interface RealV2 extends TrustedV2 {
  close(): Promise<void>;
}

/**
 * Starts a real Rekor v2 log (rekor-tiles, over files) and a real timestamp authority on loopback.
 *
 * @param directory an empty folder for keys, tiles and logs
 * @throws {Error} with the log of the one that does not start. Nothing is left running then.
 */
export async function startRealV2(
  programs: { readonly rekorTiles: string; readonly timestampServer: string },
  directory: string,
): Promise<RealV2> {
  const key = makeKeyPair();
  const signer = makeTimestampSigner(Date.now());
  await mkdir(join(directory, 'tiles'), { recursive: true });
  await writeFile(join(directory, 'rekor.key'), privatePem(key), { mode: 0o600 });
  await writeFile(join(directory, 'tsa.key'), privatePem(signer.key), { mode: 0o600 });
  await writeFile(join(directory, 'tsa.pem'), signer.chain.map(pem).join(''));
  const [http, grpc, metrics, tsa] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
  const services: Service[] = [];
  const start = async (name: string, program: string, args: readonly string[], ready: string) =>
    services.push(
      await startService({
        program,
        args,
        cwd: directory,
        logPath: join(directory, `${name}.log`),
        ready: (log) => log.includes(ready),
      }),
    );
  const close = async () => {
    await Promise.all(services.map((service) => service.stop()));
  };
  try {
    await start(
      'rekor',
      programs.rekorTiles,
      [
        'serve',
        `--http-port=${http}`,
        `--grpc-port=${grpc}`,
        `--http-metrics-port=${metrics}`,
        // The name in the checkpoints: it must be the host of the log's URL in the trusted root.
        '--hostname=127.0.0.1',
        '--signer-filepath=rekor.key',
        '--storage-dir=tiles',
        '--batch-max-age=50ms',
        '--checkpoint-interval=1s',
      ],
      'starting HTTP proxy',
    );
    await start(
      'tsa',
      programs.timestampServer,
      [
        'serve',
        '--host=127.0.0.1',
        `--port=${tsa}`,
        '--timestamp-signer=file',
        '--file-signer-key-path=tsa.key',
        '--certificate-chain-path=tsa.pem',
        '--disable-ntp-monitoring',
      ],
      'Serving timestamp server',
    );
  } catch (error) {
    await close();
    throw error;
  }
  const url = `http://127.0.0.1:${tsa}`;
  return {
    rekor: { url: `http://127.0.0.1:${http}`, key },
    timestampAuthority: { url, timestampUrl: `${url}/api/v1/timestamp`, chain: signer.chain },
    close,
  };
}

const privatePem = ({ privateKey }: KeyPair): string | Buffer =>
  privateKey.export({ type: 'pkcs8', format: 'pem' });
