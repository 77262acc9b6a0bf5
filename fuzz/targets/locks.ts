import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PublishError } from '../../src/errors.ts';
import { LockDefect } from '../../src/lockfiles/lock-document.ts';
import { readLock } from '../../src/lockfiles/read-lock.ts';
import { parsePinFile } from '../../src/provenance/pins/pin-file.ts';
import { parsePolicyFile } from '../../src/provenance/policy/policy-file.ts';
import { readYaml } from '../../src/workflows/yaml/read-yaml.ts';
import { YamlDefect } from '../../src/workflows/yaml/yaml-node.ts';
import { bytesOf, type Target } from '../target.ts';

const FIXTURES = resolve(import.meta.dirname, '../../__tests__/fixtures');
const TOML = ['[[', ']]', '"""', "'''", ' = ', '{ ', '\\u0000', 'sha256:', '1979-05-27'];

function fixtures(pattern: string, most: number): Buffer[] {
  return globSync(pattern, { cwd: FIXTURES })
    .sort()
    .map((path) => readFileSync(join(FIXTURES, path)))
    .filter((bytes) => bytes.length < 64 * 1024)
    .slice(0, most);
}

function lock(filename: string, pattern: string, words: readonly string[] = TOML): Target {
  return {
    name: filename,
    seeds: () => fixtures(pattern, 8),
    words,
    isRefusal: (error) => error instanceof LockDefect,
    run: (bytes) => readLock(filename, bytes),
  };
}

const PIN = `version = 1
[[publisher]]
project = "attrs"
kind = "GitHub"
repository = "python-attrs/attrs"
repository-id = 1
owner-id = 2
workflow = "release.yml"
first-seen = { version = "25.1.0", date = 2026-11-22, log-index = 3 }
`;
const POLICY = `version = 1
files = "changed"
[require]
projects = ["a*"]
[severity]
workflow-changed = "error"
[[accept]]
project = "fastq"
version = "1.20.2"
rule = "provenance-lost"
reason = "confirmed"
expires = 2027-01-31
`;

const isOfConfiguration = (error: unknown) =>
  error instanceof PublishError && error.code === 'invalid-configuration';

export const LOCKS: readonly Target[] = [
  lock('pylock.toml', 'locks/**/pylock*.toml'),
  lock('uv.lock', 'locks/**/uv.lock'),
  lock('poetry.lock', 'locks/**/poetry.lock'),
  lock('pdm.lock', 'locks/**/pdm.lock'),
  lock('report.json', 'locks/**/*report*.json', ['"install"', '"download_info"', '"metadata"']),
  lock('requirements.txt', 'locks/**/*requirements*.txt', [
    '--hash=sha256:',
    ' \\\n',
    '-r ',
    '-e ',
    ' ; ',
    ' @ ',
    '#',
  ]),
  {
    name: 'pins',
    seeds: () => [bytesOf(PIN)],
    words: TOML,
    isRefusal: isOfConfiguration,
    run: (bytes) => parsePinFile(bytes.toString('utf8'), 'publishers.lock.toml'),
  },
  {
    name: 'policy',
    seeds: () => [bytesOf(POLICY)],
    words: TOML,
    isRefusal: isOfConfiguration,
    run: (bytes) => parsePolicyFile(bytes.toString('utf8'), 'provenance.toml'),
  },
  {
    name: 'workflow.yml',
    seeds: () => fixtures('workflows/*.yml', 20),
    words: [
      '&a ',
      '*a',
      '<<: ',
      '- ',
      ': ',
      '? ',
      '|\n',
      '!!',
      '{ ',
      '[ ',
      'uses: ',
      'permissions:\n',
    ],
    isRefusal: (error) => error instanceof YamlDefect,
    run: (bytes) => readYaml(basename('workflow.yml'), bytes.toString('utf8')),
  },
];
