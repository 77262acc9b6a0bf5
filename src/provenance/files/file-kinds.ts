import { platformFamilies } from '../../packaging/distribution-filename.ts';

/**
 * The kinds of a file by which a project may attest some and others not: `sdist`, or the platforms
 * of a wheel without the version of the system, such as `any` or `manylinux_x86_64`.
 */
export function fileKinds(filename: string): readonly string[] {
  if (!filename.endsWith('.whl')) return ['sdist'];
  const tags = filename.slice(filename.lastIndexOf('-') + 1, -'.whl'.length).split('.');
  return [...new Set(tags.flatMap(platformFamilies))];
}
