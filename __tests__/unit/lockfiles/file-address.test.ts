import { expect, test } from '@jest/globals';
import { withoutCredentials } from '../../../src/lockfiles/file-address.ts';

test.each([
  ['https://u:p@x.example/a.whl#sha256=ab', 'https://x.example/a.whl#sha256=ab'],
  ['git+ssh://git@x.example/a.git@v1', 'git+ssh://x.example/a.git@v1'],
  ['https://x.example/a.whl?token=abc', 'https://x.example/a.whl?token=***'],
  [
    'https://x.example/a?name=a.whl&X-Amz-Signature=ab%2Bc&v=1#egg=a',
    'https://x.example/a?name=a.whl&X-Amz-Signature=***&v=1#egg=a',
  ],
  ['https://x.example/a?private_token=x&job=1', 'https://x.example/a?private_token=***&job=1'],
  ['https://x.example/monkey/a.whl?page=2', 'https://x.example/monkey/a.whl?page=2'],
  ['./packages/a.whl', './packages/a.whl'],
])('%s of a lock is shown as %s', (address, shown) => {
  expect(withoutCredentials(address)).toBe(shown);
});
