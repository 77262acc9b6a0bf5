import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PublishRun } from '../../sandbox/publish-run.ts';
import { publish } from '../../sandbox/run.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type AttestationJson, attest } from '../sandbox/client.ts';
import { answer, NOT_TODAY, withFault } from './faults.ts';
import { annotations, counts, failure, reportedFiles } from './outcome.ts';
import { PREFIX, sdist, wheel } from './release.ts';
import { NONE, type Requests, watch } from './requests.ts';
import { other, sign, signedFiles, workspaceOf } from './sign.ts';

const PUBLISH = 'https://docs.pypi.org/attestations/publish/v1';
const SLSA = 'https://slsa.dev/provenance/v1';

// Of a branch: a tag that names another version than the files would be a warning.
const sandbox = await openSandbox({ claims: { ref: 'refs/heads/main' } });
let version = 0;
/** A wheel of a version that the index does not have. */
let built: BuiltDistribution;
beforeEach(() => {
  version += 1;
  built = wheel({ version: `${version}.0` });
});

/** Files of `dist/` by name; a value that is no text or bytes is written as JSON. */
type Files = Readonly<Record<string, unknown>>;

/** Publishes the wheel with more files in `dist/`, and says what was asked of whom. */
async function bring(
  files: Files,
  inputs: Readonly<Record<string, string>> = {},
): Promise<{ run: PublishRun; seen: Requests }> {
  const directory = await mkdtemp(join(sandbox.directory, 'built-'));
  await writeFile(join(directory, built.filename), built.bytes);
  for (const [name, content] of Object.entries(files)) {
    const isPlain = typeof content === 'string' || Buffer.isBuffer(content);
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), isPlain ? content : JSON.stringify(content));
  }
  const seen = watch(sandbox);
  const paths = Object.keys(files).map((name) => `dist/${name}`);
  const run = await publish(sandbox, {
    directory,
    inputs: { 'attestation-paths': paths.join('\n'), ...inputs },
  });
  return { run, seen: seen() };
}

/** The attestations that the index has of its newest file, by predicate type. */
function stored(): ReadonlyMap<string, unknown> {
  const file = sandbox.index.files.at(-1);
  expect(file?.filename).toBe(built.filename);
  const attestations = (file?.attestations ?? []) as readonly AttestationJson[];
  return new Map(attestations.map((attestation) => [typeOf(attestation), attestation]));
}

function typeOf({ envelope }: AttestationJson): string {
  const statement: unknown = JSON.parse(Buffer.from(envelope.statement, 'base64').toString());
  return (statement as { predicateType: string }).predicateType;
}

/** The Sigstore bundle of an attestation, as actions/attest writes it; `change` bends it. */
const bundleOf = (
  { verification_material: material, envelope }: AttestationJson,
  change: { readonly entries?: readonly object[]; readonly type?: string } = {},
) => ({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: {
    certificate: { rawBytes: material.certificate },
    tlogEntries: change.entries ?? material.transparency_entries,
    timestampVerificationData: { rfc3161Timestamps: [] },
  },
  dsseEnvelope: {
    payload: envelope.statement,
    payloadType: change.type ?? 'application/vnd.in-toto+json',
    signatures: [{ sig: envelope.signature, keyid: '' }],
  },
});

const slsa = (file: BuiltDistribution) =>
  attest(sandbox, file, { statement: { predicateType: SLSA, predicate: {} } });

describe('attestations of the attest action', () => {
  test('of an earlier step travel to the index, both types, and nothing is signed again', async () => {
    const files = [built, await sdist({ version: `${version}.0` })];
    const signed = await sign(sandbox, files, { inputs: { 'slsa-provenance': 'true' } });
    const seen = watch(sandbox);
    const run = await publish(sandbox, {
      env: workspaceOf(signed),
      inputs: { 'attestation-paths': 'dist/*.publish.attestation\ndist/*.slsa.attestation' },
    });
    expect(failure(run).text).toBe('');
    expect(run.exitCode).toBe(0);
    expect(counts(run)).toEqual({ uploaded: 2, skipped: 0, failed: 0 });
    expect([...seen().fulcio, ...seen().rekor]).toEqual([]);
    expect(annotations(run, 'warning')).toEqual([]);
    for (const { name, written } of signedFiles(signed)) {
      const file = sandbox.index.files.find(({ filename }) => filename === name);
      const texts = await Promise.all(written.map((path) => readFile(path, 'utf8')));
      expect(file?.attestations).toEqual(texts.map((text): unknown => JSON.parse(text)));
      const [publishes] = (file?.attestations ?? []) as AttestationJson[];
      const reported = reportedFiles(run).find((one) => one.name === name);
      const entry = publishes?.verification_material.transparency_entries[0];
      expect(reported?.['log-index']).toBe(entry?.['logIndex']);
      expect(basename(reported?.attestation ?? '')).toBe(`${name}.publish.attestation`);
    }
  });

  test('of another job of the workflow do too', async () => {
    const signed = await sign(sandbox, [built]);
    const [path = ''] = signedFiles(signed)[0]?.written ?? [];
    const { run, seen } = await bring({ [basename(path)]: await readFile(path) });
    expect(run.exitCode).toBe(0);
    expect([...seen.fulcio, ...seen.rekor]).toEqual([]);
    expect([...stored().keys()]).toEqual([PUBLISH]);
  });

  test('are one of two: the other is signed beside them', async () => {
    const provenance = await slsa(built);
    const { run, seen } = await bring({ 'a.slsa.attestation': provenance });
    expect(run.exitCode).toBe(0);
    expect(seen.rekor).toHaveLength(1);
    expect(stored().get(SLSA)).toEqual(provenance);
    expect([...stored().keys()].sort()).toEqual([PUBLISH, SLSA]);
  });

  test('leave the provenance to be signed where it is asked for', async () => {
    const own = await attest(sandbox, built);
    const { run, seen } = await bring(
      { 'a.publish.attestation': own },
      { 'slsa-provenance': 'true' },
    );
    expect(run.exitCode).toBe(0);
    expect(seen.rekor).toHaveLength(1);
    expect(stored().get(PUBLISH)).toEqual(own);
    expect([...stored().keys()].sort()).toEqual([PUBLISH, SLSA]);
  });

  test('in `dist/` are no distributions, and are sent only where they are named', async () => {
    const provenance = await slsa(built);
    const { run } = await bring({ 'a.slsa.attestation': provenance }, { 'attestation-paths': '' });
    expect(run.exitCode).toBe(0);
    expect([...stored().keys()]).toEqual([PUBLISH]);
  });
});

test('`slsa-provenance: true` signs both, and the index takes both', async () => {
  const { run, seen } = await bring({}, { 'slsa-provenance': 'true' });
  expect(run.exitCode).toBe(0);
  expect([seen.fulcio.length, seen.rekor.length]).toEqual([1, 2]);
  expect([...stored().keys()].sort()).toEqual([PUBLISH, SLSA]);
  const directory = run.outputs['attestations-dir'] ?? '';
  const [publishes, provenance] = await Promise.all(
    ['publish', 'slsa'].map(
      async (type): Promise<unknown> =>
        JSON.parse(
          await readFile(join(directory, `${built.filename}.${type}.attestation`), 'utf8'),
        ),
    ),
  );
  expect([stored().get(PUBLISH), stored().get(SLSA)]).toEqual([publishes, provenance]);
  expect(reportedFiles(run)[0]?.attestation).toContain('.publish.attestation');
});

describe('Sigstore bundles', () => {
  test('as JSON become attestations', async () => {
    const provenance = await slsa(built);
    const { run } = await bring({
      'provenance.json': JSON.stringify(bundleOf(provenance), null, 2),
    });
    expect(run.exitCode).toBe(0);
    expect(stored().get(SLSA)).toEqual(provenance);
  });

  test('as JSON lines do too, each for its own file; one of another file is a warning', async () => {
    const stranger = wheel({ name: 'stranger', version: '1.0' });
    const both = [await slsa(built), await slsa(stranger), await attest(sandbox, built)];
    const lines = both.map((one) => `${JSON.stringify(bundleOf(one))}\r\n`).join('\n');
    const { run, seen } = await bring({ 'attestation.jsonl': lines });
    expect(run.exitCode).toBe(0);
    expect([...seen.fulcio, ...seen.rekor]).toEqual([]);
    expect([...stored().values()]).toEqual([both[0], both[2]]);
    expect(annotations(run, 'warning')).toEqual([
      expect.stringMatching(/attestation\.jsonl: about stranger-1\.0-.*not in this release/),
    ]);
  });

  test('that the attest action wrote do too', async () => {
    const signed = await sign(sandbox, [built], { inputs: { bundles: 'true' } });
    const path = signedFiles(signed)[0]?.written.find((one) => one.endsWith('.json')) ?? '';
    const { run, seen } = await bring({ [basename(path)]: await readFile(path) });
    expect(run.exitCode).toBe(0);
    expect(seen.rekor).toEqual([]);
    expect([...stored().keys()]).toEqual([PUBLISH]);
  });
});

describe('refused before any request, with the reason:', () => {
  const subject = (name: string) => ({ name, digest: { sha256: 'a'.repeat(64) } });
  const withKind = async (kind: string, kindVersion: string) => {
    const one = await attest(sandbox, built);
    const [entry = {}] = one.verification_material.transparency_entries;
    return bundleOf(one, { entries: [{ ...entry, kindVersion: { kind, version: kindVersion } }] });
  };

  test.each<readonly [string, RegExp, () => Promise<unknown>]>([
    [
      'a statement about several files',
      /several subjects/,
      async () =>
        bundleOf(
          await attest(sandbox, built, { statement: { subject: [subject('a'), subject('b')] } }),
        ),
    ],
    [
      'an `intoto` entry',
      /intoto 0\.0\.2, and the index accepts only entries that are dsse 0\.0\.1/,
      () => withKind('intoto', '0.0.2'),
    ],
    [
      'an entry of Rekor v1 that claims to be a hashedrekord entry of Rekor v2',
      /an entry of a Rekor v2 log has no time/,
      () => withKind('hashedrekord', '0.0.2'),
    ],
    [
      'an entry of Rekor v1 that claims to be a dsse entry of Rekor v2',
      /an entry of a Rekor v2 log has no time/,
      () => withKind('dsse', '0.0.2'),
    ],
    [
      'an attestation object with such an entry',
      /integratedTime: an entry of a Rekor v2 log has no time/,
      async () => {
        const one = await attest(sandbox, built);
        for (const entry of one.verification_material.transparency_entries) {
          entry.kindVersion = { kind: 'dsse', version: '0.0.2' };
        }
        return one;
      },
    ],
    [
      'a bundle without log entry, as GitHub signs for private repositories',
      /no transparency log entry: it comes from GitHub's own Sigstore/,
      async () => bundleOf(await attest(sandbox, built), { entries: [] }),
    ],
    [
      'another predicate type',
      /predicateType/,
      async () =>
        bundleOf(
          await attest(sandbox, built, {
            statement: { predicateType: 'https://spdx.dev/Document' },
          }),
        ),
    ],
    [
      'an envelope of another payload',
      /signs no in-toto statement/,
      async () => bundleOf(await attest(sandbox, built), { type: 'text/plain' }),
    ],
    [
      'a bundle of a plain signature',
      /signs no in-toto statement/,
      async () => {
        const run = await sign(sandbox, [other('sbom.json')]);
        return readFile(signedFiles(run)[0]?.written[0] ?? '');
      },
    ],
    ['an empty file', /it is no JSON/, async () => ''],
    ['garbage', /it is no JSON/, async () => Buffer.from([0, 255, 7, 200])],
    ['half a bundle', /it is no JSON/, async () => '{"mediaType":"application/vnd.dev.sig'],
    ['`null`', /neither a PEP 740 attestation nor a Sigstore bundle/, async () => 'null'],
    ['a list', /neither a PEP 740 attestation nor a Sigstore bundle/, async () => [{}]],
    ['some object', /neither a PEP 740 attestation nor a Sigstore bundle/, async () => ({ a: 1 })],
    [
      'a bundle with nothing in it',
      /no in-toto statement/,
      async () => ({
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {},
      }),
    ],
    [
      'half an attestation',
      /it is no PEP 740 attestation \(envelope/,
      async () => ({ ...(await attest(sandbox, built)), envelope: undefined }),
    ],
    ['brackets without end', /it is no JSON|too deep|nested/, async () => '['.repeat(200_000)],
  ])('%s', async (_name, reason, make) => {
    const { run, seen } = await bring({ 'brought.json': await make() });
    const { code, text } = failure(run);
    expect(text).toMatch(reason);
    expect([run.exitCode, run.stderr, code]).toEqual([1, '', 'invalid-attestation']);
    expect(text).toContain('brought.json: ');
    expect(text).toContain('Nothing was uploaded.');
    expect(text).toContain('`attestation-paths`');
    expect(seen).toEqual(NONE);
  });

  test('two of one type for one file', async () => {
    const [first, second] = [await attest(sandbox, built), await attest(sandbox, built)];
    const { run, seen } = await bring({ 'one.json': first, 'two.json': bundleOf(second) });
    expect(failure(run).code).toBe('invalid-attestation');
    expect(failure(run).text).toContain(
      `two.json: a second attestation of ${PUBLISH} for ${built.filename}`,
    );
    expect(seen).toEqual(NONE);
  });

  test('all that is wrong at once', async () => {
    const { run } = await bring({ 'a.json': 'x', 'b.json': '{}', 'c.json': await slsa(built) });
    const problems = failure(run)
      .text.split('\n')
      .filter((line) => line.startsWith('- '));
    expect(problems.map((line) => /([abc])\.json: /.exec(line)?.[1])).toEqual(['a', 'b']);
  });

  test('a pattern that names no file', async () => {
    const { run, seen } = await bring({}, { 'attestation-paths': 'signed/*.attestation' });
    expect(failure(run).code).toBe('invalid-configuration');
    expect(failure(run).text).toContain('signed/*.attestation');
    expect(seen).toEqual(NONE);
  });

  test.each([{ attestations: 'false' }, { password: 'pypi-token' }])(
    'a run with %j, which sends none',
    async (inputs) => {
      const { run, seen } = await bring({ 'a.json': await attest(sandbox, built) }, inputs);
      expect(failure(run).code).toBe('invalid-configuration');
      expect(failure(run).text).toContain('`attestation-paths` needs Trusted Publishing');
      expect(seen).toEqual(NONE);
    },
  );
});

describe('refused by verification, before anything is signed or uploaded:', () => {
  const refused = async (attestation: AttestationJson, reason: RegExp) => {
    const { run, seen } = await bring({ 'brought.attestation': attestation });
    const { code, text } = failure(run);
    expect(text).toMatch(reason);
    expect([run.exitCode, run.stderr, code]).toEqual([1, '', 'invalid-attestation']);
    expect(text).toContain(built.filename);
    expect(text).toContain('Leave it out of `attestation-paths`');
    expect(text).not.toContain('report it');
    expect([seen.fulcio, seen.rekor, seen.uploads]).toEqual([[], [], []]);
  };

  test('the attestation of another workflow', async () => {
    const workflow_ref = 'acme/widget/.github/workflows/build.yml@refs/tags/v1.0.0';
    await refused(
      await attest(sandbox, built, { claims: { workflow_ref } }),
      /workflow is .*build\.yml@.*, not .*release\.yml@/,
    );
  });

  test('the attestation of another repository', async () => {
    await refused(
      await attest(sandbox, built, { claims: { repository: 'acme/gadget' } }),
      /repository is https:\/\/github\.com\/acme\/gadget, not/,
    );
  });

  test('the attestation of another Sigstore', async () => {
    const stranger = await startSandbox();
    try {
      await refused(await attest(stranger, built), /does not verify/);
    } finally {
      await stranger.close();
    }
  });

  test('another signature', async () => {
    const [one, two] = [await attest(sandbox, built), await slsa(built)];
    one.envelope.signature = two.envelope.signature;
    await refused(one, /does not verify/);
  });

  test('the same bytes under another name', async () => {
    const name = `${PREFIX}-99.0-py3-none-any.whl`;
    await refused(await attest(sandbox, built, { name }), /it is about sample_project-99\.0/);
  });
});

describe('an attestation of a file that is not in the release', () => {
  test('is a warning, and the file gets one of its own', async () => {
    const stranger = wheel({ name: 'stranger', version: '1.0' });
    const { run, seen } = await bring({ 'a.attestation': await attest(sandbox, stranger) });
    expect(run.exitCode).toBe(0);
    expect(annotations(run, 'warning')).toEqual([
      expect.stringContaining(`about ${stranger.filename}, which is not in this release`),
    ]);
    expect(seen.rekor).toHaveLength(1);
    expect([...stored().keys()]).toEqual([PUBLISH]);
  });

  test('is one of the same name with other bytes, too', async () => {
    const rebuilt = wheel({ version: `${version}.0`, content: 'a = 2\n' });
    const { run, seen } = await bring({ 'a.attestation': await attest(sandbox, rebuilt) });
    expect(run.exitCode).toBe(0);
    expect(annotations(run, 'warning')).toHaveLength(1);
    expect(seen.rekor).toHaveLength(1);
  });
});

test('with all that is needed brought along, a Sigstore that is down does not matter', async () => {
  const own = await attest(sandbox, built);
  const { run } = await withFault(
    sandbox.sigstore.fulcio,
    '/signingCert',
    (_count, request, response) => answer(request, response, 503, NOT_TODAY),
    () => bring({ 'a.attestation': own }),
  );
  expect(run.exitCode).toBe(0);
  expect(stored().get(PUBLISH)).toEqual(own);
});

test('what is brought travels where the rest cannot be signed and need not be', async () => {
  const own = await attest(sandbox, built);
  const { run } = await withFault(
    sandbox.sigstore.fulcio,
    '/signingCert',
    (_count, request, response) => answer(request, response, 503, NOT_TODAY),
    () =>
      bring(
        { 'a.attestation': own },
        { attestations: 'if-available', 'slsa-provenance': 'true', 'sigstore-retry-minutes': '0' },
      ),
  );
  expect(run.exitCode).toBe(0);
  expect([...stored().keys()]).toEqual([PUBLISH]);
  expect(stored().get(PUBLISH)).toEqual(own);
  expect(annotations(run, 'warning').join()).toContain('Publishing without new attestations');
});
