import { JSON_LIMITS } from '../../json/limits.ts';
import { parseStrictJson } from '../../json/strict-json.ts';

/**
 * The predicate type that a statement claims, whether it is one that PEP 740 knows or not.
 * @returns undefined where the bytes are no statement at all
 */
export function claimedPredicateType(statement: Uint8Array): string | undefined {
  try {
    const json = parseStrictJson(statement, JSON_LIMITS.statement);
    const type: unknown =
      typeof json === 'object' && json !== null && Object.hasOwn(json, 'predicateType')
        ? Reflect.get(json, 'predicateType')
        : undefined;
    return typeof type === 'string' ? type : undefined;
  } catch {
    return undefined;
  }
}
