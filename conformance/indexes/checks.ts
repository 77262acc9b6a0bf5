import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../suite.ts';
import { equal, matches } from './expect.ts';
import type { IndexServer } from './index-server.ts';
import { type Door, statuses } from './publishing.ts';
import { PROJECT, Releases } from './releases.ts';
import { compareStored, install } from './stored-files.ts';

const LARGE_BYTES = 64 * 1024 * 1024;
const WITHOUT_LOOK_UPS = { 'index-url': '' };

/** What every index is asked, through every door. */
export async function checkIndex(
  index: IndexServer,
  doors: ReadonlyMap<string, Door>,
  folder: string,
  context: Context,
): Promise<void> {
  const releases = new Releases(folder);
  let major = 0;
  for (const [name, door] of doors) {
    major += 10;
    const check = (what: string, work: () => Promise<void>) =>
      context.check(`${index.name}, ${name}: ${what}`, work);
    await checkReleases(index, door, releases, { major, check, context, folder });
    await checkRefusals(index, door, releases, { major, check });
  }
}

interface Part {
  /** Versions from here on are nobody else's. */
  readonly major: number;
  readonly check: (what: string, work: () => Promise<void>) => Promise<void>;
}

async function checkReleases(
  index: IndexServer,
  door: Door,
  releases: Releases,
  { major, check, context, folder }: Part & { context: Context; folder: string },
): Promise<void> {
  const first = await releases.pair(`${major}.0`);
  await check('a first release is stored byte for byte', async () => {
    const run = await door(index, { release: first });
    equal([run.exitCode, statuses(run)], [0, ['uploaded', 'uploaded']]);
    await compareStored(index, PROJECT, first);
  });
  await check('the same again is found there, and nothing is sent', async () => {
    const run = await door(index, { release: first });
    equal([run.exitCode, statuses(run)], [0, ['identical', 'identical']]);
  });
  await check('the page that is linked to is there', async () => {
    const run = await door(index, { release: first });
    const pages = new Set(run.files.map(({ url }) => url?.replace(/#.*/, '')));
    equal([...pages], [`${index.indexUrl}${PROJECT}/`]);
  });
  await check('six files at once', async () => {
    const release = await releases.many(`${major}.1`);
    const run = await door(index, { release });
    equal([run.exitCode, statuses(run)], [0, Array(6).fill('uploaded')]);
    await compareStored(index, PROJECT, release);
  });
  await check('a large file', async () => {
    const release = await releases.large(`${major}.2`, LARGE_BYTES);
    const run = await door(index, { release });
    equal([run.exitCode, statuses(run)], [0, ['uploaded']]);
    await compareStored(index, PROJECT, release);
  });
  if (index.name.includes('private')) return;
  await check('pip installs what is there', async () => {
    const target = await mkdtemp(join(folder, 'installed-'));
    equal(await install(context.tools.python, index, `${PROJECT}==${major}.0`, target), 'A = 1\n');
  });
}

async function checkRefusals(
  index: IndexServer,
  door: Door,
  releases: Releases,
  { major, check }: Part,
): Promise<void> {
  const others = await releases.pair(`${major}.0`, 'A = 2\n');
  for (const skipExisting of ['false', 'identical']) {
    await check(`other bytes, skip-existing: ${skipExisting}`, async () => {
      const run = await door(index, { release: others, inputs: { 'skip-existing': skipExisting } });
      equal([run.exitCode, run.error], [1, 'file-conflict']);
      equal(statuses(run), ['failed', 'failed']);
      matches(run.text, /with other bytes/);
    });
  }
  await check('other bytes, skip-existing: true', async () => {
    const run = await door(index, { release: others, inputs: { 'skip-existing': 'true' } });
    equal([run.exitCode, statuses(run)], [0, ['kept', 'kept']]);
    matches(run.text, /Not uploaded, because/);
    await compareStored(index, PROJECT, await releases.pair(`${major}.0`));
  });
  await check('other bytes, and nobody can look: the index says it at the upload', async () => {
    const run = await door(index, { release: others, inputs: WITHOUT_LOOK_UPS });
    equal([run.exitCode, run.error], [1, 'file-conflict']);
    matches(run.text, index.fileExists);
    const tells = index.refusesOtherBytesOnly;
    matches(run.text, tells ? /, with other bytes/ : /cannot be told, because `?-{0,2}index-url/);
    equal(statuses(run), ['failed', 'not-tried']);
  });
  await check('a wrong password: nothing is uploaded', async () => {
    const release = await releases.pair(`${major}.3`);
    const credentials = { ...index.credentials, password: 'wrong-password-0000' };
    const run = await door(index, { release, credentials });
    // A private index refuses to say what it has, before anything is uploaded.
    const isPrivate = index.name.includes('private');
    equal([run.exitCode, run.error], [1, isPrivate ? 'index-unavailable' : 'upload-forbidden']);
    matches(run.text, isPrivate ? /HTTP 40[13]/ : index.wrongPassword);
    matches(run.text, /Nothing was uploaded/);
  });
}
