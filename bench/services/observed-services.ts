import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopbackServer } from '../../sandbox/http/server.ts';
import { type LockSettings, ProjectLocks } from '../../sandbox/index/project-lock.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { PROJECT } from '../corpus/wheel.ts';
import { indexRequestKind, LATENCIES, type RequestKind, USUAL_UPLOAD } from '../latency.ts';
import type { Conditions, Traffic } from './protocol.ts';
import { readUpload, storeUpload } from './take-upload.ts';

/** PostgreSQL's `deadlock_timeout`. */
const DEADLOCK_MS = 1000;

type KindOf = (method: string, path: string) => RequestKind;

const NONE: Readonly<Record<RequestKind, number>> = {
  idToken: 0,
  certificate: 0,
  logEntry: 0,
  timestamp: 0,
  lookUp: 0,
  mint: 0,
  upload: 0,
};

/** The services of a sandbox, made to wait, counted, and emptied before each run. */
export class ObservedServices {
  readonly #sandbox: Sandbox;
  readonly #servers: readonly (readonly [LoopbackServer, KindOf])[];
  #conditions: Conditions = { latency: 0, strict: true, upload: USUAL_UPLOAD, deadlockChance: 1 };
  #locks = new ProjectLocks();
  #requests = { ...NONE };
  #atOnce = 0;
  #mostAtOnce = 0;

  constructor(sandbox: Sandbox, timestampAuthority: LoopbackServer) {
    this.#sandbox = sandbox;
    this.#servers = [
      [sandbox.github, () => 'idToken'],
      [sandbox.sigstore.fulcio, () => 'certificate'],
      [sandbox.sigstore.rekor, () => 'logEntry'],
      [timestampAuthority, () => 'timestamp'],
      [sandbox.index, indexRequestKind],
    ];
    for (const [server, kindOf] of this.#servers) {
      server.intercept = (request, response) => this.#intercept(request, response, kindOf);
    }
  }

  begin(conditions: Conditions): void {
    this.#conditions = conditions;
    this.#requests = { ...NONE };
    this.#mostAtOnce = 0;
    this.#locks = new ProjectLocks();
    for (const [server] of this.#servers) server.requests.length = 0;
    const { state } = this.#sandbox.index;
    state.projects.clear();
    state.files.length = 0;
    state.publishers.length = 0;
    this.#sandbox.registerPublisher({ project: PROJECT });
  }

  end(): Traffic {
    const records = this.#servers.flatMap(([server]) => server.requests);
    const refused = records.filter(({ status }) => status >= 400);
    return {
      requests: this.#requests,
      firstRequestAt: Math.min(...records.map(({ receivedAt }) => receivedAt)),
      mostAtOnce: this.#mostAtOnce,
      refused: refused.map(({ method, url, status }) => `${method} ${url} → ${status}`),
      files: this.#sandbox.index.files.map(({ filename, size, sha256, attestations }) => ({
        filename,
        size,
        sha256,
        attestations: attestations.length,
      })),
    };
  }

  async #intercept(
    request: IncomingMessage,
    response: ServerResponse,
    kindOf: KindOf,
  ): Promise<boolean> {
    const kind = kindOf(request.method ?? '', request.url ?? '');
    const { latency, strict } = this.#conditions;
    this.#requests[kind] += 1;
    this.#atOnce += 1;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#atOnce);
    response.once('close', () => {
      this.#atOnce -= 1;
    });
    if (kind !== 'upload') {
      if (latency > 0) await sleep(latency * LATENCIES[kind]);
      return false;
    }
    if (strict) return false;
    const upload = await readUpload(request);
    const isStored = await this.#locks.upload(PROJECT, this.#lock(), () =>
      storeUpload(upload, this.#sandbox.index.state),
    );
    response.writeHead(isStored ? 200 : 500, { 'content-length': 0 }).end();
    return true;
  }

  #lock(): LockSettings {
    const { latency, upload, deadlockChance } = this.#conditions;
    return {
      outside: latency * upload.outside,
      inside: latency * upload.inside,
      deadlockAfter: latency * DEADLOCK_MS,
      deadlockChance,
    };
  }
}
