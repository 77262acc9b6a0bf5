import type { Latencies } from './latency.ts';

/** How many requests of a kind are under way at once. */
export interface Concurrency {
  readonly signing: number;
  /** The most; it begins with fewer. */
  readonly uploading: number;
  readonly confirming: number;
}

/** Provenance is read back so many files at a time; no input changes it. */
const CONFIRMING = 16;

/** Uploads at once in the beginning; one more for each that went well. */
const UPLOADS_AT_FIRST = 6;

/** The concurrency that the action's inputs ask for, by the variables of a runner. */
export function concurrencyOf(environment: Readonly<Record<string, string>>): Concurrency {
  return {
    signing: Number(environment['INPUT_SIGNING-CONCURRENCY']),
    uploading: Number(environment['INPUT_UPLOAD-CONCURRENCY']),
    confirming: CONFIRMING,
  };
}

export interface Release {
  readonly wheels: number;
  readonly sdists: number;
}

/**
 * The least time in milliseconds that the latencies leave to our flow for a new release of one
 * project: every answer that another request needs, one after another, and the rest side by side.
 */
export function criticalPath(release: Release, latencies: Latencies, at: Concurrency): number {
  const files = release.wheels + release.sdists;
  const waves = (requests: number, atOnce: number) => Math.ceil(requests / atOnce);
  // Discovery, audience and ID token; what the index has; the upload token.
  const identity = 2 * latencies.lookUp + latencies.idToken + latencies.lookUp + latencies.mint;
  const signing =
    latencies.idToken + latencies.certificate + waves(files, at.signing) * latencies.logEntry;
  // The first file of a new release goes alone, and the sdist comes after the wheels.
  const first = Math.min(1, files);
  const wheelsLeft = Math.max(0, release.wheels - 1);
  const sdistsLeft = release.wheels > 0 ? release.sdists : release.sdists - first;
  const uploads =
    first +
    uploadWaves(wheelsLeft, UPLOADS_AT_FIRST + first, at.uploading) +
    Math.min(1, sdistsLeft);
  // The token given back; the list of files; the provenance of each.
  const confirming = (2 + waves(files, at.confirming)) * latencies.lookUp;
  return identity + signing + uploads * latencies.upload + confirming;
}

function uploadWaves(files: number, atOnce: number, most: number): number {
  const wave = Math.min(atOnce, most);
  return files <= 0 ? 0 : 1 + uploadWaves(files - wave, 2 * wave, most);
}

/** The same for a client that asks for one thing at a time, and for a timestamp of each signature. */
export function sequentialPath(release: Release, latencies: Latencies, lookUps: number): number {
  const files = release.wheels + release.sdists;
  const once = lookUps * latencies.lookUp + 2 * latencies.idToken + latencies.mint;
  const each = latencies.timestamp + latencies.logEntry + latencies.upload;
  return once + latencies.certificate + files * each;
}
