import type { Case } from './case.ts';
import type { Base } from './fields.ts';

/** Good attestations for another file, other bytes or another publisher. */
export function* identityCases(bases: readonly Base[]): Generator<Case> {
  for (const base of bases) {
    const { distribution, publisher } = base;
    const named = (what: string) => `${base.name}: ${JSON.stringify(what)}`;
    for (const name of renamed(distribution.name)) {
      yield {
        ...base,
        group: 'distribution of another name',
        name: named(name),
        distribution: { ...distribution, name },
      };
    }
    const { sha256 } = distribution;
    for (const digest of [
      '',
      sha256.slice(1),
      `${sha256.slice(0, -1)}0`,
      '0'.repeat(64),
      `${sha256}0`,
    ]) {
      if (digest !== sha256) {
        yield {
          ...base,
          group: 'other bytes',
          name: named(digest),
          distribution: { ...distribution, sha256: digest },
        };
      }
    }
    const { repository, workflow } = publisher;
    const [owner = '', project = ''] = repository.split('/');
    const repositories = [
      repository.toUpperCase(),
      `${owner.toUpperCase()}/${project}`,
      `${owner}/${project}x`,
      `${owner}/${project.slice(0, -1)}`,
      `${owner}//${project}`,
      `${repository}/`,
      `${repository}.git`,
      `/${repository}`,
      ` ${repository}`,
      `https://github.com/${repository}`,
      `../${repository}`,
      owner,
      '',
    ];
    for (const other of repositories) {
      yield {
        ...base,
        group: 'publisher of another repository',
        name: named(other),
        publisher: { repository: other, workflow },
      };
    }
    const workflows = [
      workflow.toUpperCase(),
      workflow.replace('.yml', '.yaml'),
      `.github/workflows/${workflow}`,
      `sub/${workflow}`,
      `./${workflow}`,
      `${workflow}@refs/tags/v1.0.0`,
      `${workflow} `,
      '',
    ];
    for (const other of workflows) {
      yield {
        ...base,
        group: 'publisher of another workflow',
        name: named(other),
        publisher: { repository, workflow: other },
      };
    }
  }
}

/** Names for the same distribution and for others. */
export function renamed(name: string): string[] {
  const ending = /\.(?:whl|tar\.gz|zip)$/.exec(name)?.[0] ?? '';
  const [project = '', version = '', ...tags] = name.slice(0, -ending.length).split('-');
  const join = (...parts: string[]) => parts.join('-') + ending;
  const names = [
    join(project.toUpperCase(), version, ...tags),
    join(project.replaceAll('_', '.'), version, ...tags),
    join(project.replaceAll('_', '__'), version, ...tags),
    join(project.replaceAll('_', '-'), version, ...tags),
    join(`${project}x`, version, ...tags),
    join(project, `${version}.0`, ...tags),
    join(project, `${version}.0.0`, ...tags),
    join(project, version.replace(/\.0$/, ''), ...tags),
    join(project, `v${version}`, ...tags),
    join(project, `0!${version}`, ...tags),
    join(project, `1!${version}`, ...tags),
    join(project, `${version}+local`, ...tags),
    join(project, `${version}.post0`, ...tags),
    join(project, `${version}1`, ...tags),
    join(project, version.replace('.', '.0'), ...tags),
    join(project, version, '1', ...tags),
    join(project, version, ...tags.map((tag) => tag.toUpperCase())),
    join(project, version, ...tags.map((tag) => tag.split('.').toReversed().join('.'))),
    join(project, version, ...tags.slice(0, -1)),
    `${name}.asc`,
    `dist/${name}`,
    `./${name}`,
    `${name} `,
    ` ${name}`,
    `${name}\n`,
    name.toUpperCase(),
    name.slice(0, -ending.length),
    `${name.slice(0, -ending.length)}.zip`,
    `${name.slice(0, -ending.length)}.tar.bz2`,
    `${name.slice(0, -ending.length)}.tgz`,
    '',
  ];
  return [...new Set(names)].filter((other) => other !== name);
}
