import { startSandbox } from './sandbox.ts';
import { writeFileSync } from 'node:fs';
const s = await startSandbox();
writeFileSync('/tmp/sbx/env.json', JSON.stringify({ ...s.environment(), TOKEN: s.addApiToken(), UPLOAD: s.index.uploadUrl, SIMPLE: s.index.simpleUrl }));
setInterval(() => { if (s.index.faults.length) { console.log(s.index.faults); } }, 500);
setTimeout(() => { console.log(s.index.requests, s.index.files.map((f) => f.filename)); process.exit(); }, 45000);
