import type { Conditions, Effect, FaultPlan, FaultRule, Moment } from './fault.ts';
import { isTargetName, targetNames } from './target.ts';

/** How faults are written, for people. */
export const FAULT_SYNTAX = `A fault is TARGET[#WHICH]=EFFECT[,OPTION]…

  TARGET   ${targetNames.slice(0, 6).join(', ')},
           ${targetNames.slice(6).join(', ')}
  #WHICH   #3 the third such request, #2-4, #3+ from the third on; without it: every one
  EFFECT   a status such as 503 · drop · reset · stall · garbage · half · html · json ·
           slow · trickle · cancel · kill (the run that asks)
  OPTION   stored (the service does its work first) · unread (nor is the body read) ·
           retry-after=SECONDS · retry-after-date=SECONDS · text=WORDS · ms=MILLISECONDS

or, for the whole run, clock=SECONDS (by which all services are ahead),
token-lifetime=SECONDS, certificate-lifetime=SECONDS, upload-lock=OUTSIDE+INSIDE (milliseconds that
each upload works before the lock of its project and inside it; three at the lock are a deadlock).
`;

/** A fault cannot be understood; the message says why. */
export class InvalidFault extends Error {}

const CONDITIONS: ReadonlyMap<string, Exclude<keyof Conditions, 'uploadLock'>> = new Map([
  ['clock', 'clock'],
  ['token-lifetime', 'tokenLifetime'],
  ['certificate-lifetime', 'certificateLifetime'],
]);

/** Reads faults as people write them. Throws InvalidFault. */
export function parseFaults(texts: readonly string[]): FaultPlan {
  const rules: FaultRule[] = [];
  const conditions: { -readonly [Name in keyof Conditions]: Conditions[Name] } = {
    clock: 0,
    tokenLifetime: undefined,
    certificateLifetime: undefined,
    uploadLock: undefined,
  };
  for (const text of texts) {
    const [, name = '', which, value = ''] = /^([a-z-]+)(?:#([^=]+))?=(.+)$/.exec(text) ?? [];
    const condition = CONDITIONS.get(name);
    if (name === 'upload-lock' && which === undefined)
      conditions.uploadLock = parseLock(value, text);
    else if (condition !== undefined && which === undefined) {
      conditions[condition] = wholeNumber(value, text);
    } else {
      rules.push(parseRule(text, name, which, value));
    }
  }
  return { rules, conditions };
}

function parseLock(value: string, text: string): Conditions['uploadLock'] {
  const [, outside, inside] = /^(\d{1,5})\+(\d{1,5})$/.exec(value) ?? [];
  if (inside === undefined) throw new InvalidFault(`${text}: it must be OUTSIDE+INSIDE.`);
  return { outside: Number(outside), inside: Number(inside) };
}

function parseRule(
  text: string,
  target: string,
  which: string | undefined,
  value: string,
): FaultRule {
  if (!isTargetName(target)) throw new InvalidFault(`${text} names no target.`);
  const [effectText = '', ...optionTexts] = value.split(',');
  const options = new Map(
    optionTexts.map((option) => {
      const [name = '', ...rest] = option.split('=');
      return [name, rest.join('=')] as const;
    }),
  );
  const unknown = [...options.keys()].find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw new InvalidFault(`${text}: there is no option ${unknown}.`);
  const retryAfter = options.get('retry-after');
  const date = options.get('retry-after-date');
  const effect = parseEffect(effectText, options, text);
  return {
    target,
    ...parseWhich(which, text),
    effect,
    moment: parseMoment(effect, options),
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    retryAfterDate: date === undefined ? undefined : wholeNumber(date, text),
    text: options.get('text'),
  };
}

const OPTIONS = new Set(['stored', 'unread', 'retry-after', 'retry-after-date', 'text', 'ms']);

function parseWhich(which: string | undefined, text: string): Pick<FaultRule, 'from' | 'to'> {
  if (which === undefined) return { from: 1, to: Number.POSITIVE_INFINITY };
  const [, first = '', dash, last = ''] = /^(\d+)(?:(\+)|-(\d+))?$/.exec(which) ?? [];
  if (first === '') throw new InvalidFault(`${text}: #${which} names no request.`);
  const from = Number(first);
  if (dash !== undefined) return { from, to: Number.POSITIVE_INFINITY };
  return { from, to: last === '' ? from : Number(last) };
}

function parseEffect(effect: string, options: ReadonlyMap<string, string>, text: string): Effect {
  if (/^[1-5]\d\d$/.test(effect)) return { kind: 'status', status: Number(effect) };
  switch (effect) {
    case 'drop':
    case 'reset':
    case 'stall':
    case 'garbage':
    case 'half':
    case 'html':
    case 'json':
    case 'cancel':
    case 'kill':
      return { kind: effect };
    case 'slow':
    case 'trickle':
      return { kind: effect, ms: wholeNumber(options.get('ms') ?? '1000', text) };
    default:
      throw new InvalidFault(`${text}: there is no effect ${effect}.`);
  }
}

/** Effects after which the answer, or what is left of it, is the service's own. */
export const OWN_ANSWERS: readonly Effect['kind'][] = ['half', 'slow', 'trickle', 'cancel', 'kill'];

/** Half of an answer, or a slow one, is that of a request that was carried out. */
function parseMoment(effect: Effect, options: ReadonlyMap<string, string>): Moment {
  const isOwnAnswer = OWN_ANSWERS.includes(effect.kind);
  if (options.has('stored') || isOwnAnswer) return 'carried-out';
  return options.has('unread') ? 'unread' : 'refused';
}

function wholeNumber(value: string, text: string): number {
  if (!/^[+-]?\d{1,9}$/.test(value))
    throw new InvalidFault(`${text}: ${value} is no whole number.`);
  return Number(value);
}
