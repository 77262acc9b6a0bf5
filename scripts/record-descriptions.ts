// node scripts/record-descriptions.ts: asks readme_renderer anew about descriptions, and writes its
// verdicts to __tests__/fixtures/descriptions.jsonl.gz.
import { mkdir } from 'node:fs/promises';
import { record } from '../conformance/descriptions/record.ts';
import { DISTRIBUTIONS } from '../conformance/tools/cache.ts';
import { installPython, JUDGES } from '../conformance/tools/python.ts';

await mkdir(DISTRIBUTIONS, { recursive: true });
console.log(await record(await installPython(JUDGES), DISTRIBUTIONS));
