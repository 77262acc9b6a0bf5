// Tries to write a file where it is started.
import { writeFileSync } from 'node:fs';

writeFileSync('touched', '');
