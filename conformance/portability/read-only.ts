// node read-only.ts ENTRY, in a mount namespace of its own: runs ENTRY with the workspace mounted
// read-only. No shell stands between: shells drop variables such as INPUT_PACKAGES-DIR.
import { execFileSync, spawnSync } from 'node:child_process';

const workspace = process.env['GITHUB_WORKSPACE'] ?? '';
execFileSync('mount', ['--bind', workspace, workspace]);
execFileSync('mount', ['-o', 'remount,bind,ro', workspace]);
// The process stands in what was there before the mount.
process.chdir(workspace);
const { status } = spawnSync(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
process.exitCode = status ?? 1;
