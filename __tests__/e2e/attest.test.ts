import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { shownLog } from '../../sandbox/find-secrets.ts';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { openSandbox } from '../open-sandbox.ts';
import { sha256 } from '../sandbox/client.ts';
import { answer, refusal, withFault } from './faults.ts';
import { annotations, plainText, summaryTable } from './outcome.ts';
import { PREFIX, sdist, wheel } from './release.ts';
import { NONE, watch } from './requests.ts';
import {
  accepted,
  type FileToSign,
  listing,
  other,
  type SignOptions,
  sign,
  signedFiles,
  signFailure,
  verifiedBundle,
  workspaceOf,
  written,
} from './sign.ts';

const PUBLISH = 'https://docs.pypi.org/attestations/publish/v1';
const SLSA = 'https://slsa.dev/provenance/v1';
const WHEEL = `${PREFIX}-1.0-py3-none-any.whl`;

const sandbox = await openSandbox();

/** Every refusal is red, says that nothing was written, and is true. */
async function expectRefusal(run: PublishRun, code: string, before: readonly string[]) {
  const { text, ...failure } = signFailure(run);
  expect(failure.code).toBe(code);
  expect(run.exitCode).toBe(1);
  expect(run.stderr).toBe('');
  expect(text).toContain('Nothing was written.');
  expect(text).toContain(`#${code}`);
  expect(signedFiles(run)).toEqual([]);
  expect(run.outputs['attestation-paths']).toBe('');
  expect(plainText(run.summary)).toMatch(/^## Signing failed\n/);
  expect(plainText(run.summary)).toContain('Nothing was written.');
  expect(await listing(run)).toEqual(before);
  return text;
}

describe('a wheel, an sdist and a bill of materials', () => {
  let files: FileToSign[];
  let run: PublishRun;
  const seen = { github: 0, fulcio: 0, rekor: 0, index: 0 };

  beforeAll(async () => {
    files = [wheel({ version: '1.0' }), await sdist({ version: '1.0' }), other('sbom.json', '{}')];
    const requests = watch(sandbox);
    run = await sign(sandbox, files);
    const { github, fulcio, rekor, index } = requests();
    Object.assign(seen, {
      github: github.length,
      fulcio: fulcio.length,
      rekor: rekor.length,
      index: index.length,
    });
  });

  test('end well, with one ID token, one certificate and an entry each, and no index', () => {
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    const levels = ['error', 'warning', 'notice'] as const;
    expect(levels.flatMap((level) => annotations(run, level))).toEqual([]);
    expect(seen).toEqual({ github: 1, fulcio: 1, rekor: 3, index: 0 });
  });

  test('are signed beside themselves, distributions with attestations, others with bundles', async () => {
    const names = files.map(({ filename }) => filename);
    expect(await listing(run, 'dist')).toEqual(
      [
        ...names,
        `${WHEEL}.publish.attestation`,
        `${PREFIX}-1.0.tar.gz.publish.attestation`,
        'sbom.json.sigstore.json',
      ].sort(),
    );
    for (const { filename, bytes } of files) {
      expect(sha256(await readFile(join(run.workspace, 'dist', filename)))).toBe(sha256(bytes));
    }
  });

  test('have attestations that the index takes', async () => {
    for (const file of files.slice(0, 2)) {
      const path = join(run.workspace, 'dist', `${file.filename}.publish.attestation`);
      expect(await accepted(sandbox, file, [path])).toEqual([PUBLISH]);
    }
  });

  test('have a bundle with a message signature that verifies, logged as hashedrekord 0.0.1', async () => {
    const path = join(run.workspace, 'dist', 'sbom.json.sigstore.json');
    const bundle = await verifiedBundle(sandbox, path, Buffer.from('{}'));
    expect(bundle).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      messageSignature: {
        messageDigest: {
          algorithm: 'SHA2_256',
          digest: Buffer.from(sha256('{}'), 'hex').toString('base64'),
        },
      },
      verificationMaterial: {
        certificate: { rawBytes: expect.any(String) },
        tlogEntries: [{ kindVersion: { kind: 'hashedrekord', version: '0.0.1' } }],
      },
    });
    expect(bundle).not.toHaveProperty('dsseEnvelope');
    await expect(verifiedBundle(sandbox, path, Buffer.from('{} '))).rejects.toThrow('signature');
  });

  test('stand in the outputs', () => {
    const dist = join(run.workspace, 'dist');
    const made = (name: string) => (name === 'sbom.json' ? 'sigstore.json' : 'publish.attestation');
    expect(signedFiles(run)).toEqual(
      files.map(({ filename, bytes }) => ({
        name: filename,
        path: join(dist, filename),
        kind: filename === 'sbom.json' ? 'file' : 'distribution',
        sha256: sha256(bytes),
        written: [join(dist, `${filename}.${made(filename)}`)],
        'log-indexes': [expect.stringMatching(/^\d+$/)],
      })),
    );
    expect(run.outputs['attestation-paths']?.split('\n')).toEqual(
      signedFiles(run).flatMap((file) => file.written),
    );
    expect(Object.keys(run.outputs).sort()).toEqual(['attestation-paths', 'files']);
  });

  test('stand in the summary and the log with their log indexes', () => {
    expect(plainText(run.summary)).toMatch(/^## Signed 3 files\n/);
    expect(plainText(run.summary)).toContain('Signer: acme/widget, workflow release.yml');
    expect(summaryTable(run)).toEqual(
      signedFiles(run).map((file) => ({
        File: file.name,
        'SHA-256': file.sha256,
        'What was made': file.kind === 'file' ? 'Sigstore bundle' : 'PEP 740 attestation',
        'Log index': file['log-indexes'].join(', '),
      })),
    );
    for (const {
      name,
      'log-indexes': [index],
    } of signedFiles(run)) {
      expect(run.stdout).toContain(`${name}: signed, log index ${index}\n`);
    }
  });

  test('leave no token in what was said or written', async () => {
    const texts = await Promise.all(
      (await listing(run)).map((path) => readFile(join(run.workspace, path), 'latin1')),
    );
    // A mask names its secret, once: that is how the runner learns it.
    const said = shownLog(run.stdout);
    const all = [said, run.stderr, run.summary, JSON.stringify(run.outputs), ...texts].join('\n');
    const { issued, requestToken } = sandbox.github;
    expect(issued.length).toBeGreaterThan(0);
    expect([...issued, requestToken].filter((secret) => all.includes(secret))).toEqual([]);
  });
});

describe('a second run on `dist/*`', () => {
  let files: FileToSign[];
  let first: PublishRun;
  const again = (options: SignOptions = {}) =>
    sign(sandbox, [], { ...options, env: workspaceOf(first) });
  const texts = async () =>
    Promise.all(
      (await listing(first, 'dist')).map((path) =>
        readFile(join(first.workspace, 'dist', path), 'utf8'),
      ),
    );

  beforeAll(async () => {
    files = [wheel({ version: '1.0' }), await sdist({ version: '1.0' }), other('notes.txt')];
    first = await sign(sandbox, files, {
      inputs: { bundles: 'true', 'slsa-provenance': 'true' },
    });
    expect(first.exitCode).toBe(0);
  });

  test('is refused before any request, and names every file that is there', async () => {
    const [before, seen] = [await texts(), watch(sandbox)];
    const run = await again({ inputs: { bundles: 'true', 'slsa-provenance': 'true' } });
    const { code, text } = signFailure(run);
    expect([run.exitCode, code]).toEqual([1, 'invalid-configuration']);
    const named = text.split('\n').filter((line) => line.startsWith('- '));
    const kinds = ['publish', 'slsa'].flatMap((type) => [
      `${type}.attestation`,
      `${type}.sigstore.json`,
    ]);
    expect(named.map((line) => basename(line.slice(2))).sort()).toEqual(
      [
        ...kinds.map((kind) => `${WHEEL}.${kind}`),
        ...kinds.map((kind) => `${PREFIX}-1.0.tar.gz.${kind}`),
        'notes.txt.sigstore.json',
      ].sort(),
    );
    expect(text).toContain('`overwrite: true`');
    expect(seen()).toEqual(NONE);
    expect(await texts()).toEqual(before);
  });

  test('asks only about what it would write itself', async () => {
    const run = await again({ inputs: { paths: 'dist/*.whl' } });
    const named = signFailure(run)
      .text.split('\n')
      .filter((line) => line.startsWith('- '));
    expect(named.map((line) => basename(line.slice(2)))).toEqual([`${WHEEL}.publish.attestation`]);
  });

  test('signs anew with `overwrite`, and never its own attestations', async () => {
    const [before, there] = [await texts(), await listing(first, 'dist')];
    const run = await again({
      inputs: { overwrite: 'true', bundles: 'true', 'slsa-provenance': 'true' },
    });
    expect(run.exitCode).toBe(0);
    expect(signedFiles(run).map(({ name }) => name)).toEqual([
      WHEEL,
      `${PREFIX}-1.0.tar.gz`,
      'notes.txt',
    ]);
    expect(await listing(first, 'dist')).toEqual(there);
    const after = await texts();
    const changed = there.filter((_, at) => after[at] !== before[at]);
    expect(changed).toEqual(there.filter((name) => /attestation$|sigstore\.json$/.test(name)));
    const [wheelFile] = signedFiles(run);
    const [built] = files;
    if (!built) throw new Error('nothing was built');
    const attestations = wheelFile?.written.filter((path) => path.endsWith('.attestation')) ?? [];
    expect(await accepted(sandbox, built, attestations)).toEqual([PUBLISH, SLSA]);
  });

  test('signs elsewhere with `attestations-dir`', async () => {
    const run = await again({ inputs: { 'attestations-dir': 'signed/here' } });
    expect(run.exitCode).toBe(0);
    const directory = join(first.workspace, 'signed', 'here');
    expect(signedFiles(run).flatMap((file) => file.written)).toEqual(
      [
        `${WHEEL}.publish.attestation`,
        `${PREFIX}-1.0.tar.gz.publish.attestation`,
        'notes.txt.sigstore.json',
      ].map((name) => join(directory, name)),
    );
    expect(await listing(first, 'signed/here')).toHaveLength(3);
  });
});

describe('`bundles` and `slsa-provenance`', () => {
  const file = wheel({ version: '1.0' });
  let run: PublishRun;
  beforeAll(async () => {
    run = await sign(sandbox, [file], { inputs: { bundles: 'true', 'slsa-provenance': 'true' } });
  });

  test('write a bundle for each attestation that verifies by itself', async () => {
    expect(written(run)).toEqual(
      [
        'publish.attestation',
        'publish.sigstore.json',
        'slsa.attestation',
        'slsa.sigstore.json',
      ].map((ending) => `dist/${WHEEL}.${ending}`),
    );
    const bundles = signedFiles(run)[0]?.written.filter((path) => path.endsWith('.json')) ?? [];
    for (const path of bundles) {
      const bundle = await verifiedBundle(sandbox, path, file.bytes);
      expect(bundle).toMatchObject({
        verificationMaterial: { tlogEntries: [{ kindVersion: { kind: 'dsse' } }] },
        dsseEnvelope: { payloadType: 'application/vnd.in-toto+json' },
      });
    }
  });

  test('make an attestation of each type that the index takes together', async () => {
    const [publishes, , slsa] = signedFiles(run)[0]?.written ?? [];
    expect(await accepted(sandbox, file, [publishes ?? '', slsa ?? ''])).toEqual([PUBLISH, SLSA]);
    expect(signedFiles(run)[0]?.['log-indexes']).toHaveLength(2);
  });

  test('name in the provenance the run that signed', async () => {
    const text = await readFile(join(run.workspace, 'dist', `${WHEEL}.slsa.attestation`), 'utf8');
    const { envelope } = JSON.parse(text) as { envelope: { statement: string } };
    const statement: unknown = JSON.parse(Buffer.from(envelope.statement, 'base64').toString());
    const { claims } = sandbox.github;
    expect(statement).toMatchObject({
      subject: [{ name: WHEEL, digest: { sha256: sha256(file.bytes) } }],
      predicateType: SLSA,
      predicate: {
        buildDefinition: {
          buildType: 'https://actions.github.io/buildtypes/workflow/v1',
          externalParameters: {
            workflow: {
              ref: 'refs/tags/v1.0.0',
              repository: 'https://github.com/acme/widget',
              path: '.github/workflows/release.yml',
            },
          },
          internalParameters: {
            github: { event_name: 'push', runner_environment: 'github-hosted' },
          },
          resolvedDependencies: [
            {
              uri: 'git+https://github.com/acme/widget@refs/tags/v1.0.0',
              digest: { gitCommit: claims['sha'] },
            },
          ],
        },
        runDetails: {
          builder: {
            id: 'https://github.com/acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0',
          },
          metadata: {
            invocationId: 'https://github.com/acme/widget/actions/runs/16204891234/attempts/1',
          },
        },
      },
    });
  });
});

describe('`paths`', () => {
  const names = (run: PublishRun) => signedFiles(run).map(({ name }) => name);
  const FILES = ['a.txt', 'b c.txt', "d'e.txt", 'sub/f.txt', 'sub/deep/g.txt'].map((name) =>
    other(name),
  );

  test.each([
    [
      'blanks and line ends',
      'dist/a.txt   dist/sub/*.txt\n\tdist/sub/deep/*',
      ['a.txt', 'g.txt', 'f.txt'],
    ],
    ['double and single quotes', `"dist/b c.txt" 'dist/a.txt'`, ['a.txt', 'b c.txt']],
    ['quotes within a word', `dist/"b c".t*`, ['b c.txt']],
    ['one kind of quote within the other', `"dist/d'e.txt"`, ["d'e.txt"]],
    ['a directory with a slash', 'dist/sub/', ['f.txt']],
    ['backslashes, as on Windows', 'dist\\sub\\*.txt', ['f.txt']],
    ['any depth', 'dist/sub/**', ['g.txt', 'f.txt']],
    ['what a pattern with `!` takes out', 'dist/*.txt !dist/*c.txt "!dist/d*"', ['a.txt']],
    ['the same file twice', 'dist/a.txt dist/a.*', ['a.txt']],
  ])('takes %s', async (_, paths, expected) => {
    const run = await sign(sandbox, FILES, { inputs: { paths } });
    expect(signFailure(run).text).toBe('');
    expect(names(run)).toEqual(expected);
    expect(await listing(run, 'dist')).toHaveLength(FILES.length + expected.length);
  });

  test('empty is `dist/*`, and hidden files and folders are passed over', async () => {
    const run = await sign(sandbox, [...FILES, other('.gitignore')], { inputs: { paths: '' } });
    expect(names(run)).toEqual(['a.txt', 'b c.txt', "d'e.txt"]);
  });

  test('that match nothing stop the run before any request', async () => {
    const seen = watch(sandbox);
    const run = await sign(sandbox, [other('a.txt')], {
      inputs: { paths: 'dist/*.whl dist/*.zip' },
    });
    const text = await expectRefusal(run, 'no-distributions', ['dist/a.txt']);
    expect(text).toContain('dist/*.whl, dist/*.zip names no file');
    expect(seen()).toEqual(NONE);
  });

  test('that name a directory without a slash say how its files are named', async () => {
    const run = await sign(sandbox, [other('a.txt')], { inputs: { paths: 'dist' } });
    const text = await expectRefusal(run, 'no-distributions', ['dist/a.txt']);
    expect(text).toContain('`dist/*` or `dist/`');
  });

  test('that do not reach the folder of an artifact stop the run before any request', async () => {
    const nested = wheel({ version: '1.0' });
    const seen = watch(sandbox);
    const inFolder = { ...nested, filename: `wheels/${nested.filename}` };
    const run = await sign(sandbox, [await sdist({ version: '1.0' }), inFolder]);
    expect(signFailure(run).code).toBe('incomplete-release');
    expect(signFailure(run).text).toContain(`dist/wheels/${nested.filename}`);
    expect(signFailure(run).text).toContain('`dist/**`');
    expect(seen()).toEqual(NONE);
  });

  test('that match attestations only say so', async () => {
    const run = await sign(sandbox, [other('a.whl.publish.attestation')]);
    const before = ['dist/a.whl.publish.attestation'];
    const text = await expectRefusal(run, 'no-distributions', before);
    expect(text).toContain('only attestations (a.whl.publish.attestation)');
  });

  test('with one pattern of several that matches nothing warn of it', async () => {
    const run = await sign(sandbox, [other('a.txt')], {
      inputs: { paths: 'dist/*.txt sbom*.json' },
    });
    expect(run.exitCode).toBe(0);
    expect(annotations(run, 'warning')).toEqual([
      '`paths` names sbom*.json, which matches no file.',
    ]);
  });

  test('that name a file which is not there are refused', async () => {
    const seen = watch(sandbox);
    const run = await sign(sandbox, [other('a.txt')], { inputs: { paths: 'dist/* sbom.json' } });
    const text = await expectRefusal(run, 'invalid-configuration', ['dist/a.txt']);
    expect(text).toContain('names sbom.json, and there is no such file');
    expect(seen()).toEqual(NONE);
  });

  test('with a quote that is never closed are refused, with all else that is wrong', async () => {
    const run = await sign(sandbox, [other('a.txt')], {
      inputs: { paths: 'dist/"a.txt', overwrite: 'maybe', 'signing-concurrency': '0' },
    });
    const text = await expectRefusal(run, 'invalid-configuration', ['dist/a.txt']);
    expect(text).toContain('`paths` has a quote that is never closed.');
    expect(text).toContain('`overwrite` is "maybe"');
    expect(text).toContain('`signing-concurrency` is "0"');
  });
});

describe('what is a distribution', () => {
  test('a wheel that is not valid is refused before any request, whatever else there is', async () => {
    const seen = watch(sandbox);
    const files = [other(WHEEL, 'no archive'), await sdist({ version: '1.0' }), other('a.txt')];
    const run = await sign(sandbox, files);
    const before = files.map(({ filename }) => `dist/${filename}`).sort();
    const text = await expectRefusal(run, 'invalid-distribution', before);
    expect(text).toContain(WHEEL);
    expect(seen()).toEqual(NONE);
  });

  test.each([
    ['renamed.whl', 'invalid-distribution'],
    [`${PREFIX}-1.0.tar.gz`, 'invalid-distribution'],
  ])('%s that is not valid is refused too', async (name, code) => {
    const run = await sign(sandbox, [other(name)]);
    await expectRefusal(run, code, [`dist/${name}`]);
  });

  test('an archive without the name of a distribution is any file', async () => {
    const files = ['tool-linux-x86_64.tar.gz', 'docs-1.0.zip', 'v1.0.tar.gz'].map((name) =>
      other(name),
    );
    const run = await sign(sandbox, files);
    expect(run.exitCode).toBe(0);
    expect(signedFiles(run).map(({ kind }) => kind)).toEqual(['file', 'file', 'file']);
  });

  test('an empty file and one of many megabytes are signed alike', async () => {
    const large = { filename: 'large.bin', bytes: Buffer.alloc(24 * 1024 * 1024, 7) };
    const run = await sign(sandbox, [other('empty', ''), large]);
    expect(run.exitCode).toBe(0);
    const [first, second] = signedFiles(run);
    await verifiedBundle(sandbox, first?.written[0] ?? '', Buffer.alloc(0));
    await verifiedBundle(sandbox, second?.written[0] ?? '', large.bytes);
  });

  test('a link to nothing is refused, a link to a file is signed as the file', async () => {
    const prepared = await sign(sandbox, [other('a.txt')]);
    const dist = join(prepared.workspace, 'dist');
    await symlink('a.txt', join(dist, 'link.txt'));
    const env = workspaceOf(prepared);
    const good = await sign(sandbox, [], { env, inputs: { paths: 'dist/link.txt' } });
    expect(signedFiles(good).map((file) => file.sha256)).toEqual([sha256('a.txt')]);
    await symlink('nowhere', join(dist, 'broken.txt'));
    const bad = await sign(sandbox, [], { env, inputs: { paths: 'dist/b*' } });
    expect(signFailure(bad)).toMatchObject({
      code: 'invalid-configuration',
      text: expect.stringContaining('broken.txt cannot be signed: it is a link to nothing'),
    });
  });
});

describe('places that cannot be written to', () => {
  test('two files for one place are refused before any request', async () => {
    const seen = watch(sandbox);
    const run = await sign(sandbox, [other('a/sbom.json'), other('b/sbom.json')], {
      inputs: { paths: 'dist/**', 'attestations-dir': 'signed' },
    });
    const before = ['dist/a/sbom.json', 'dist/b/sbom.json'];
    const text = await expectRefusal(run, 'invalid-configuration', before);
    for (const path of before) expect(text.replaceAll('\\', '/')).toContain(path);
    expect(seen()).toEqual(NONE);
  });

  test('two files of one name are signed beside themselves', async () => {
    const run = await sign(sandbox, [other('a/sbom.json', '1'), other('b/sbom.json', '2')], {
      inputs: { paths: 'dist/**' },
    });
    expect(written(run)).toEqual([
      'dist/a/sbom.json.sigstore.json',
      'dist/b/sbom.json.sigstore.json',
    ]);
  });

  test('an `attestations-dir` that is a file is refused before any request', async () => {
    const seen = watch(sandbox);
    const run = await sign(sandbox, [other('a.txt')], {
      inputs: { 'attestations-dir': 'dist/a.txt' },
    });
    const text = await expectRefusal(run, 'invalid-configuration', ['dist/a.txt']);
    expect(text).toContain('it is no directory');
    expect(seen()).toEqual(NONE);
  });

  test('a place that fails in the end leaves none of the others written', async () => {
    const prepared = await sign(sandbox, [other('a.txt'), other('b.txt')], {
      inputs: { paths: 'nothing*' },
    });
    const taken = join(prepared.workspace, 'dist', 'b.txt.sigstore.json');
    await mkdir(taken);
    await writeFile(join(taken, 'content'), '');
    const run = await sign(sandbox, [], {
      env: workspaceOf(prepared),
      inputs: { paths: 'dist/a.txt dist/b.txt', overwrite: 'true' },
    });
    expect(signFailure(run)).toMatchObject({
      code: 'invalid-configuration',
      text: expect.stringContaining('Attestations cannot be written'),
    });
    expect(signedFiles(run)).toEqual([]);
    expect(await listing(prepared, 'dist')).toEqual([
      'a.txt',
      'b.txt',
      'b.txt.sigstore.json/content',
    ]);
  });
});

describe('nothing is written', () => {
  test('when one entry of many is refused', async () => {
    const files = [...Array(6).keys()].map((at) => other(`${at}.txt`));
    const wheels = [wheel({ version: '1.0' }), wheel({ version: '1.1' })];
    const run = await withFault(
      sandbox.sigstore.rekor,
      '/entries',
      (count, request, response) =>
        count === 6 && answer(request, response, 400, refusal(400, 'no')),
      () => sign(sandbox, [...wheels, ...files]),
    );
    const before = [...wheels, ...files].map(({ filename }) => `dist/${filename}`).sort();
    await expectRefusal(run, 'transparency-log-unavailable', before);
  });

  test('without `id-token: write`, and nobody is asked', async () => {
    const seen = watch(sandbox);
    const run = await sign(sandbox, [wheel({ version: '1.0' })], {
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined },
    });
    const text = await expectRefusal(run, 'no-id-token-permission', [`dist/${WHEEL}`]);
    expect(text).toMatch(/permissions:\n {2}id-token: write/);
    expect(seen()).toEqual(NONE);
  });

  test('with a trust config that is not valid, and nobody is asked', async () => {
    const seen = watch(sandbox);
    const run = await sign(sandbox, [other('a.txt')], {
      inputs: { 'sigstore-trust-config': 'dist/a.txt' },
    });
    await expectRefusal(run, 'invalid-trust-config', ['dist/a.txt']);
    expect(seen()).toEqual(NONE);
  });
});

test('the bundle of the first entry of a log has its zeros, without which others refuse it', async () => {
  const fresh = await startSandbox();
  try {
    const run = await sign(fresh, [other('a.txt'), wheel({ version: '1.0' })], {
      inputs: { bundles: 'true', 'signing-concurrency': '1' },
    });
    const paths = signedFiles(run).flatMap((file) => file.written);
    const proofs = await Promise.all(
      paths
        .filter((path) => path.endsWith('.json'))
        .map(async (path) => {
          const bundle = await verifiedBundle(fresh, path, Buffer.from('a.txt'));
          return bundle.verificationMaterial.tlogEntries[0];
        }),
    );
    expect(proofs).toMatchObject([
      { inclusionProof: { logIndex: '0', treeSize: '1', hashes: [] } },
      { inclusionProof: { logIndex: '1', treeSize: '2', hashes: [expect.any(String)] } },
    ]);
  } finally {
    await fresh.close();
  }
});

test('a reusable workflow signs for the workflow that the event started', async () => {
  const usual = sandbox.github.claims;
  sandbox.github.claims = {
    ...usual,
    job_workflow_ref: 'acme/shared/.github/workflows/build.yml@refs/heads/main',
  };
  const file = wheel({ version: '1.0' });
  const run = await sign(sandbox, [file]);
  sandbox.github.claims = usual;
  expect(run.exitCode).toBe(0);
  expect(await accepted(sandbox, file, signedFiles(run)[0]?.written ?? [])).toEqual([PUBLISH]);
});
