import { expect, test } from '@jest/globals';
import { inputSecrets } from '../../../src/process/input-secrets.ts';

const TOKEN = 'pypi-AgEIcHlwaS5vcmcCJGZh';

test.each<[string, string, readonly string[]]>([
  ['password', ' hunter2\n', ['hunter2']],
  ['password', 'trusted-publishing', []],
  ['password', '', []],
  ['github-token', 'ghs_x', ['ghs_x']],
  ['user', '__token__', []],
  ['user', 'maintainer', []],
  ['user', TOKEN, [TOKEN]],
  ['packages', `dist/*\n${TOKEN}`, [TOKEN]],
  ['index-url', 'https://packages.example/simple/', []],
  ['index-url', 'https://octo:p%40ss@packages.example/', ['p%40ss', 'p@ss']],
  ['index-url', 'https://octo:100%@packages.example/', ['100%']],
  ['index-url', 'https://only-a-user@packages.example/', ['only-a-user']],
  ['repository-url', 'https://x.example/?v=1&token=0123456789', ['0123456789']],
  [
    'extra-index-url',
    'https://a:secret-a@x.example/ https://x.example/?t=secret-b',
    ['secret-a', 'secret-b'],
  ],
])('the secrets in `%s` of %j', (name, value, secrets) => {
  expect(inputSecrets(new Map([[name, value]]))).toEqual(secrets);
});
