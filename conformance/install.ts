import { resolve } from 'node:path';
import type { ToolName } from './suite.ts';
import { ACT, ACTIONLINT, installGoTool } from './tools/go.ts';
import { installNode, OLDEST_NODE } from './tools/node.ts';
import { BILLS, INDEX_SERVERS, installPython, JUDGES, PDM, POETRY, PYPI } from './tools/python.ts';
import { installMultitool } from './tools/sarif-multitool.ts';
import { installSigstore } from './tools/sigstore.ts';

/** Everything that conformance writes in the clone: git-ignored. */
export const FOLDER = resolve(import.meta.dirname, '..', '.conformance');

const INSTALLERS: Readonly<Record<ToolName, () => Promise<string>>> = {
  python: () => installPython(JUDGES),
  pypiPython: () => installPython(PYPI),
  indexServers: () => installPython(INDEX_SERVERS),
  poetry: () => installPython(POETRY),
  pdm: () => installPython(PDM),
  bills: () => installPython(BILLS),
  act: () => installGoTool(ACT),
  actionlint: () => installGoTool(ACTIONLINT),
  oldestNode: () => installNode(OLDEST_NODE),
  sarifMultitool: installMultitool,
  sigstore: installSigstore,
};

/** The paths of the tools that a suite needs; reading the path of any other tool throws. */
export type Tools = Readonly<Record<ToolName, string>>;

/** Installs what suites need, each tool once and only when the first suite needs it. */
export class Installer {
  readonly #paths = new Map<ToolName, Promise<string>>();

  async install(names: readonly ToolName[]): Promise<Tools> {
    const entries = names.map(async (name) => [name, await this.#path(name)] as const);
    return onlyDeclared(Object.fromEntries(await Promise.all(entries)));
  }

  #path(name: ToolName): Promise<string> {
    const path = this.#paths.get(name) ?? INSTALLERS[name]();
    this.#paths.set(name, path);
    return path;
  }
}

/** A suite that uses a tool without declaring it would work only after another suite. */
function onlyDeclared(tools: Readonly<Partial<Record<ToolName, string>>>): Tools {
  return new Proxy(tools, {
    get(target, name) {
      const path = target[name as ToolName];
      if (path === undefined) throw new Error(`a suite uses ${String(name)} without declaring it`);
      return path;
    },
  }) as Tools;
}
