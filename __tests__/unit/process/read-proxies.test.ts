import { describe, expect, test } from '@jest/globals';
import { readProxies } from '../../../src/process/read-proxies.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { makeLog } from '../../wire/kept-log.ts';

const read = (env: Record<string, string>) => readProxies(env, makeLog());

describe('proxies of the environment', () => {
  test('none', () => {
    expect(read({})).toEqual({ forHttp: '', forHttps: '', except: '' });
    expect(read({ HTTPS_PROXY: '', http_proxy: ' ' })).toMatchObject({ forHttp: '', forHttps: '' });
  });

  test('upper case, lower case, and of both the lower one, empty as it may be', () => {
    expect(
      read({ HTTPS_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2', NO_PROXY: 'x, .y' }),
    ).toEqual({ forHttps: 'http://a:1/', forHttp: 'http://b:2/', except: 'x, .y' });
    expect(read({ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }).forHttps).toBe(
      'http://a:1/',
    );
    expect(read({ no_proxy: '', NO_PROXY: '*' }).except).toBe('');
    expect(read({ https_proxy: '', HTTPS_PROXY: 'http://b:2' }).forHttps).toBe('');
  });

  test.each([
    ['proxy.example:3128', 'http://proxy.example:3128/'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['user:pass@proxy.example', 'http://user:pass@proxy.example/'],
    ['HTTPS://proxy.example', 'https://proxy.example/'],
    ['socks5://proxy.example:1080', 'socks5://proxy.example:1080'],
    ['http://[::1]:3128', 'http://[::1]:3128/'],
  ])('%s is %s', (text, url) => {
    expect(read({ HTTPS_PROXY: text }).forHttps).toBe(url);
  });

  test.each([
    'http://',
    'ftp://secret-word@x:1',
    'http://x:99999',
    'http://a b',
    'file:///x',
    'http://proxy:8080/secret-word',
    'http://proxy:8080?secret-word',
    'http://proxy:8080/?secret-word',
    'proxy:8080#secret-word',
    'http://octo:12?secret-word@proxy:8080',
    'http://octo:12/secret-word@proxy:8080',
    'http://octo:%zz-secret-word@proxy:8080',
    'http://%zz:secret-word@proxy:8080',
    'http://octo:secret-word%@proxy:8080',
    'http://octo:%ff-secret-word@proxy:8080',
    'socks5://proxy:1080/secret-word',
  ])('%s is refused by the name of its variable, and not shown', async (text) => {
    const error = await publishErrorOf(Promise.resolve().then(() => read({ https_proxy: text })));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain('https_proxy');
    expect(`${error.message}${error.remedy}`).not.toContain('secret-word');
  });

  test('a password is masked as it is written, as it is, and as it is sent', () => {
    const log = makeLog();
    readProxies({ HTTPS_PROXY: 'http://octo:p%40ss-word@x:1' }, log);
    expect(log.secrets).toEqual([
      'p%40ss-word',
      'p@ss-word',
      Buffer.from('octo:p@ss-word').toString('base64'),
    ]);
  });
});
