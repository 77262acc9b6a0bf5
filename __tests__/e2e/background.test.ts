import { expect, test } from '@jest/globals';
import { openSandbox } from '../open-sandbox.ts';
import { startTcpServer } from '../wire/answer-server.ts';
import { type Fault, withFault } from './faults.ts';
import { annotations, statuses } from './outcome.ts';
import { PROJECT, publishBuilt, wheel } from './release.ts';

const sandbox = await openSandbox();

/** The public Sigstore, whose TUF repository is behind a proxy that takes connections only. */
async function behindSilentProxy() {
  const { promise: asked, resolve } = Promise.withResolvers<string>();
  const proxy = await startTcpServer((socket) => {
    socket.on('data', (data) => resolve(data.toString('latin1')));
  });
  const inputs = { 'sigstore-trust-config': '' };
  return { options: { inputs, env: { HTTPS_PROXY: proxy } }, asked };
}

test('a run that signs nothing ends without what was asked in the background, and says nothing of it', async () => {
  const built = [wheel({ version: '1.0' })];
  expect((await publishBuilt(sandbox, built)).exitCode).toBe(0);
  const { options, asked } = await behindSilentProxy();
  // The index answers only when TUF is asked for.
  const afterTuf: Fault = async () => (await asked) === '';
  const run = await withFault(sandbox.index, `/${PROJECT}/`, afterTuf, () =>
    // A process that waits for TUF lives for 10 s, and is killed here: its exit code is null then.
    publishBuilt(sandbox, built, { ...options, timeout: 8_000 }),
  );
  expect([run.exitCode, run.stderr, statuses(run)]).toEqual([0, '', ['identical']]);
  expect(await asked).toMatch(/^CONNECT tuf-repo-cdn\.sigstore\.dev:443 /);
  expect(annotations(run, 'warning')).toEqual([]);
  expect(run.stdout).not.toMatch(/TUF|trusted root/);
  const shown = run.stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('::add-mask'));
  expect(shown.at(-1)).toMatch(/there already, in /);
});

test('signing with the shipped trusted root is a warning, and a proxy that is not there is named', async () => {
  const run = await publishBuilt(sandbox, [wheel({ version: '2.0' })], {
    action: 'attest',
    inputs: { paths: 'dist/*', 'sigstore-trust-config': '', 'sigstore-retry-minutes': '0' },
    env: {
      HTTPS_PROXY: 'http://octo:correct-horse@127.0.0.1:1',
      // TUF cannot keep anything there, and gives up at once.
      RUNNER_TEMP: '/dev/null/temp',
    },
  });
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  expect(annotations(run, 'warning')).toEqual([
    expect.stringContaining("Sigstore's trusted root could not be refreshed by TUF"),
  ]);
  const [error = ''] = annotations(run, 'error');
  expect(run.stdout).toContain('Signing failed%3A certificate-unavailable');
  expect(error).toContain('the proxy 127.0.0.1:1 (HTTPS_PROXY) cannot be reached');
  expect(error).toContain('NO_PROXY');
  expect(error).not.toContain('status.sigstore.dev');
  expect(run.stdout.replace(/^::add-mask::.*$/gm, '') + run.summary).not.toContain('correct-horse');
});
