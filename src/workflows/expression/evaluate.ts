import { contains, equals, type Known, startsWith, truth } from './value.ts';

/** What is known of contexts, by their names in lower case: `github.event_name`. */
export interface Contexts {
  get(name: string): Known;
}

/** Longer conditions are not looked at: nothing is known of them. */
const MOST_CHARACTERS = 4000;
const MOST_TOKENS = 400;
const TOKENS = /'(?:[^']|'')*'|[\w.*-]+(?:\[[^\]]*\])?[\w.*-]*|&&|\|\||[=!<>]=|[!<>(),]|\S/g;

/**
 * A condition's truth, as far as it follows from what is known; undefined where it does not,
 * or where the condition is no expression that is understood.
 */
export function evaluateCondition(text: string, contexts: Contexts): boolean | undefined {
  const inner = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(text)?.[1] ?? text;
  if (inner.length > MOST_CHARACTERS) return undefined;
  const tokens = inner.match(TOKENS) ?? [];
  if (inner.includes('${{') || tokens.length === 0 || tokens.length > MOST_TOKENS) return undefined;
  const reader = new ExpressionReader(tokens, contexts);
  const value = reader.or();
  return reader.isRead ? truth(value) : undefined;
}

/** Reads and evaluates at once, as the operators bind: `||`, `&&`, comparisons, `!`. */
class ExpressionReader {
  readonly #tokens: readonly string[];
  readonly #contexts: Contexts;
  #at = 0;
  #isBroken = false;

  constructor(tokens: readonly string[], contexts: Contexts) {
    this.#tokens = tokens;
    this.#contexts = contexts;
  }

  /** Whether all of it was read, and made sense. */
  get isRead(): boolean {
    return !this.#isBroken && this.#at === this.#tokens.length;
  }

  or(): Known {
    let value = this.#and();
    while (this.#take('||')) {
      const [left, right] = [truth(value), truth(this.#and())];
      value = left === true || right === true ? true : bothKnown(left, right, false);
    }
    return value;
  }

  #and(): Known {
    let value = this.#comparison();
    while (this.#take('&&')) {
      const [left, right] = [truth(value), truth(this.#comparison())];
      value = left === false || right === false ? false : bothKnown(left, right, true);
    }
    return value;
  }

  #comparison(): Known {
    const left = this.#not();
    if (this.#take('==')) return equals(left, this.#not());
    if (this.#take('!=')) return opposite(equals(left, this.#not()));
    if (this.#take('<') || this.#take('>') || this.#take('<=') || this.#take('>=')) {
      this.#not();
      return undefined;
    }
    return left;
  }

  #not(): Known {
    return this.#take('!') ? opposite(truth(this.#not())) : this.#primary();
  }

  #primary(): Known {
    const token = this.#tokens[this.#at];
    if (token === undefined || !/^['(\w]/.test(token)) {
      this.#isBroken = true;
      return undefined;
    }
    this.#at += 1;
    if (token === '(') {
      const value = this.or();
      this.#expect(')');
      return value;
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    const name = token.toLowerCase();
    if (this.#take('(')) return this.#call(name);
    if (name === 'true' || name === 'false') return name === 'true';
    return this.#contexts.get(name);
  }

  #call(name: string): Known {
    const values: Known[] = [];
    while (!this.#isBroken && !this.#take(')')) {
      values.push(this.or());
      if (!this.#take(',')) {
        this.#expect(')');
        break;
      }
    }
    if (name === 'always' || name === 'success') return true;
    if (name === 'failure' || name === 'cancelled') return false;
    if (name === 'contains') return contains(values[0], values[1]);
    return name === 'startswith' ? startsWith(values[0], values[1]) : undefined;
  }

  #expect(token: string): void {
    if (!this.#take(token)) this.#isBroken = true;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }
}

function bothKnown(left: boolean | undefined, right: boolean | undefined, value: boolean): Known {
  return left === undefined || right === undefined ? undefined : value;
}

function opposite(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
