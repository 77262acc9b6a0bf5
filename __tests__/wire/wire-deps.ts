import { afterAll } from '@jest/globals';
import { Agent } from 'undici';
import { createHttpClient } from '../../src/http/client.ts';
import type { HttpClient } from '../../src/http/messages.ts';
import { type FakeClock, makeClock } from './fake-clock.ts';
import { type KeptLog, makeLog } from './kept-log.ts';

export interface WireDeps {
  readonly http: HttpClient;
  readonly clock: FakeClock;
  readonly log: KeptLog;
}

/** The real HTTP client, a clock that does not wait, and a log that keeps everything. */
export function wireDeps(): WireDeps {
  const log = makeLog();
  return { http: createHttpClient({ dispatcher, log }), clock: makeClock(), log };
}

const dispatcher = new Agent({ pipelining: 1 });

afterAll(() => dispatcher.destroy());
