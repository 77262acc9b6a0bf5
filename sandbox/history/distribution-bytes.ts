import { createHash } from 'node:crypto';
import { tarGzOf } from '../sample/tar.ts';
import { zipOf } from '../sample/zip.ts';

export interface DistributionParts {
  readonly project: string;
  readonly version: string;
  /** Such as `py3-none-any`; undefined for the sdist. */
  readonly tag: string | undefined;
  /** What its one module holds. */
  readonly content: string;
}

/** The name of a wheel or an sdist (PEP 427, PEP 625). */
export function distributionFilename({ project, version, tag }: DistributionParts): string {
  const start = `${moduleName(project)}-${version}`;
  return tag === undefined ? `${start}.tar.gz` : `${start}-${tag}.whl`;
}

/** A wheel or an sdist that installers take. */
export function distributionBytes(parts: DistributionParts): Buffer {
  const { project, version, tag, content } = parts;
  const module = `${moduleName(project)}/__init__.py`;
  const metadata = `Metadata-Version: 2.1\nName: ${project}\nVersion: ${version}\n`;
  if (tag === undefined) {
    const top = `${moduleName(project)}-${version}`;
    return tarGzOf(
      new Map([
        [`${top}/PKG-INFO`, metadata],
        [`${top}/${module}`, content],
      ]),
    );
  }
  const info = `${moduleName(project)}-${version}.dist-info`;
  const isPure = tag.endsWith('-none-any');
  const members = new Map([
    [module, content],
    [`${info}/METADATA`, metadata],
    [
      `${info}/WHEEL`,
      `Wheel-Version: 1.0\nGenerator: sandbox\nRoot-Is-Purelib: ${isPure}\nTag: ${tag}\n`,
    ],
  ]);
  const lines = [...members].map(([path, text]) => {
    const digest = createHash('sha256').update(text).digest('base64url');
    return `${path},sha256=${digest},${Buffer.byteLength(text)}\n`;
  });
  members.set(`${info}/RECORD`, `${lines.join('')}${info}/RECORD,,\n`);
  return zipOf(members);
}

const moduleName = (project: string): string => project.toLowerCase().replaceAll(/[-_.]+/g, '_');
