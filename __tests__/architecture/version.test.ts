import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { VERSION } from '../../src/process/version.ts';

test('the version that is shown is that of package.json', async () => {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  expect(VERSION).toBe((JSON.parse(manifest) as { version: string }).version);
});
