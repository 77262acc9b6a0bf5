// node scripts/move-major-tag.ts v1.4.0 [--push]: points v1 at the release v1.4.0, if it may.
// Without --push it only says what it would do.
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { majorTag } from './major-tag.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { push: { type: 'boolean', default: false } },
});
const [release = ''] = positionals;
try {
  const { name, commit, previous } = await majorTag(release, process.cwd());
  const from = previous === undefined ? 'new' : `now ${previous}`;
  console.log(`${name} (${from}) → ${commit} (${release})`);
  if (values.push && previous !== commit) {
    const ref = `refs/tags/${name}`;
    // The lease refuses when somebody else moved the tag since it was read.
    const lease = `--force-with-lease=${ref}:${previous ?? ''}`;
    await promisify(execFile)('git', ['push', lease, 'origin', `${commit}:${ref}`]);
    console.log(`${name} moved`);
  }
} catch (error) {
  console.error(`The major tag stays: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
