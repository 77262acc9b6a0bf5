import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { parseFaults } from '../../sandbox/faults/fault-text.ts';
import { inject, type SendSignal } from '../../sandbox/faults/inject.ts';
import { member } from '../../sandbox/http/json.ts';
import { startServer } from '../../sandbox/http/server.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { type PublishOptions, publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { buildWheel, wheelMembers } from '../archives/wheel.ts';
import { buildZip } from '../archives/zip.ts';
import { fiveFiles, PROJECT, wheel, write } from '../e2e/release.ts';
import { makePipe } from '../unit/files/changes.ts';

/** A release, and what is different about the run that publishes it. */
export interface Setting {
  readonly paths: readonly string[];
  readonly options?: Omit<PublishOptions, 'files'>;
  /** The release of the second run, where the first one is to be fixed. */
  readonly fixed?: readonly string[];
  /** Puts right what else was wrong. */
  readonly fix?: () => void;
  /** Another run at the same time. */
  readonly beside?: Promise<PublishRun>;
  /** Ends what the setting started, and checks what only it can see. */
  readonly close?: () => Promise<void>;
}

const VERSION = '1.0';
const plain = async (sandbox: Sandbox): Promise<string[]> =>
  write(sandbox, await fiveFiles(VERSION));

/** Everything but a plain release that a fault needs. */
export const SETTINGS = {
  plain: async (sandbox: Sandbox): Promise<Setting> => ({ paths: await plain(sandbox) }),

  'failing-timestamp-authority': async (sandbox: Sandbox): Promise<Setting> => {
    const authority = await startServer(() => []);
    const config: unknown = JSON.parse(await readFile(sandbox.trustConfigPath, 'utf8'));
    const [rekor] = member(config, 'signingConfig', 'rekorTlogUrls') as object[];
    const signingConfig = member(config, 'signingConfig') as object;
    const tsaUrls = [{ ...rekor, url: `${authority.url}/api/v1/timestamp` }];
    const path = join(sandbox.directory, 'with-timestamps.json');
    const changed = { ...(config as object), signingConfig: { ...signingConfig, tsaUrls } };
    await writeFile(path, JSON.stringify(changed));
    return {
      paths: await plain(sandbox),
      options: { inputs: { 'sigstore-trust-config': path } },
      close: async () => {
        await authority.close();
        if (authority.requests.length > 0) throw new Error('the authority was asked');
      },
    };
  },

  'no-id-token-permission': async (sandbox: Sandbox): Promise<Setting> => {
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: undefined,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined,
    };
    return { paths: await plain(sandbox), options: { env } };
  },

  'again-in-the-same-workspace': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    const first = await publish(sandbox, { files: paths });
    // Another index would want them signed again; here they are gone from it.
    sandbox.index.state.files.splice(0);
    sandbox.index.state.projects.get(PROJECT)?.releases.clear();
    return { paths, options: { after: first } };
  },

  'published-before': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    await publish(sandbox, { files: paths });
    return { paths };
  },

  'other-bytes-there': async (sandbox: Sandbox): Promise<Setting> => {
    const [first] = await fiveFiles(VERSION);
    const tag = first?.filename.slice('sample_project-1.0-'.length, -'.whl'.length) ?? '';
    const other = wheel({ version: VERSION, tag, content: 'a = 2\n' });
    await publish(sandbox, { files: await write(sandbox, [other]) });
    return { paths: await plain(sandbox), fixed: await write(sandbox, await fiveFiles('1.1')) };
  },

  'same-bytes-there-unattested': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    await publish(sandbox, { files: paths.slice(0, 1), inputs: { attestations: 'false' } });
    return { paths };
  },

  'large-file': async (sandbox: Sandbox): Promise<Setting> => {
    const files = { 'data.bin': randomBytes(20_000_000) };
    const large = buildWheel({ name: PROJECT, version: VERSION, files });
    return { paths: await write(sandbox, [large]) };
  },

  'stray-file': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    return { paths: [...paths, await extraFile(sandbox, 'README.md', '# Hello\n')] };
  },

  'dead-proxy': async (sandbox: Sandbox): Promise<Setting> => {
    const proxy = `http://127.0.0.1:${await closedPort()}`;
    return {
      paths: await plain(sandbox),
      options: {
        env: { HTTPS_PROXY: proxy, https_proxy: proxy },
        inputs: { 'repository-url': 'https://index.invalid/legacy/' },
      },
    };
  },

  'no-files': async (sandbox: Sandbox): Promise<Setting> => ({
    paths: [],
    fixed: await plain(sandbox),
  }),

  'zip-sdist': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    const archive = buildZip({ members: [{ path: 'sample_project-1.0/PKG-INFO', content: 'x' }] });
    const zip = await extraFile(sandbox, 'sample_project-1.0.zip', archive);
    return { paths: [...paths.slice(0, -1), zip], fixed: paths };
  },

  'wheel-cut-short': async (sandbox: Sandbox): Promise<Setting> => {
    const [first = '', second = '', ...rest] = await plain(sandbox);
    const bytes = await readFile(second);
    const cut = await extraFile(sandbox, basename(second), bytes.subarray(0, bytes.length / 2));
    return { paths: [first, cut, ...rest], fixed: [first, second, ...rest] };
  },

  'filename-not-normalized': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    const { bytes } = wheel({ version: VERSION });
    const odd = await extraFile(sandbox, 'Sample.Project-1.0-py3-none-any.whl', bytes);
    return { paths: [...paths, odd], fixed: paths };
  },

  'record-mismatch': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    const init = { name: PROJECT, version: VERSION };
    const members = wheelMembers(init).map((part) =>
      part.path.endsWith('__init__.py') ? { ...part, content: 'other = True\n' } : part,
    );
    const odd = await extraFile(sandbox, buildWheel(init).filename, buildZip({ members }));
    return { paths: [...paths, odd] };
  },

  'nonsense-attestation': async (sandbox: Sandbox): Promise<Setting> => {
    const path = await extraFile(sandbox, 'hello.publish.attestation', '{"hello":1}');
    return {
      paths: await plain(sandbox),
      options: { inputs: { 'attestation-paths': path } },
    };
  },

  'attestation-for-one': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    const inputs = { paths: 'dist/*', 'sigstore-trust-config': sandbox.trustConfigPath };
    const attested = await publish(sandbox, {
      action: 'attest',
      files: paths.slice(0, 1),
      inputs,
    });
    const made = join(
      attested.workspace,
      'dist',
      `${basename(paths[0] ?? '')}.publish.attestation`,
    );
    return { paths, options: { inputs: { 'attestation-paths': made } } };
  },

  'unknown-publisher': async (sandbox: Sandbox): Promise<Setting> => {
    const { claims } = sandbox.github;
    sandbox.github.claims = { ...claims, environment: 'elsewhere' };
    return {
      paths: await plain(sandbox),
      fix: () => {
        sandbox.github.claims = claims;
      },
    };
  },

  'file-becomes-shorter': (sandbox: Sandbox) =>
    lastFileChanges(sandbox, (path) => truncate(path, 10)),

  'file-is-replaced': (sandbox: Sandbox) => lastFileChanges(sandbox, writeOtherBytes),

  'file-becomes-a-pipe': (sandbox: Sandbox) =>
    lastFileChanges(sandbox, async (path) => {
      await rm(path);
      await makePipe(path);
    }),

  'killed-before': async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    let send: SendSignal = () => undefined;
    const injection = inject(parseFaults(['upload#3=kill']), sandbox, (signal) => send(signal));
    const onStart = (kill: SendSignal) => {
      send = kill;
    };
    const run = await publish(sandbox, { files: paths, onStart });
    injection.end();
    if (run.exitCode !== null) throw new Error('the run was over before it was killed');
    return { paths };
  },

  race: async (sandbox: Sandbox): Promise<Setting> => {
    const paths = await plain(sandbox);
    return { paths, beside: publish(sandbox, { files: paths }) };
  },
} as const satisfies Readonly<Record<string, (sandbox: Sandbox) => Promise<Setting>>>;

export type SettingName = keyof typeof SETTINGS;

/** A release whose last file changes while the first one is uploaded. */
async function lastFileChanges(
  sandbox: Sandbox,
  change: (path: string) => Promise<void>,
): Promise<Setting> {
  const paths = await plain(sandbox);
  sandbox.index.settings.beforeCommit = async () => {
    sandbox.index.settings.beforeCommit = undefined;
    await change(await inWorkspace(sandbox, paths.at(-1)));
  };
  return { paths };
}

/** A file of the release as the run that is under way has it. */
async function inWorkspace(sandbox: Sandbox, path = ''): Promise<string> {
  const [run = ''] = (await readdir(sandbox.directory)).filter((name) => /^run-/.test(name));
  return join(sandbox.directory, run, 'workspace', 'dist', basename(path));
}

async function writeOtherBytes(path: string): Promise<void> {
  const bytes = await readFile(path);
  await writeFile(path, bytes.fill('x', bytes.length - 10));
}

async function extraFile(
  sandbox: Sandbox,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  const path = join(await mkdtemp(join(sandbox.directory, 'extra-')), name);
  await writeFile(path, content);
  return path;
}

/** A port of loopback at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => {
    server.close(done);
  });
  return port;
}
