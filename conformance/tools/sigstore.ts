import { cp, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { cachedFolder } from './cache.ts';
import { goVersion } from './go.ts';
import { retry } from './retry.ts';

const MODULE = resolve(import.meta.dirname, '..', 'sigstore-stack');
const SOURCES = ['go.mod', 'go.sum', join('trillian-mem', 'main.go')];

/** The main packages of a Sigstore; the name of each program is the last part. */
const PACKAGES = [
  'github.com/google/certificate-transparency-go/trillian/ctfe/ct_server',
  'github.com/sigstore/fulcio',
  'github.com/sigstore/rekor/cmd/rekor-server',
  './trillian-mem',
];

/** A build from nothing takes minutes, nearly all of it for Rekor's and Fulcio's key services. */
const BUILD_TIMEOUT = 20 * 60_000;

/**
 * Builds Fulcio, the CT log, Rekor and Trillian in memory, unless they are in the cache as go.mod
 * and go.sum pin them.
 *
 * @returns The folder that holds the programs.
 * @throws {Error} when the machine has no go.
 */
export async function installSigstore(): Promise<string> {
  const sources = await Promise.all(SOURCES.map((source) => readFile(join(MODULE, source))));
  return cachedFolder('sigstore', [await goVersion(), ...sources], async (folder) => {
    console.log('building a Sigstore with go: minutes where its packages are not in the cache');
    // From a copy, so that whatever go does to go.mod is not done to the repository's.
    const copy = join(folder, 'source');
    await cp(MODULE, copy, { recursive: true });
    const options = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w'];
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '' };
    await retry(() =>
      mustRun('go', ['build', ...options, '-o', `${folder}/`, ...PACKAGES], {
        cwd: copy,
        env,
        timeout: BUILD_TIMEOUT,
      }),
    );
    await rm(copy, { recursive: true });
  });
}
