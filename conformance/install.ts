import { resolve } from 'node:path';
import type { ToolName } from './suite.ts';
import { ACT, ACTIONLINT, installGoTool, REKOR_TILES, TIMESTAMP_SERVER } from './tools/go.ts';
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
  rekorTiles: () => installGoTool(REKOR_TILES),
  timestampServer: () => installGoTool(TIMESTAMP_SERVER),
};

/** The paths of the tools that a suite needs; reading the path of any other tool throws. */
export type Tools = Readonly<Record<ToolName, string>>;

/** Installs what suites need, each tool once and only when the first suite needs it. */
export class Installer {
  readonly #paths = new Map<ToolName, Promise<string>>();

  async install(names: readonly ToolName[]): Promise<Tools> {
    const entries = names.map(async (name) => [name, await this.#path(name)] as const);
    return onlyDeclared(new Map(await Promise.all(entries)));
  }

  #path(name: ToolName): Promise<string> {
    const path = this.#paths.get(name) ?? INSTALLERS[name]();
    this.#paths.set(name, path);
    return path;
  }
}

/** A suite that uses a tool without declaring it would work only after another suite. */
function onlyDeclared(paths: ReadonlyMap<ToolName, string>): Tools {
  const tools = {};
  for (const name of Object.keys(INSTALLERS) as ToolName[]) {
    const get = () => {
      const path = paths.get(name);
      if (path === undefined) throw new Error(`a suite uses ${name} without declaring it`);
      return path;
    };
    Object.defineProperty(tools, name, { get });
  }
  return tools as Tools;
}
