import type { Latencies, UploadTimes } from './latency.ts';

/** How many requests of a kind are under way at once. */
export interface Concurrency {
  readonly signing: number;
  /** Of one project, the most; it begins with fewer. */
  readonly uploading: number;
  readonly confirming: number;
}

/** Provenance is read back so many files at a time; no input changes it. */
const CONFIRMING = 16;

/** Uploads of one project at once, once the throughput has risen. */
const UPLOADS = 4;

/** The concurrency that the action's inputs ask for, by the variables of a runner. */
export function concurrencyOf(environment: Readonly<Record<string, string>>): Concurrency {
  return {
    signing: Number(environment['INPUT_SIGNING-CONCURRENCY']),
    uploading: Math.min(UPLOADS, Number(environment['INPUT_UPLOAD-CONCURRENCY'])),
    confirming: CONFIRMING,
  };
}

export interface Release {
  readonly wheels: number;
  readonly sdists: number;
}

/** What each request takes. */
export interface Times {
  readonly latencies: Latencies;
  readonly upload: UploadTimes;
}

/**
 * The least time in milliseconds that the latencies leave to our flow for a new release of one
 * project: every answer that another request needs, one after another, and the rest side by side.
 */
export function criticalPath(
  release: Release,
  { latencies, upload }: Times,
  at: Concurrency,
): number {
  const files = release.wheels + release.sdists;
  const waves = (requests: number, atOnce: number) => Math.ceil(requests / atOnce);
  // Discovery, audience and ID token; what the index has; the upload token.
  const identity = 2 * latencies.lookUp + latencies.idToken + latencies.lookUp + latencies.mint;
  const signing =
    latencies.idToken + latencies.certificate + waves(files, at.signing) * latencies.logEntry;
  // The token given back; the list of files; the provenance of each.
  const confirming = (2 + waves(files, at.confirming)) * latencies.lookUp;
  return identity + signing + uploadPath(release, upload, at.uploading) + confirming;
}

/** The first file of a new release goes alone, and the sdist comes after the wheels. */
function uploadPath(
  { wheels, sdists }: Release,
  { outside, inside }: UploadTimes,
  atOnce: number,
): number {
  const one = outside + inside;
  const together = Math.max(0, wheels - 1);
  const alone = Math.min(1, wheels) + sdists;
  // One after another under the lock, or as many at once as there may be, whichever is longer.
  const locked = together > 0 ? outside + together * inside : 0;
  return alone * one + Math.max(locked, Math.ceil(together / atOnce) * one);
}

/** The same for a client that asks for one thing at a time, and for a timestamp of each signature. */
export function sequentialPath(
  release: Release,
  { latencies, upload }: Times,
  lookUps: number,
): number {
  const files = release.wheels + release.sdists;
  const once = lookUps * latencies.lookUp + 2 * latencies.idToken + latencies.mint;
  const each = latencies.timestamp + latencies.logEntry + upload.outside + upload.inside;
  return once + latencies.certificate + files * each;
}
