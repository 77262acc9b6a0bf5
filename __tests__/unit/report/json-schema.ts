/** Keywords of JSON Schema that say nothing about a value. */
const COMMENTS = ['$schema', '$defs', 'title', 'description'];

type Schema = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a value by a JSON Schema, one line each; empty where it is right. Knows the
 * keywords that the schemas of this repository use, and throws at any other.
 */
export function schemaDefects(value: unknown, schema: Schema, root = schema, at = '$'): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]): string[] => {
    if (COMMENTS.includes(keyword)) return [];
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`unknown keyword ${keyword}`);
    return check({ value, rule: rule as never, schema, root, at });
  });
}

interface Check<Rule> {
  readonly value: unknown;
  readonly rule: Rule;
  readonly schema: Schema;
  readonly root: Schema;
  readonly at: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

const because = (isRight: boolean, at: string, what: string): string[] =>
  isRight ? [] : [`${at}: ${what}`];

const KEYWORDS: Readonly<Record<string, (check: Check<never>) => string[]>> = {
  $ref: ({ value, rule, root, at }: Check<string>) => {
    const target = rule
      .split('/')
      .slice(1)
      .reduce<unknown>((schema, name) => (schema as Schema)[name], root);
    return schemaDefects(value, target as Schema, root, at);
  },
  type: ({ value, rule, at }: Check<string | readonly string[]>) =>
    because([rule].flat().includes(typeOf(value)), at, `is ${typeOf(value)}, not ${String(rule)}`),
  const: ({ value, rule, at }: Check<unknown>) =>
    because(value === rule, at, `is not ${String(rule)}`),
  enum: ({ value, rule, at }: Check<readonly unknown[]>) =>
    because(rule.includes(value), at, `${JSON.stringify(value)} is none of ${rule.join(', ')}`),
  required: ({ value, rule, at }: Check<readonly string[]>) =>
    rule.flatMap((name) => because(isObject(value) && name in value, at, `lacks ${name}`)),
  properties: ({ value, rule, root, at }: Check<Readonly<Record<string, Schema>>>) =>
    Object.entries(rule).flatMap(([name, member]) =>
      isObject(value) && name in value
        ? schemaDefects(value[name], member, root, `${at}.${name}`)
        : [],
    ),
  additionalProperties: ({ value, schema, at }: Check<false>) =>
    Object.keys(isObject(value) ? value : {}).flatMap((name) =>
      because(name in (schema['properties'] as object), at, `has ${name}, which is unknown`),
    ),
  items: ({ value, rule, root, at }: Check<Schema>) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => schemaDefects(item, rule, root, `${at}[${index}]`))
      : [],
  minimum: ({ value, rule, at }: Check<number>) =>
    because(typeof value === 'number' && value >= rule, at, `is below ${rule}`),
  pattern: ({ value, rule, at }: Check<string>) =>
    because(typeof value !== 'string' || new RegExp(rule).test(value), at, `is not like ${rule}`),
  anyOf: ({ value, rule, root, at }: Check<readonly Schema[]>) => {
    const all = rule.map((schema) => schemaDefects(value, schema, root, at));
    return all.some((defects) => defects.length === 0) ? [] : all.flat();
  },
  allOf: ({ value, rule, root, at }: Check<readonly Schema[]>) =>
    rule.flatMap((schema) => schemaDefects(value, schema, root, at)),
};
