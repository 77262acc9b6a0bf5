import {
  type BuiltDistribution,
  type DistributionInit,
  filenamePart,
  metadataOf,
} from './distribution.ts';
import { buildTarGz, type TarMember } from './tar.ts';

/** An sdist that PyPI takes: one top directory with PKG-INFO and pyproject.toml (PEP 625). */
export async function buildSdist(init: DistributionInit): Promise<BuiltDistribution> {
  return {
    filename: `${filenamePart(init.name)}-${init.version}.tar.gz`,
    bytes: await buildTarGz(sdistMembers(init)),
  };
}

/** The members of `buildSdist`, for tests that spoil one of them. */
export function sdistMembers(init: DistributionInit): TarMember[] {
  const top = `${filenamePart(init.name)}-${init.version}`;
  const files = {
    'pyproject.toml': `[project]\nname = "${init.name}"\nversion = "${init.version}"\n`,
    ...init.files,
    'PKG-INFO': metadataOf(init),
  };
  return Object.entries(files).map(([path, content]) => ({ path: `${top}/${path}`, content }));
}
