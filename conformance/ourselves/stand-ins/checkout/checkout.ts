// Fetches one commit of origin, whose name git's configuration leads to a folder.
import { execFileSync } from 'node:child_process';

const { GITHUB_WORKSPACE: cwd = '', GITHUB_REPOSITORY: repository = '' } = process.env;
const git = (...args: string[]) => execFileSync('git', args, { cwd, stdio: 'inherit' });
git('init', '--quiet', '--initial-branch=main');
git('remote', 'add', 'origin', `https://github.com/${repository}`);
git('fetch', '--quiet', 'origin', process.env['INPUT_REF'] ?? '');
git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
