import { isBuiltin } from 'node:module';
import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type OutputChunk, type RolldownOutput, rolldown } from 'rolldown';
import { importChain, whyForbidden } from './forbidden-modules.ts';

export interface Bundle {
  /** One ES module that imports nothing but what Node itself has. */
  readonly code: string;
  /** Absolute paths of the files whose code is in it. */
  readonly modules: readonly string[];
  /** Characters of each of them that are left, before what is never run was taken out of the whole. */
  readonly lengths: ReadonlyMap<string, number>;
}

/** HTTP clients that `@actions/github` imports. */
const SECOND_HTTP: ReadonlySet<string> = new Set(['undici', '@actions/http-client']);

/**
 * Bundles `entry` into one file. Same sources, same bytes: nothing of the machine is in it.
 *
 * Not minified: measured, whitespace and syntax compression save a quarter of the size and no
 * start time, and a reviewer can read (and diff) what runs with the release's credentials.
 *
 * @param root The folder that paths in the output are relative to.
 * @throws {Error} when something that must not be shipped, or is not there, would be part of it.
 */
export async function bundle(entry: string, root: string): Promise<Bundle> {
  const importers = new Map<string, readonly string[]>();
  await using build = await rolldown({
    cwd: root,
    input: entry,
    platform: 'node',
    // What is imported but not used need not run: the toolkit's OIDC client, and with that a second
    // way to undici; entities' tables for writing HTML.
    treeshake: { moduleSideEffects: (id) => !/[\\/](?:@actions|entities)[\\/]/.test(id) },
    plugins: [
      {
        name: 'importers',
        buildEnd() {
          for (const id of this.getModuleIds()) {
            const info = this.getModuleInfo(id);
            importers.set(id, [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])]);
          }
        },
      },
      {
        name: 'no-second-http',
        resolveId: (source, importer) =>
          SECOND_HTTP.has(source) && /[\\/]@actions[\\/]github[\\/]/.test(importer ?? '')
            ? join(import.meta.dirname, 'no-second-http.ts')
            : null,
      },
      {
        // Not source text: an empty stand-in lets the graph be finished, then refused by name.
        name: 'native-modules',
        load: (id) => (id.endsWith('.node') ? 'module.exports = {};' : null),
      },
    ],
    onLog(_level, { message }) {
      throw new Error(`${entry}: ${stripVTControlCharacters(message)}`);
    },
  });
  const { output } = await build.generate({
    format: 'esm',
    codeSplitting: false,
    minify: 'dce-only',
  });
  const chunk = onlyChunk(entry, output);
  const refused = chunk.moduleIds.flatMap((id) => {
    const why = whyForbidden(id);
    const steps = importChain(id, importers).map((step) => relative(root, step));
    return why === undefined ? [] : [`${steps.join('\n→ ')} (${why})`];
  });
  if (refused.length > 0) {
    throw new Error(
      `${entry} must not be bundled with:\n${refused.join('\n').replaceAll(sep, '/')}`,
    );
  }
  const lengths = new Map(
    Object.entries(chunk.modules).map(([id, { renderedLength }]) => [id, renderedLength] as const),
  );
  return { code: chunk.code, modules: chunk.moduleIds, lengths };
}

/** The one file that came out, which needs nothing beside it. */
function onlyChunk(entry: string, output: RolldownOutput['output']): OutputChunk {
  const [chunk, ...others] = output;
  if (others.length > 0) {
    const names = others.map((other) => other.fileName).join(', ');
    throw new Error(`${entry} does not fit in one file: ${names}`);
  }
  const outside = [...chunk.imports, ...chunk.dynamicImports].filter(
    (name) => !isBuiltin(name) && name !== chunk.fileName,
  );
  if (outside.length > 0) {
    throw new Error(`${entry} would import at run time: ${outside.join(', ')}`);
  }
  return chunk;
}
