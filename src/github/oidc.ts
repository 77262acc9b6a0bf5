import { decodeJwt } from 'jose';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../json/first-issue.ts';

const optionalText = v.optional(v.string());

/**
 * The claims of a GitHub Actions ID token that this project reads. GitHub sends every
 * value as a string, `exp` apart.
 */
const claimsSchema = v.object({
  iss: v.string(),
  aud: v.union([v.string(), v.array(v.string())]),
  sub: v.string(),
  /** Unix seconds. */
  exp: v.number(),
  repository: v.string(),
  repository_owner: v.string(),
  repository_owner_id: optionalText,
  repository_id: optionalText,
  repository_visibility: optionalText,
  workflow_ref: v.string(),
  job_workflow_ref: v.string(),
  event_name: v.string(),
  ref: optionalText,
  sha: optionalText,
  environment: optionalText,
  run_id: optionalText,
  run_attempt: optionalText,
  runner_environment: optionalText,
});

export type IdTokenClaims = v.InferOutput<typeof claimsSchema>;

/** An ID token: a secret. `raw` goes to the service it is for and nowhere else. */
export interface IdToken {
  readonly raw: string;
  readonly claims: IdTokenClaims;
}

/**
 * Reads a GitHub Actions ID token's claims. The signature is not checked: the receiving
 * service does that, and the claims are used for messages and early refusals only.
 * @returns undefined when the text is no JWT or lacks a claim that GitHub always sends
 */
export function decodeIdToken(raw: string): IdToken | undefined {
  let payload: unknown;
  try {
    payload = decodeJwt(raw);
  } catch {
    return undefined;
  }
  const result = v.safeParse(claimsSchema, payload, FIRST_ISSUE);
  return result.success ? { raw, claims: result.output } : undefined;
}

/** A workflow as a `workflow_ref` or `job_workflow_ref` claim names it. */
export interface WorkflowRef {
  /** `owner/repository`. */
  readonly repository: string;
  /** The path inside the repository, such as `.github/workflows/release.yml`. */
  readonly path: string;
  /** The last part of the path. */
  readonly filename: string;
  /** What follows the `@`: a git ref or a commit. */
  readonly ref: string;
}

/**
 * Splits `owner/repository/path/to/file.yml@ref`. A file name may contain an `@`, and so may a ref: a
 * workflow ends with `.yml` or `.yaml` (as in Warehouse's `_extract_workflow_filename`, 2026-11).
 */
export function parseWorkflowRef(text: string): WorkflowRef | undefined {
  const path = /^(?:[^/]+\/)+?[^/]+\.ya?ml(?=@)/.exec(text)?.[0] ?? text.split('@', 1)[0] ?? '';
  const [owner, name, ...folders] = path.split('/');
  const filename = folders.at(-1);
  if (path === text || !owner || !name || !filename) return undefined;
  return {
    repository: `${owner}/${name}`,
    path: folders.join('/'),
    filename,
    ref: text.slice(path.length + 1),
  };
}
