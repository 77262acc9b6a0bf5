import { beforeAll, describe, expect, test } from '@jest/globals';
import type { LockDocument } from '../../../src/lockfiles/lock-document.ts';
import { type Fixture, fixture } from './fixture.ts';

/** Of PySocks 1.7.1 for Python 2.7: uv in its lock and PDM leave it out, as it fits nowhere. */
const FOR_PYTHON_2 = '08e69f092cc6dbe92a0fdd16eeb9b9ffbc13cadfe5ca4c7bd92ffb078b293299';

/** Project, version and the hashes of its files, sorted: what all tools must agree on. */
function facts({ packages }: LockDocument): readonly string[] {
  return packages
    .filter(({ source }) => source.kind === 'index')
    .map(({ project, version, files }) => {
      const hashes = files
        .map((file) => file.sha256 ?? 'none')
        .filter((hash) => hash !== FOR_PYTHON_2);
      return [project, version, ...hashes.toSorted((a, b) => (a < b ? -1 : 1))].join(' ');
    })
    .sort();
}

const LOCKS = [
  'uv/uv.lock',
  'uv/pylock.toml',
  'uv/requirements.txt',
  'poetry/poetry.lock',
  'pdm/pdm.lock',
  'pdm/pylock.toml',
  'pdm-static-urls/pdm.lock',
] as const;

describe('one project, locked by different tools', () => {
  let uv: Fixture;
  beforeAll(async () => {
    uv = await fixture('uv/uv.lock');
  });

  test('has seven packages and their files', () => {
    expect(facts(uv.document).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'attrs 26.1.0',
      'colorama 0.4.6',
      'iniconfig 2.3.1',
      'psutil 7.2.2',
      'pysocks 1.7.1',
      'tomli 2.5.0',
      'zope-interface 8.7',
    ]);
  });

  test.each(LOCKS)('says the same in %s', async (path) => {
    const { document } = await fixture(path);
    expect(facts(document)).toEqual(facts(uv.document));
  });

  test.each(['pip/pylock.toml', 'pip/report.json'])(
    'is what pip picks from in %s',
    async (path) => {
      const { document } = await fixture(path);
      const known = new Map(uv.document.packages.map((entry) => [entry.project, entry]));
      expect(document.packages.length).toBeGreaterThan(5);
      for (const { project, version, files } of document.packages) {
        const hashes = known.get(project)?.files.map((file) => file.sha256);
        expect(known.get(project)?.version).toBe(version);
        expect(files).toHaveLength(1);
        expect(hashes).toContain(files[0]?.sha256);
      }
    },
  );
});

describe('places', () => {
  test.each([...LOCKS, 'pip/pylock.toml', 'uv-sources/uv.lock', 'uv-sources/pylock.toml'])(
    'of packages and files in %s are the lines where they stand',
    async (path) => {
      const { document, lines } = await fixture(path);
      for (const entry of document.packages) {
        const near = lines.slice(entry.at.line - 1, entry.at.line + 1).join('\n');
        expect(near).toContain(entry.name);
        for (const file of entry.files) {
          // pip and uv write the name or URL of a file on the line after its header.
          const text = lines.slice(file.at.line - 1, file.at.line + 1).join('\n');
          if (file.filename !== undefined) expect(text).toContain(file.filename);
          else expect(text).toContain(entry.name);
        }
      }
    },
  );

  test("of packages in a report of pip are the lines where each one's object begins", async () => {
    const { document, lines } = await fixture('pip/report.json');
    for (const { at, files } of document.packages) {
      expect(lines[at.line - 1]).toBe('    {');
      expect(lines[at.line]).toContain('"download_info"');
      expect(lines[at.line + 1]).toContain(files[0]?.url);
    }
  });
});

describe('sources', () => {
  test.each(['uv-sources/uv.lock', 'uv-sources/pylock.toml'])('in %s', async (path) => {
    const { document } = await fixture(path);
    const sources = new Map(document.packages.map((entry) => [entry.project, entry.source]));
    const six =
      'https://files.pythonhosted.org/packages/b7/ce/149a00dd41f10bc29e5921b496af8b574d8413afcd5e30dfa0ed46c2cc5e/six-1.17.0-py2.py3-none-any.whl';
    expect(sources.get('six')).toEqual({ kind: 'url', text: six });
    expect(sources.get('iniconfig')).toEqual({
      kind: 'archive',
      text: 'wheels/iniconfig-2.3.1-py3-none-any.whl',
    });
    expect(sources.get('widget')).toEqual({ kind: 'editable', text: 'tools/widget' });
    const files = document.packages.flatMap((entry) => entry.files);
    expect(files.map(({ filename, sha256 }) => [filename, sha256])).toEqual([
      [
        'iniconfig-2.3.1-py3-none-any.whl',
        '9121e2c1fdb355232495be3194c8dfe87ccc2d5dee45947b78e68f499790d7a7',
      ],
      [
        'six-1.17.0-py2.py3-none-any.whl',
        '4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274',
      ],
    ]);
  });
});

test('what the project itself asks for is told where the lock tells', async () => {
  const uv = await fixture('uv/uv.lock');
  const direct = uv.document.packages.filter((entry) => entry.direct);
  expect(direct.map((entry) => entry.project)).toEqual([
    'attrs',
    'colorama',
    'iniconfig',
    'psutil',
    'pysocks',
    'tomli',
    'zope-interface',
  ]);
  const app = uv.document.packages.find((entry) => entry.project === 'sample-app');
  expect(app?.direct).toBe(false);
  const report = await fixture('pip/report.json');
  expect(report.document.packages.every((entry) => entry.direct)).toBe(true);
  const poetry = await fixture('poetry/poetry.lock');
  expect(poetry.document.packages.some((entry) => 'direct' in entry)).toBe(false);
});
