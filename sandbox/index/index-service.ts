import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { type LoopbackServer, type Route, startServer } from '../http/server.ts';
import { makeCredentials } from './credentials.ts';
import { type Deposit, depositFile } from './deposit.ts';
import { normalizedName } from './distribution-filename.ts';
import { download } from './downloads.ts';
import { addPendingPublisher, addPublisher, audience, burnToken, mintToken } from './mint-token.ts';
import { ProjectLocks } from './project-lock.ts';
import { projectPage } from './project-page.ts';
import { integrity } from './provenance.ts';
import { type IndexSettings, makeSettings } from './settings.ts';
import { makeVerifier } from './signature-verification.ts';
import { simpleProject, simpleRoot } from './simple.ts';
import {
  type IndexState,
  makeProject,
  makeState,
  type Project,
  type PublisherIdentity,
  type StoredFile,
} from './state.ts';
import { upload } from './upload.ts';

export interface IndexOptions {
  /** The keys of the ID tokens' issuer. */
  readonly jwks: JSONWebKeySet;
  /** The Sigstore instance whose attestations are taken (a TrustedRoot in its JSON form). */
  readonly trustedRoot: object;
  readonly settings?: Partial<IndexSettings>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** What is on it; a mirror shares it with its index. */
  readonly state?: IndexState;
}

export interface PublisherRegistration extends Omit<PublisherIdentity, 'environment'> {
  readonly project: string;
  /** Any environment where it is left out. */
  readonly environment?: string | undefined;
}

export interface IndexService extends LoopbackServer {
  readonly state: IndexState;
  readonly settings: IndexSettings;
  /** By normalised name. */
  readonly projects: ReadonlyMap<string, Project>;
  readonly files: readonly StoredFile[];
  /** The upload URL, `…/legacy/`. */
  readonly uploadUrl: string;
  readonly simpleUrl: string;
  /** Every upload token minted or added, so that a test can look for leaks. */
  readonly tokens: readonly string[];
  /** Creates the project where it does not exist. */
  addProject(name: string): Project;
  /** Lets a publisher publish a project, which is created where it does not exist. */
  registerPublisher(registration: PublisherRegistration): void;
  /** Announces a publisher. Throws where one with this identity is pending, as PyPI refuses it. */
  registerPendingPublisher(registration: PublisherRegistration): void;
  /** An API token for one project, or for all of a user's where none is named. */
  addApiToken(project?: string): string;
  addUser(name: string, password: string): void;
  /** Removes a file as its owner would: its name can never be used again. */
  deleteFile(filename: string): void;
  /** Puts a file there as if it had been uploaded at some time. No rule is asked. */
  deposit(deposit: Deposit): StoredFile;
}

/** An index that answers as PyPI does, with its files in a temporary folder. */
export async function startIndex(options: IndexOptions): Promise<IndexService> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-index-'));
  const state = options.state ?? makeState();
  const settings = { ...makeSettings(), ...options.settings };
  const tokens: string[] = [];
  const made = makeCredentials();
  const credentials: typeof made = {
    ...made,
    issue: (identity, expiresAt) => {
      const token = made.issue(identity, expiresAt);
      tokens.push(token);
      return token;
    },
  };
  const context = {
    state,
    settings,
    credentials,
    locks: new ProjectLocks(),
    directory,
    jwks: options.jwks,
    verifyAttestation: makeVerifier(options.trustedRoot),
    now: options.now ?? Date.now,
  };
  const addProject = (name: string): Project => {
    const normalized = normalizedName(name);
    const project = state.projects.get(normalized) ?? makeProject(name, normalized);
    state.projects.set(normalized, project);
    return project;
  };

  const server = await startServer(() => routes(context));
  return Object.assign(server, {
    state,
    settings,
    projects: state.projects,
    files: state.files,
    uploadUrl: `${server.url}/legacy/`,
    simpleUrl: `${server.url}/simple/`,
    tokens,
    addProject,
    registerPublisher: ({ project, environment = '', ...identity }: PublisherRegistration) => {
      addPublisher(state, { ...identity, environment }, addProject(project).normalizedName);
    },
    registerPendingPublisher: ({ environment = '', ...rest }: PublisherRegistration) => {
      addPendingPublisher(state, { ...rest, environment });
    },
    addApiToken: (project?: string) => {
      const scope = project === undefined ? undefined : normalizedName(project);
      return credentials.issue({ kind: 'user', project: scope }, undefined);
    },
    addUser: (name: string, password: string) => credentials.addUser(name, password),
    deleteFile: (filename: string) => deleteFile(state, filename),
    deposit: (deposit: Deposit) =>
      depositFile(state, addProject(deposit.project), deposit, directory),
    close: closing(server, directory),
  });
}

function closing(server: LoopbackServer, directory: string): () => Promise<void> {
  const close = server.close.bind(server);
  return async () => {
    await close();
    await rm(directory, { recursive: true, force: true });
  };
}

type Context = Parameters<typeof upload>[1] & Parameters<typeof mintToken>[1];

function routes(context: Context): Route[] {
  const { state, settings } = context;
  return [
    {
      method: 'GET',
      path: /^\/_\/oidc\/audience$/,
      handle: (exchange) => audience(exchange, context),
    },
    {
      method: 'POST',
      path: /^\/_\/oidc\/(?:github\/)?mint-token$/,
      handle: (exchange) => mintToken(exchange, context),
    },
    {
      method: 'POST',
      path: /^\/_\/oidc\/burn-token$/,
      handle: (exchange) => burnToken(exchange, context),
    },
    { method: 'POST', path: /^\/legacy\/$/, handle: (exchange) => upload(exchange, context) },
    {
      method: 'POST',
      path: /^\/legacy$/,
      handle: ({ request, response, url }) => {
        request.resume();
        response.writeHead(308, { location: `/legacy/${url.search}` }).end();
      },
    },
    {
      method: 'GET',
      path: /^\/simple\/$/,
      handle: (exchange) => simpleRoot(exchange, state, settings),
    },
    {
      method: 'GET',
      path: /^\/simple\/(?<project>[^/]+)\/?$/,
      handle: (exchange) => simpleProject(exchange, state, settings),
    },
    {
      method: 'GET',
      path: /^\/project\/(?<project>[^/]+)\/(?<version>[^/]+)\/$/,
      handle: (exchange) => projectPage(exchange, state),
    },
    {
      method: 'GET',
      path: /^\/integrity\/(?<project>[^/]+)\/(?<version>[^/]+)\/(?<filename>[^/]+)\/provenance$/,
      handle: (exchange) => integrity(exchange, state, settings),
    },
    {
      method: 'GET',
      path: /^\/packages\/(?<a>[0-9a-f]{2})\/(?<b>[0-9a-f]{2})\/(?<c>[0-9a-f]{60})\/(?<filename>[^/]+)$/,
      handle: (exchange) => download(exchange, state),
    },
  ];
}

function deleteFile(state: IndexState, filename: string): void {
  const at = state.files.findIndex((file) => file.filename === filename);
  const [file] = at < 0 ? [] : state.files.splice(at, 1);
  if (file === undefined) return;
  state.deletedFilenames.add(filename);
  const files = file.project.releases.get(file.version)?.files;
  files?.splice(files.indexOf(file), 1);
}
