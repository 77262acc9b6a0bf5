/** What a release workflow is written for. All texts are safe in YAML and in a shell. */
export interface ReleaseSettings {
  /** The workflow's name, which people see. */
  readonly title: string;
  /** The project's folder, relative to the repository; `.` for the repository itself. */
  readonly directory: string;
  /** The pattern of tags that are releases. */
  readonly tags: string;
  readonly environment: string;
  /** Publishes every push of the branch to TestPyPI, too. */
  readonly testPyPI: { readonly branch: string; readonly environment: string } | undefined;
  /** Whether the build needs git's history and tags. */
  readonly isVersionFromGit: boolean;
  /** `platform` where wheels are made for each platform. */
  readonly wheels: 'pure' | 'platform';
  readonly needsRust: boolean;
  /** The publish action, `OWNER/REPOSITORY@COMMIT`. */
  readonly action: string;
}

/** What stands in a workflow until somebody names the action's repository and commit. */
export const PLACEHOLDER_ACTION = `OWNER/pypi-trusted-publish@${'0'.repeat(40)}`;
