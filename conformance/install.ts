import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ToolName } from './suite.ts';
import { ACT, ACTIONLINT, installGoTool } from './tools/go.ts';
import { installNode, OLDEST_NODE } from './tools/node.ts';
import { BILLS, INDEX_SERVERS, installPython, JUDGES, PDM, POETRY, PYPI } from './tools/python.ts';
import { installMultitool } from './tools/sarif-multitool.ts';
import { installSigstore } from './tools/sigstore.ts';

/** Everything that conformance installs, downloads and writes: git-ignored. */
export const FOLDER = resolve(import.meta.dirname, '..', '.conformance');

const INSTALLERS: Readonly<Record<ToolName, (folder: string) => Promise<string>>> = {
  python: (folder) => installPython(JUDGES, folder),
  pypiPython: (folder) => installPython(PYPI, folder),
  indexServers: (folder) => installPython(INDEX_SERVERS, folder),
  poetry: (folder) => installPython(POETRY, folder),
  pdm: (folder) => installPython(PDM, folder),
  bills: (folder) => installPython(BILLS, folder),
  act: (folder) => installGoTool(ACT, folder),
  actionlint: (folder) => installGoTool(ACTIONLINT, folder),
  oldestNode: (folder) => installNode(OLDEST_NODE, folder),
  sarifMultitool: installMultitool,
  sigstore: installSigstore,
};

/**
 * Installs what is needed and not there yet.
 *
 * @returns The path of each tool; asking for one that was not in `names` throws.
 */
export async function install(names: Iterable<ToolName>): Promise<Record<ToolName, string>> {
  await mkdir(FOLDER, { recursive: true });
  const paths = new Map<ToolName, string>();
  for (const name of names) {
    console.log(`installing ${name}, unless it is there`);
    paths.set(name, await INSTALLERS[name](FOLDER));
  }
  const path = (name: ToolName): string => {
    const found = paths.get(name);
    if (found === undefined) {
      throw new Error(`a suite uses ${name} and does not say that it needs it`);
    }
    return found;
  };
  return {
    get python() {
      return path('python');
    },
    get pypiPython() {
      return path('pypiPython');
    },
    get indexServers() {
      return path('indexServers');
    },
    get poetry() {
      return path('poetry');
    },
    get pdm() {
      return path('pdm');
    },
    get bills() {
      return path('bills');
    },
    get act() {
      return path('act');
    },
    get actionlint() {
      return path('actionlint');
    },
    get oldestNode() {
      return path('oldestNode');
    },
    get sarifMultitool() {
      return path('sarifMultitool');
    },
    get sigstore() {
      return path('sigstore');
    },
  };
}
