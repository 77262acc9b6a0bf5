import type { Job, Workflow, WorkflowStep } from './workflow.ts';
import type { SourceLocation } from './yaml/yaml-node.ts';

/** Where a step uploads to; `unknown` where an expression decides. */
export type PublicationIndex = 'pypi' | 'testpypi' | 'other' | 'unknown';

/** How a step proves who it is; `unknown` where the workflow does not tell. */
export type PublicationAuthentication = 'trusted-publishing' | 'token' | 'unknown';

/** What a tool's step says about its upload. */
export interface PublisherStep {
  /** The tool as people call it. */
  readonly tool: string;
  readonly index: PublicationIndex;
  readonly authentication: PublicationAuthentication;
  /** Where the token or password is given. */
  readonly tokenAt: SourceLocation | undefined;
  /** The globs or directories of what is uploaded, as they are written. */
  readonly files: readonly string[];
}

/** A step that uploads distributions to an index. */
export interface Publication extends PublisherStep {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: WorkflowStep;
}

/** Whether the index runs PyPI's code, as far as the workflow tells. */
export function isForPyPI({ index }: PublisherStep): boolean {
  return index !== 'other';
}

/** Whether it publishes with Trusted Publishing to an index with PyPI's rules. */
export function isTrusted(publication: PublisherStep): boolean {
  return isForPyPI(publication) && publication.authentication === 'trusted-publishing';
}

/** Which index a URL, or the name of one in a tool's configuration, stands for. */
export function indexOf(text: string | undefined): PublicationIndex {
  const name = text?.trim().toLowerCase();
  if (!name) return 'pypi';
  if (name.includes('${')) return 'unknown';
  if (/^(?:https?:\/\/)?test\.pypi\.org\b|^test-?pypi$/.test(name)) return 'testpypi';
  return /^(?:https?:\/\/)?(?:upload\.)?pypi\.org\b|^pypi$/.test(name) ? 'pypi' : 'other';
}
