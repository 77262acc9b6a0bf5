import { type IndexProfile, indexProfile } from '../../../src/pypi/index-profile.ts';

/** The profile of an index on loopback that has PyPI's paths. */
export function indexAt(serverUrl: string, change: Partial<IndexProfile> = {}): IndexProfile {
  return { ...indexProfile(`${serverUrl}/legacy/`), ...change };
}
