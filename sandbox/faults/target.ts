import type { LoopbackServer } from '../http/server.ts';
import type { Sandbox } from '../sandbox.ts';

/** The requests of one kind, to one service. */
interface Target {
  readonly service: (sandbox: Sandbox) => LoopbackServer;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
}

const github = ({ github: service }: Sandbox) => service;
const index = ({ index: service }: Sandbox) => service;
const fulcio = ({ sigstore }: Sandbox) => sigstore.fulcio;
const rekor = ({ sigstore }: Sandbox) => sigstore.rekor;

/** Every request that a release makes, by a name that a person can type. */
export const TARGETS = {
  'id-token': { service: github, method: 'GET', path: /\/idtoken$/ },
  discovery: { service: index, method: 'GET', path: /^\/\.well-known\/pytp$/ },
  audience: { service: index, method: 'GET', path: /^\/_\/oidc\/audience$/ },
  simple: { service: index, method: 'GET', path: /^\/simple\/[^/]+\/$/ },
  mint: { service: index, method: 'POST', path: /^\/_\/oidc\/mint-token$/ },
  fulcio: { service: fulcio, method: 'POST', path: /\/signingCert$/ },
  rekor: { service: rekor, method: 'POST', path: /\/log\/entries$/ },
  'rekor-entry': { service: rekor, method: 'GET', path: /\/log\/entries\/[^/]+$/ },
  upload: { service: index, method: 'POST', path: /^\/legacy\/$/ },
  integrity: { service: index, method: 'GET', path: /^\/integrity\// },
  burn: { service: index, method: 'POST', path: /^\/_\/oidc\/burn-token$/ },
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof TARGETS;

export const isTargetName = (text: string): text is TargetName => Object.hasOwn(TARGETS, text);

export const targetNames = Object.keys(TARGETS) as TargetName[];

/** The servers that have targets, each with the names of its own. */
export function targetsByServer(sandbox: Sandbox): Map<LoopbackServer, TargetName[]> {
  return Map.groupBy(targetNames, (name) => TARGETS[name].service(sandbox));
}
