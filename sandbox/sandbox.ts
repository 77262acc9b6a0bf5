import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputVariables } from './action-inputs.ts';
import type { Claims } from './github/claims.ts';
import { type GithubService, startGithub } from './github/id-token-service.ts';
import { ProjectHistory } from './history/project-history.ts';
import {
  type IndexService,
  type PublisherRegistration,
  startIndex,
} from './index/index-service.ts';
import type { IndexSettings } from './index/settings.ts';
import { makeRunner, runnerEnvironment } from './runner.ts';
import { type Sigstore, startSigstore } from './sigstore/sigstore.ts';

export interface SandboxOptions {
  /** Claims that differ from the usual job's; undefined leaves one out. */
  readonly claims?: Claims;
  readonly settings?: Partial<IndexSettings>;
  /** Milliseconds since 1970, for all services. */
  readonly now?: () => number;
  /** Minutes that a signing certificate is good for; Fulcio gives 10. */
  readonly certificateLifetime?: number;
  /** Days back to which histories go: Sigstore is trusted for that long. */
  readonly historyDays?: number;
  /**
   * Whether signatures are logged in a Rekor v2 log and dated by a timestamp authority, and the index
   * reads timestamps of attestations as pypi/pypi-attestations#143 proposes.
   */
  readonly rekorV2?: boolean;
}

/** A publisher; what is left out is taken from the job's claims. */
export type SandboxPublisher = Pick<PublisherRegistration, 'project'> &
  Partial<PublisherRegistration>;

/** Variables by name; undefined removes one. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Sandbox {
  /** The clock of all services, which can be set ahead (or back) by milliseconds. */
  readonly clock: { aheadBy: number };
  readonly github: GithubService;
  readonly sigstore: Sigstore;
  readonly index: IndexService;
  /** A folder of this sandbox; gone after `close`. */
  readonly directory: string;
  /** A ClientTrustConfig file, for the input `sigstore-trust-config`. */
  readonly trustConfigPath: string;
  registerPublisher(publisher: SandboxPublisher): void;
  registerPendingPublisher(publisher: SandboxPublisher): void;
  addApiToken(project?: string): string;
  /** Begins the past of a project, with dates and identities as a test needs them. */
  history(project: string): ProjectHistory;
  /** Another index with the same files: what it knows of them is a matter of its settings. */
  startMirror(settings?: Partial<IndexSettings>): Promise<IndexService>;
  /** The inputs that point the action at this sandbox. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Every variable that a run of the action needs, in one workspace that all such runs share. */
  environment(overrides?: Variables): Record<string, string>;
  close(): Promise<void>;
}

/**
 * GitHub's ID-token service, Sigstore and an index, each on a free port of 127.0.0.1, trusting each
 * other and no one else. `sample-project` exists and is published by the job's workflow.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = { aheadBy: 0 };
  const now = () => (options.now ?? Date.now)() + clock.aheadBy;
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const github = await startGithub({ claims: options.claims ?? {}, now });
  const sigstore = await startSigstore({
    jwks: github.jwks,
    ...(options.certificateLifetime === undefined ? {} : { lifetime: options.certificateLifetime }),
    ...(options.historyDays === undefined
      ? {}
      : { since: now() - options.historyDays * 86_400_000 }),
    now,
    rekorV2: options.rekorV2 ?? false,
  });
  const trust = { jwks: github.jwks, trustedRoot: sigstore.trustedRoot, now };
  const index = await startIndex({ ...trust, settings: options.settings ?? {} });
  const mirrors: IndexService[] = [];
  const trustConfigPath = join(directory, 'trust-config.json');
  await writeFile(trustConfigPath, JSON.stringify(sigstore.trustConfig, null, 2));
  const runner = await makeRunner(directory, github.claims);
  const inputs = {
    'repository-url': index.uploadUrl,
    'sigstore-trust-config': trustConfigPath,
  };
  const inputDefaults = await inputVariables(inputs);

  const completed = (publisher: SandboxPublisher): PublisherRegistration => ({
    ...publisherOf(github.claims),
    ...publisher,
  });
  const sandbox: Sandbox = {
    clock,
    github,
    sigstore,
    index,
    directory,
    trustConfigPath,
    registerPublisher: (publisher) => index.registerPublisher(completed(publisher)),
    registerPendingPublisher: (publisher) => index.registerPendingPublisher(completed(publisher)),
    addApiToken: (project) => index.addApiToken(project),
    history: (project) => new ProjectHistory(project, index, sigstore, now()),
    startMirror: async (settings = { provenance: false }) => {
      const mirror = await startIndex({ ...trust, settings, state: index.state });
      mirrors.push(mirror);
      return mirror;
    },
    inputs,
    environment: (overrides = {}) =>
      withOverrides(
        {
          ...runnerEnvironment(runner, github.claims),
          ...idTokenVariables(github),
          ...inputDefaults,
        },
        overrides,
      ),
    close: async () => {
      await Promise.all([github, sigstore, index, ...mirrors].map((service) => service.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
  sandbox.registerPublisher({ project: 'sample-project' });
  return sandbox;
}

/** The variables of a job with `id-token: write`. */
export const idTokenVariables = (github: GithubService): Record<string, string> => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: github.requestUrl,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.requestToken,
});

/** The publisher that a job's claims fit. */
function publisherOf(claims: Claims): Omit<PublisherRegistration, 'project'> {
  const [owner = '', repository = ''] = String(claims['repository']).split('/');
  const workflow = /\/([^/]+\.ya?ml)@/.exec(String(claims['workflow_ref']))?.[1] ?? '';
  const environment = claims['environment'];
  return {
    owner,
    repository,
    ownerId: String(claims['repository_owner_id']),
    workflow,
    environment: typeof environment === 'string' ? environment : '',
  };
}

/** Variables with others put over them; undefined takes one away. */
export function withOverrides(
  variables: Readonly<Record<string, string>>,
  overrides: Variables,
): Record<string, string> {
  const merged: Variables = { ...variables, ...overrides };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
