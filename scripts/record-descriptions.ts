// node scripts/record-descriptions.ts: asks readme_renderer anew about descriptions, and writes its
// verdicts to __tests__/fixtures/descriptions.jsonl.gz.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { record } from '../conformance/descriptions/record.ts';
import { FOLDER, install } from '../conformance/install.ts';

const { python } = await install(['python']);
const cacheDir = join(FOLDER, 'cache');
await mkdir(cacheDir, { recursive: true });
console.log(await record(python, cacheDir));
