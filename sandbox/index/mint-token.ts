import type { JSONWebKeySet } from 'jose';
import { type Claims, GITHUB_ISSUER } from '../github/claims.ts';
import { verifyIdToken } from '../github/verify-id-token.ts';
import { parsedJson, readJson } from '../http/body.ts';
import { member, sendJson } from '../http/json.ts';
import type { Exchange } from '../http/server.ts';
import type { Credentials } from './credentials.ts';
import { normalizedName } from './distribution-filename.ts';
import { findPublisher, InvalidPublisher, ReusedToken } from './find-publisher.ts';
import { sendPage } from './refusal.ts';
import type { IndexSettings } from './settings.ts';
import {
  type IndexState,
  makeProject,
  type PendingPublisher,
  type Publisher,
  type PublisherIdentity,
} from './state.ts';

export interface MintContext {
  readonly state: IndexState;
  readonly settings: IndexSettings;
  readonly credentials: Credentials;
  readonly jwks: JSONWebKeySet;
  readonly now: () => number;
}

/** Seconds by which times may be off, and for which a jti is remembered beyond `exp`. */
const LEEWAY = 30;
const REMEMBERED = 35;

class MintRefused extends Error {
  readonly code: string;

  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

/** `GET /_/oidc/audience` */
export function audience({ response }: Exchange, { settings }: MintContext): void {
  if (settings.trustedPublishing) sendJson(response, 200, { audience: settings.audience });
  else sendJson(response, 403, { message: 'Trusted publishing functionality not enabled' });
}

/** `POST /_/oidc/mint-token` (warehouse's oidc/views.py) */
export async function mintToken(exchange: Exchange, context: MintContext): Promise<void> {
  const { request, response } = exchange;
  try {
    const claims = await verifiedClaims(await readJson(request), context);
    sendJson(response, 200, exchangeForToken(claims, context));
  } catch (error) {
    if (error instanceof MintRefused) {
      const errors = [{ code: error.code, description: error.message }];
      sendJson(response, 422, { message: 'Token request failed', errors });
    } else if (error instanceof ReusedToken) {
      // PyPI does not catch this one where a pending publisher fits.
      sendPage(exchange, 500);
    } else throw error;
  }
}

/**
 * `POST /_/oidc/burn-token` (pypi/warehouse#20197, on PyPI since 2026-09): ends a token that
 * Trusted Publishing made. What PyPI says of other tokens is not known here.
 */
export async function burnToken(
  { request, response }: Exchange,
  { credentials }: MintContext,
): Promise<void> {
  const token = member(await readJson(request), 'token');
  const burned = typeof token === 'string' && credentials.burn(token);
  if (burned) sendJson(response, 200, { success: true });
  else sendJson(response, 422, { message: 'Token burn failed' });
}

async function verifiedClaims(body: unknown, context: MintContext): Promise<Claims> {
  const token = member(body, 'token');
  if (typeof token !== 'string') {
    throw new MintRefused(
      'invalid-payload',
      '1 validation error for TokenPayload\ntoken\n  Field required [type=missing]',
    );
  }
  const [, payload = ''] = token.split('.');
  const unverified = parsedJson(Buffer.from(payload, 'base64url').toString('utf8'));
  if (typeof unverified !== 'object' || unverified === null) {
    throw new MintRefused('invalid-payload', 'malformed JWT');
  }
  if (member(unverified, 'iss') !== GITHUB_ISSUER) {
    throw new MintRefused('invalid-payload', 'unknown trusted publishing issuer');
  }
  if (!context.settings.trustedPublishing) {
    throw new MintRefused('not-enabled', 'github trusted publishing functionality not enabled');
  }
  const { jwks, settings, now } = context;
  const rules = { jwks, audience: settings.audience, leeway: LEEWAY, now: now() };
  try {
    return await verifyIdToken(token, rules);
  } catch {
    throw new MintRefused('invalid-token', 'malformed or invalid token');
  }
}

/** From here on nothing is awaited: of several requests with one ID token exactly one wins. */
function exchangeForToken(claims: Claims, context: MintContext): object {
  const { state, settings, credentials } = context;
  const now = context.now();
  const isUsed = (jti: string) => (state.usedTokenIds.get(jti) ?? 0) > now;
  reifyPending(claims, state, isUsed);
  let publisher: Publisher;
  try {
    publisher = findPublisher(state.publishers, claims, isUsed);
  } catch (error) {
    if (error instanceof ReusedToken) {
      throw new MintRefused('invalid-reuse-token', 'invalid token: already used');
    }
    if (!(error instanceof InvalidPublisher)) throw error;
    throw new MintRefused(
      'invalid-publisher',
      `valid token, but no corresponding publisher (${error.message})`,
    );
  }
  state.usedTokenIds.set(String(claims['jti']), (Number(claims['exp']) + REMEMBERED) * 1000);
  const expires = Math.floor(now / 1000) + settings.tokenLifetime;
  const identity = { kind: 'oidc', publisher, projects: new Set(publisher.projects) } as const;
  return { success: true, token: credentials.issue(identity, expires * 1000), expires };
}

/** A pending publisher that fits becomes a real one, and its project is created. */
function reifyPending(claims: Claims, state: IndexState, isUsed: (jti: string) => boolean): void {
  let pending: PendingPublisher;
  try {
    pending = findPublisher(state.pendingPublishers, claims, isUsed);
  } catch (error) {
    if (error instanceof InvalidPublisher) return;
    throw error;
  }
  state.pendingPublishers.splice(state.pendingPublishers.indexOf(pending), 1);
  const { project, ...identity } = pending;
  const normalized = normalizedName(project);
  if (state.projects.has(normalized)) {
    throw new MintRefused('invalid-pending-publisher', 'valid token, but project already exists');
  }
  state.projects.set(normalized, makeProject(project, normalized));
  addPublisher(state, identity, normalized);
}

/** Announces the publisher of a project that does not exist; one of an identity can be pending. */
export function addPendingPublisher(state: IndexState, pending: PendingPublisher): void {
  if (state.pendingPublishers.some((other) => isSame(other, pending))) {
    throw new Error(
      'This publisher has already been registered: one of an identity can be pending.',
    );
  }
  state.pendingPublishers.push(pending);
}

function isSame(a: PublisherIdentity, b: PublisherIdentity): boolean {
  return (
    a.owner === b.owner &&
    a.repository === b.repository &&
    a.ownerId === b.ownerId &&
    a.workflow === b.workflow &&
    a.environment.toLowerCase() === b.environment.toLowerCase()
  );
}

/** Lets a publisher publish a project; publishers with the same identity are one. */
export function addPublisher(
  state: IndexState,
  identity: Omit<Publisher, 'projects'>,
  project: string,
): void {
  const same = state.publishers.find((publisher) => isSame(publisher, identity));
  if (same === undefined) state.publishers.push({ ...identity, projects: new Set([project]) });
  else same.projects.add(project);
}
