import { readBody } from '../../sandbox/http/body.ts';
import { type LoopbackServer, startServer } from '../../sandbox/http/server.ts';
import { makeKeyPair } from '../../sandbox/sigstore/digest.ts';
import { timestampResponse } from './timestamp-response.ts';

const PATH = '/api/v1/timestamp';

/** A timestamp authority, which Python's signers ask for each file and ours does not. */
export async function startTimestampAuthority(): Promise<
  LoopbackServer & { timestampUrl: string }
> {
  const key = makeKeyPair();
  const server = await startServer(() => [
    {
      method: 'POST',
      path: new RegExp(`^${PATH}$`),
      handle: async ({ request, response }) => {
        const body = timestampResponse(await readBody(request), key, new Date());
        response.writeHead(201, {
          'content-type': 'application/timestamp-reply',
          'content-length': body.length,
        });
        response.end(body);
      },
    },
  ]);
  return Object.assign(server, { timestampUrl: `${server.url}${PATH}` });
}
