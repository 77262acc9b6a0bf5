import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from './fault.ts';

/** What a service answered. */
interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

const NOTHING: Answer = { status: 204, headers: {}, body: Buffer.alloc(0) };
const PAGE = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>Log in.</body></html>';

/**
 * Carries a fault out.
 * @returns whether the service shall not see the request
 */
export async function spoil(
  rule: FaultRule,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { effect, moment } = rule;
  if (effect.kind === 'cancel' || effect.kind === 'kill') return false;
  if (effect.kind === 'slow') {
    await sleep(effect.ms);
    return response.destroyed;
  }
  if (moment === 'carried-out') {
    catchAnswer(response, (answer) => void deliver(rule, answer, response));
    return false;
  }
  if (moment === 'unread') void deliver(rule, NOTHING, response);
  else request.resume().once('end', () => void deliver(rule, NOTHING, response));
  return true;
}

/** Keeps what the service answers from going out: own properties hide the prototype's methods. */
function catchAnswer(response: ServerResponse, then: (answer: Answer) => void): void {
  let head: Pick<Answer, 'status' | 'headers'> = { status: 200, headers: {} };
  response.writeHead = (status: number, ...rest: unknown[]) => {
    head = { status, headers: (rest.at(-1) ?? {}) as OutgoingHttpHeaders };
    return response;
  };
  response.end = (body?: unknown) => {
    Reflect.deleteProperty(response, 'writeHead');
    Reflect.deleteProperty(response, 'end');
    then({ ...head, body: Buffer.from((body ?? '') as string | Buffer) });
    return response;
  };
}

async function deliver(rule: FaultRule, answer: Answer, response: ServerResponse): Promise<void> {
  const { effect } = rule;
  switch (effect.kind) {
    case 'status': {
      const { type, body } = explanation(rule, effect.status);
      response.writeHead(effect.status, { 'content-type': type, ...headersOf(rule) }).end(body);
      return;
    }
    case 'drop':
      response.destroy();
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'stall':
      return;
    case 'garbage':
      response.socket?.end(
        Buffer.from([0, 1, 2, 3, 0x0d, 0x0a, 0xff, 0xfe, 0x0d, 0x0a, 0x0d, 0x0a]),
      );
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
      return;
    case 'json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"value":7}');
      return;
    case 'half': {
      const length = { 'content-length': String(answer.body.length + 1) };
      response.writeHead(answer.status, { ...answer.headers, ...length });
      response.write(answer.body.subarray(0, answer.body.length / 2), () => response.destroy());
      return;
    }
    case 'trickle':
      return trickle(answer, effect.ms, response);
    case 'cancel':
    case 'kill':
    case 'slow':
      response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

async function trickle(answer: Answer, ms: number, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, answer.headers);
  response.flushHeaders();
  for (const byte of answer.body) {
    await sleep(ms);
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
  }
  response.end();
}

function headersOf({ headers, retryAfterDate }: FaultRule): Record<string, string> {
  if (retryAfterDate === undefined) return { ...headers };
  const date = new Date(Date.now() + retryAfterDate * 1000).toUTCString();
  return { ...headers, 'retry-after': date };
}

/** A refusal in the form that PyPI gives it for `Accept: application/json`, or a proxy's page. */
function explanation({ text }: FaultRule, status: number): { type: string; body: string } {
  if (text === undefined) {
    const body = `<html><head><title>${status} from the sandbox</title></head></html>`;
    return { type: 'text/html', body };
  }
  const answer = { code: `${status} ${text}`, title: 'Refused', message: `\n\n\n${text}\n\n` };
  return { type: 'application/json', body: JSON.stringify(answer) };
}
