import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { member, stringMember } from './http/json.ts';

const REPOSITORY = new URL('../', import.meta.url);

/** An action of this repository. */
export type ActionName = 'publish' | 'attest' | 'verify';

const MANIFESTS: Readonly<Record<ActionName, URL>> = {
  publish: new URL('action.yml', REPOSITORY),
  attest: new URL('attest/action.yml', REPOSITORY),
  verify: new URL('verify/action.yml', REPOSITORY),
};

/** The path of the file that a runner starts for an action. */
export async function actionEntry(action: ActionName): Promise<string> {
  const manifest = await readManifest(action);
  return fileURLToPath(new URL(stringMember(manifest, 'runs', 'main'), MANIFESTS[action]));
}

/**
 * Inputs as a runner hands them to an action: every one of its action.yml as `INPUT_NAME`, hyphens
 * kept, with its default (or nothing) where the workflow is silent.
 */
export async function inputVariables(
  inputs: Readonly<Record<string, string>>,
  action: ActionName = 'publish',
): Promise<Record<string, string>> {
  const declared = member(await readManifest(action), 'inputs');
  const defaults = Object.entries(declared ?? {}).map(([name, input]) => {
    const value = member(input, 'default');
    return [name, typeof value === 'string' ? evaluated(value) : ''] as const;
  });
  return Object.fromEntries(
    [...defaults, ...Object.entries(inputs)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/** The names that an action does not have as inputs: a runner warns of them, and passes them on. */
export async function unknownInputs(names: readonly string[], action: ActionName = 'publish') {
  const declared = member(await readManifest(action), 'inputs') ?? {};
  return names.filter((name) => !Object.hasOwn(declared, name));
}

/** The one expression that a default holds; the sandbox has no API that would take a real token. */
function evaluated(text: string): string {
  const isToken = /^\$\{\{ github\.token \}\}$/.test(text);
  return isToken ? 'ghs_SandboxTokenThatOpensNothing0123456789' : text;
}

async function readManifest(action: ActionName): Promise<unknown> {
  return parse(await readFile(MANIFESTS[action], 'utf8'));
}
