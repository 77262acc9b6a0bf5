import { expect, test } from '@jest/globals';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { PublishError } from '../../src/errors.ts';
import { createConnections } from '../../src/http/dispatcher.ts';
import { readProxies } from '../../src/process/read-proxies.ts';
import { makeLog } from '../wire/kept-log.ts';
import { tries } from './tries.ts';

const part = oneof(
  constantFrom('http://', 'https://', 'socks5://', 'ftp://', '@', ':', '/', '?', '#', '%', '%zz'),
  constantFrom(
    '%ff',
    '%2F',
    '[::1]',
    '[',
    ']',
    '8080',
    '99999',
    'proxy',
    '127.0.0.1',
    '*',
    '.',
    ' ',
  ),
  string({ unit: 'grapheme', maxLength: 6 }),
);
const text = array(part, { maxLength: 8 }).map((parts) => parts.join(''));

test('whatever the variables of a proxy hold, connections can be made or the variable is named', async () => {
  await assert(
    asyncProperty(text, text, async (proxy, except) => {
      try {
        const proxies = readProxies({ HTTPS_PROXY: proxy, NO_PROXY: except }, makeLog());
        await createConnections(proxies).close();
      } catch (error) {
        expect(error).toBeInstanceOf(PublishError);
        expect((error as PublishError).message).toContain('HTTPS_PROXY');
      }
    }),
    tries(2000),
  );
});
