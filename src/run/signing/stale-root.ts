import type { Log } from '../../log.ts';

/** Warns where the shipped trusted root is used because TUF did not deliver the current one. */
export function warnStaleRoot(
  {
    staleBecause,
    tufFailure,
  }: { readonly staleBecause?: string | undefined; readonly tufFailure?: string | undefined },
  log: Pick<Log, 'warning' | 'verbose'>,
): void {
  if (staleBecause === undefined) return;
  log.warning(
    "Sigstore's trusted root could not be refreshed by TUF; using the shipped one. If Sigstore changed its keys since this version was released, signatures cannot be verified here: then check that the runner reaches tuf-repo-cdn.sigstore.dev, or use a newer version.",
  );
  if (tufFailure !== undefined) log.verbose(`TUF: ${tufFailure}`);
}
