/**
 * Every way a run can end badly. The set is closed: each code is a heading in
 * docs/troubleshooting.md, and a test compares the two.
 */
export const PUBLISH_ERROR_CODES = [
  'invalid-configuration',
  'no-distributions',
  'incomplete-release',
  'invalid-distribution',
  'file-changed',
  'preflight-failed',
  'not-a-github-job',
  'no-id-token-permission',
  'fork-pull-request',
  'pull-request-target',
  'reusable-workflow',
  'unsupported-issuer',
  'claims-refused',
  'id-token-unavailable',
  'trusted-publishing-unavailable',
  'invalid-publisher',
  'upload-token-refused',
  'index-unavailable',
  'file-conflict',
  'filename-used',
  'invalid-trust-config',
  'certificate-unavailable',
  'transparency-log-unavailable',
  'timestamp-unavailable',
  'invalid-attestation',
  'too-many-new-projects',
  'upload-rejected',
  'upload-forbidden',
  'upload-failed',
  'index-mismatch',
  'invalid-target',
  'base-unavailable',
  'cancelled',
  'internal-error',
] as const;

export type PublishErrorCode = (typeof PUBLISH_ERROR_CODES)[number];

/** What an error tells: what happened, and what to do. */
export interface PublishErrorInit {
  readonly code: PublishErrorCode;
  /** What happened, in one or two sentences. Plain text; escaped where it is shown. */
  readonly message: string;
  /** What the reader does next. Plain text, may have several lines. */
  readonly remedy: string;
  readonly cause?: unknown;
}

/**
 * The one error of this project. What it means for the release (what is on the
 * index and what is not) is added by the report, which knows the state of every file.
 */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly code: PublishErrorCode;
  readonly remedy: string;

  constructor(init: PublishErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.remedy = init.remedy;
  }
}

/** A code's section of the troubleshooting guide, from the repository's root. */
export function troubleshootingSection(code: PublishErrorCode): string {
  return `docs/troubleshooting.md#${code}`;
}
