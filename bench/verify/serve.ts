// The index, a process of its own: its work is nobody's. argv: how many projects, and where to.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeCorpus } from './corpus.ts';

const [count = '', directory = ''] = process.argv.slice(2);
let answers: ReadonlyMap<string, string> = new Map();
const server = createServer(({ url = '' }, response) => {
  const body = answers.get(url);
  const type = url.startsWith('/simple/')
    ? 'application/vnd.pypi.simple.v1+json'
    : 'application/vnd.pypi.integrity.v1+json';
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': type });
  response.end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const { answers: made, ...corpus } = await makeCorpus(Number(count), directory, origin);
answers = made;
writeFileSync(join(directory, 'corpus.json'), JSON.stringify({ ...corpus, origin }));
process.send?.('up');
process.once('disconnect', () => process.exit());
