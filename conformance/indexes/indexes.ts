import { mkdir, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Context, Suite } from '../suite.ts';
import { checkIndex } from './checks.ts';
import { type Devpi, startDevpi } from './devpi.ts';
import { equal, matches } from './expect.ts';
import { actionDoor, commandDoor, type Door, statuses } from './publishing.ts';
import { startPypiserver } from './pypiserver.ts';
import { Releases } from './releases.ts';

/** Indexes that other people wrote, as they come from PyPI. */
export const indexes: Suite = {
  name: 'indexes',
  needs: ['python', 'indexServers'],

  run: async (context) => {
    const sandbox = await startSandbox();
    try {
      const doors = new Map<string, Door>([
        ['action', actionDoor(sandbox)],
        ['command', commandDoor],
      ]);
      const python = context.tools.indexServers;
      for (const isPrivate of [false, true]) {
        const index = await startPypiserver({ python, isPrivate, folder: await fresh(context) });
        try {
          await checkIndex(index, doors, await fresh(context), context);
        } finally {
          await index.stop();
        }
      }
      await checkFallback(actionDoor(sandbox), context);
      const devpi = await startDevpi(python, await fresh(context));
      try {
        await checkIndex(devpi, doors, await fresh(context), context);
        await checkDevpi(devpi, actionDoor(sandbox), context);
      } finally {
        await devpi.stop();
      }
      equal(sandbox.github.issued, []);
      equal(sandbox.index.requests.length, 0);
    } finally {
      await sandbox.close();
    }
  },
};

async function fresh({ workDir }: Context): Promise<string> {
  await mkdir(workDir, { recursive: true });
  return mkdtemp(join(workDir, 'index-'));
}

/** pypiserver as it comes sends people who ask for an unknown project to PyPI. */
async function checkFallback(door: Door, context: Context): Promise<void> {
  const asked: string[] = [];
  const elsewhere = createServer(({ url, headers }, response) => {
    asked.push(`${url} ${headers.authorization}`);
    response.end('<a href="x-1.whl#sha256=00">x-1.whl</a>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const fallbackUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/simple`;
  const folder = await fresh(context);
  const index = await startPypiserver({
    ...{ python: context.tools.indexServers, folder, fallbackUrl },
  });
  try {
    await context.check('pypiserver that sends people on to PyPI: nobody follows', async () => {
      const release = await new Releases(await fresh(context)).pair('1.0');
      const run = await door(index, { release });
      equal([run.exitCode, statuses(run)], [0, ['uploaded', 'uploaded']]);
      equal(asked, []);
    });
  } finally {
    await index.stop();
    await new Promise((resolve) => elsewhere.close(resolve));
  }
}

async function checkDevpi(index: Devpi, door: Door, context: Context): Promise<void> {
  const releases = new Releases(await fresh(context));
  const nothingUploaded = /Nothing was uploaded/;
  await context.check('devpi: the token of a login is a password', async () => {
    const credentials = { user: index.credentials.user, password: index.loginToken };
    const run = await door(index, { release: await releases.pair('30.0'), credentials });
    equal([run.exitCode, statuses(run)], [0, ['uploaded', 'uploaded']]);
    equal(run.text.replaceAll(/^::add-mask::.*$/gm, '').includes(index.loginToken), false);
  });
  await context.check('devpi: a user who may not upload', async () => {
    const release = await releases.pair('31.0');
    const run = await door(index, { release, credentials: index.reader });
    equal([run.exitCode, run.error], [1, 'upload-forbidden']);
    matches(run.text, /HTTP 403: no permission to submit/);
    matches(run.text, nothingUploaded);
  });
  await context.check('devpi: an index that does not exist', async () => {
    const url = index.uploadUrl.replace('/prod/', '/none/');
    const inputs = { 'repository-url': url, 'index-url': `${url}+simple/` };
    const run = await door(index, { release: await releases.pair('32.0'), inputs });
    equal([run.exitCode, run.error], [1, 'upload-rejected']);
    matches(run.text, /HTTP 404: The stage root\/none could not be found/);
    matches(run.text, nothingUploaded);
  });
}
