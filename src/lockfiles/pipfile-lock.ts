import { hashIn, withoutCredentials } from './file-address.ts';
import { type LockedPackage, type LockedSource, packageName } from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/** Reads the packages of a `Pipfile.lock` (pipfile-spec 6), those of every category. */
export function readPipfileLock(root: LockTable): LockedPackage[] {
  const meta = root.optionalTable('_meta') ?? root.fail('has no "_meta"');
  const spec = meta.optionalNumber('pipfile-spec');
  if (spec !== 6) {
    root.fail(
      `has the pipfile-spec ${spec}, and 6 is known here`,
      'Lock again with a current pipenv, or use a newer release of this tool.',
    );
  }
  const urls = new Map(
    meta.tables('sources').map((source) => [source.optionalText('name'), source.text('url')]),
  );
  return root.keys
    .filter((category) => category !== '_meta')
    .flatMap((category) => {
      const packages = root.optionalTable(category);
      return packages?.keys.map((name) => readPackage(packages, name, urls)) ?? [];
    });
}

function readPackage(
  category: LockTable,
  name: string,
  urls: ReadonlyMap<string | undefined, string>,
): LockedPackage {
  const entry = category.optionalTable(name) ?? category.fail(`has nothing for ${name}`);
  const version = entry.optionalText('version');
  return {
    ...packageName(name, entry.at),
    ...optional('version', version?.replace(/^===?/, '')),
    source: readSource(entry, urls),
    files: entry.texts('hashes').map(({ text, at }) => ({
      ...hashIn(text, at),
      at,
    })),
    at: entry.at,
    ...optional('marker', entry.optionalText('markers')),
  };
}

function readSource(entry: LockTable, urls: ReadonlyMap<string | undefined, string>): LockedSource {
  const git = entry.optionalText('git');
  if (git !== undefined) return { kind: 'vcs', text: `git+${withoutCredentials(git)}` };
  const path = entry.optionalText('path');
  if (path !== undefined) {
    return { kind: entry.flag('editable') ? 'editable' : 'directory', text: path };
  }
  const file = entry.optionalText('file');
  if (file !== undefined) return { kind: 'url', text: withoutCredentials(file) };
  const url = urls.get(entry.optionalText('index'));
  return { kind: 'index', ...optional('url', url && withoutCredentials(url)) };
}
