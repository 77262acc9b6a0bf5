import { PublishError } from '../errors.ts';
import { type GithubRepository, githubRepository } from '../project/git-remote.ts';

/** How a release workflow is to be written. All texts are safe in YAML and in a shell. */
export interface InitConfig {
  /** The project's folder: an absolute path. */
  readonly directory: string;
  /** The workflow's file name; made from the project's where undefined. */
  readonly workflow: string | undefined;
  readonly environment: string;
  readonly testPyPI: boolean;
  readonly branch: string;
  /** The pattern of release tags; made from the project's where undefined. */
  readonly tags: string | undefined;
  /** Whether wheels are made for each platform; found out where undefined. */
  readonly wheels: 'pure' | 'platform' | undefined;
  /** `OWNER/REPOSITORY@COMMIT`; a placeholder where undefined. */
  readonly action: string | undefined;
  /** The repository on GitHub, where git's `origin` does not tell. */
  readonly repository: GithubRepository | undefined;
  readonly force: boolean;
  readonly dryRun: boolean;
}

const FILENAME = /^[A-Za-z0-9_][\w.-]{0,80}\.ya?ml$/;
const NAME = /^[A-Za-z0-9_][\w./-]{0,100}$/;
const TAGS = /^[\w./*+-]{1,100}$/;
const REPOSITORY = /^[A-Za-z0-9][\w-]*\/[\w.-]+$/;
const ACTION = /^[A-Za-z0-9][\w-]*\/[\w.-]+@[0-9a-f]{40}$/;

/**
 * Checks what `init` was given.
 * @throws PublishError `invalid-configuration`
 */
export function parseInitConfig(
  options: ReadonlyMap<string, string>,
  directory: string,
): InitConfig {
  const read = (name: string, pattern: RegExp, example: string): string | undefined => {
    const value = options.get(name);
    if (value === undefined || pattern.test(value)) return value;
    throw new PublishError({
      code: 'invalid-configuration',
      message: `--${name} is "${value}"; it must be like ${example}.`,
      remedy: `Give --${name} as ${example}, or leave it out.`,
    });
  };
  const wheels = read('wheels', /^(?:pure|platform)$/, 'pure or platform');
  const repository = read('repository', REPOSITORY, 'OWNER/NAME');
  return {
    directory,
    repository:
      repository === undefined ? undefined : githubRepository(`https://github.com/${repository}`),
    workflow: read('workflow', FILENAME, 'release.yml'),
    environment: read('environment', NAME, 'pypi') ?? 'pypi',
    testPyPI: options.get('testpypi') === 'true',
    branch: read('branch', NAME, 'main') ?? 'main',
    tags: read('tags', TAGS, 'v*'),
    wheels: wheels === 'pure' || wheels === 'platform' ? wheels : undefined,
    action: read('action', ACTION, 'OWNER/pypi-trusted-publish@ and the 40 digits of a commit'),
    force: options.get('force') === 'true',
    dryRun: options.get('dry-run') === 'true',
  };
}
