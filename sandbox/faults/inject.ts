import type { Intercept } from '../http/server.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultPlan, FaultRule } from './fault.ts';
import { spoil } from './spoil.ts';
import { TARGETS, type TargetName, targetsByServer } from './target.ts';

/** A request that met a fault. */
export interface Injected {
  readonly target: TargetName;
  /** The how many-th request of its target it was. */
  readonly count: number;
  readonly rule: FaultRule;
}

/** Faults that are in force. */
export interface Injection {
  /** In the order in which they happened. */
  readonly injected: readonly Injected[];
  /** Puts everything right again. */
  end(): void;
}

/** What the faults `cancel` and `kill` send to the run that asks. */
export type SendSignal = (signal: 'SIGINT' | 'SIGKILL') => void;

/**
 * Brings the faults of a plan into force, with every target counted from 1.
 * @param send reaches the run; nothing where there is none
 */
export function inject(
  { rules, conditions }: FaultPlan,
  sandbox: Sandbox,
  send: SendSignal = () => undefined,
): Injection {
  const { index, sigstore, clock } = sandbox;
  const { tokenLifetime, lock } = index.settings;
  const { lifetime } = sigstore.fulcio;
  clock.aheadBy = conditions.clock * 1000;
  index.settings.tokenLifetime = conditions.tokenLifetime ?? tokenLifetime;
  index.settings.lock = { ...lock, ...conditions.uploadLock };
  if (conditions.certificateLifetime !== undefined) {
    sigstore.fulcio.lifetime = conditions.certificateLifetime / 60;
  }

  const counts = new Map<TargetName, number>();
  const injected: Injected[] = [];
  const servers = targetsByServer(sandbox);
  for (const [server, names] of servers) {
    const intercept: Intercept = (request, response) => {
      if (conditions.clock !== 0) {
        const date = new Date(Date.now() + clock.aheadBy).toUTCString();
        response.setHeader('date', date);
      }
      const { pathname } = new URL(request.url ?? '', server.url);
      const target = names.find(
        (name) => TARGETS[name].method === request.method && TARGETS[name].path.test(pathname),
      );
      if (target === undefined) return false;
      const count = (counts.get(target) ?? 0) + 1;
      counts.set(target, count);
      const rule = rules.find(
        ({ from, to, ...other }) => other.target === target && from <= count && count <= to,
      );
      if (rule === undefined) return false;
      injected.push({ target, count, rule });
      const { kind } = rule.effect;
      if (kind === 'cancel') send('SIGINT');
      if (kind === 'kill') send('SIGKILL');
      return spoil(rule, request, response);
    };
    server.intercept = intercept;
  }
  return {
    injected,
    end() {
      for (const server of servers.keys()) server.intercept = undefined;
      clock.aheadBy = 0;
      index.settings.tokenLifetime = tokenLifetime;
      index.settings.lock = lock;
      sigstore.fulcio.lifetime = lifetime;
    },
  };
}
