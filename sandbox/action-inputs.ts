import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { member } from './http/json.ts';

const ACTION = new URL('../action.yml', import.meta.url);

/**
 * Inputs as a runner hands them to the action: every one of action.yml as `INPUT_NAME`, hyphens
 * kept, with its default (or nothing) where the workflow is silent.
 */
export async function inputVariables(
  inputs: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const declared: unknown = member(parse(await readFile(ACTION, 'utf8')), 'inputs');
  const defaults = Object.entries(declared ?? {}).map(([name, input]) => {
    const value = member(input, 'default');
    return [name, typeof value === 'string' ? value : ''] as const;
  });
  return Object.fromEntries(
    [...defaults, ...Object.entries(inputs)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}
