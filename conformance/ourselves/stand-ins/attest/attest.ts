// Writes the names of the files that actions/attest would sign, one a line.
import { globSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const subjects = globSync(process.env['INPUT_SUBJECT-PATH'] ?? '').map((path) => basename(path));
writeFileSync(process.env['ATTESTED'] ?? '', subjects.sort().join('\n'));
