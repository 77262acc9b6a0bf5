import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { HttpBody, HttpRequest } from '../../../src/http/messages.ts';
import { bodyOf, startHttpServer } from '../../wire/answer-server.ts';
import { requestFailureOf } from '../../wire/failure.ts';
import { wireDeps } from '../../wire/wire-deps.ts';

/** Five times the silences below: a busy machine makes them longer. */
const LIMIT_MS = 3_000;

describe('the limit on silence', () => {
  test.concurrent('ends the wait for a server that never answers', async () => {
    const url = await startHttpServer(() => {});
    const failure = await requestFailureOf(wireDeps().http.send(to(url)));
    expect(failure.reason).toBe('no answer within 3 s');
    expect(failure.ambiguous).toBe(true);
  });

  test.concurrent('ends the wait for the rest of an answer', async () => {
    const url = await startHttpServer((_request, response) => {
      response.write('half');
    });
    const failure = await requestFailureOf(wireDeps().http.send(to(url)));
    expect(failure.reason).toBe('no answer within 3 s');
  });

  test.concurrent('ends the wait for an answer after a body was sent', async () => {
    const url = await startHttpServer(async (request) => {
      await bodyOf(request);
    });
    const failure = await requestFailureOf(wireDeps().http.send(post(url, slowBody(6, 200))));
    expect(failure.reason).toBe('no answer within 3 s');
  });

  test.concurrent('does not count while an answer trickles in', async () => {
    const url = await startHttpServer(async (_request, response) => {
      for (let part = 0; part < 8; part++) {
        response.write('x');
        await sleep(600);
      }
      response.end();
    });
    expect((await wireDeps().http.send(to(url))).body.toString()).toBe('xxxxxxxx');
  });

  test.concurrent('does not count while a body is made slowly', async () => {
    const url = await startHttpServer(async (request, response) => {
      response.end(String((await bodyOf(request)).length));
    });
    const response = await wireDeps().http.send(post(url, slowBody(6, 600)));
    expect(response.body.toString()).toBe('6');
  });

  test.concurrent('does not count while a body is read slowly', async () => {
    // The last part is read at once: the kernel takes some megabytes ahead of the reader.
    const url = await startHttpServer(async (request, response) => {
      let length = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) {
        const before = length >> 20;
        length += chunk.length;
        if (length >> 20 > before && before < 8) await sleep(600);
      }
      response.end(String(length));
    });
    const size = 32 * 1024 * 1024;
    const body: HttpBody = {
      byteLength: size,
      async *chunks() {
        for (let sent = 0; sent < size; sent += 65_536) yield Buffer.alloc(65_536);
      },
    };
    expect((await wireDeps().http.send(post(url, body))).body.toString()).toBe(String(size));
  });
});

function slowBody(parts: number, pauseMs: number): HttpBody {
  return {
    byteLength: parts,
    async *chunks() {
      for (let part = 0; part < parts; part++) {
        await sleep(pauseMs);
        yield Buffer.from('x');
      }
    },
  };
}

const to = (url: string): HttpRequest => ({
  service: 'the service',
  method: 'GET',
  url,
  timeoutMs: LIMIT_MS,
});

const post = (url: string, body: HttpBody): HttpRequest => ({ ...to(url), method: 'POST', body });
