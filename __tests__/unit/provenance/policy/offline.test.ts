import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bundleToJSON } from '@sigstore/bundle';
import { NO_DEMANDS } from '../../../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import type { VerificationSubject } from '../../../../src/provenance/subject.ts';
import type { Attestation } from '../../../../src/sigstore/model/attestation.ts';
import { attestationBundleText } from '../../../../src/sigstore/read/bundle-conversion.ts';
import { packEvidence } from '../../../../src/verify/evidence/make-pack.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import {
  asSubject,
  findingOf,
  type IndexFile,
  openEvidenceWorld,
  rules,
} from '../evidence-world.ts';
import { PIN } from '../identity/identities.ts';

const world = await openEvidenceWorld();
const folder = await mkdtemp(join(tmpdir(), 'offline-'));
let count = 0;

const fresh = () => world.upload(`offline${++count}`, '1.0');

/** How many requests the index gets while something is done. */
async function requests(work: () => Promise<unknown>): Promise<number> {
  const before = world.index.received.length;
  await work();
  return world.index.received.length - before;
}

/** A file on disk whose bytes are what the index has of it. */
async function onDisk(): Promise<{ file: IndexFile; path: string; attestation: Attestation }> {
  const bytes = `bytes ${++count}`;
  const file = await world.upload(`disk${count}`, '1.0', { bytes });
  const path = join(folder, file.filename);
  await writeFile(path, bytes);
  const [attestation] = file.provenance?.attestation_bundles[0]?.attestations ?? [];
  return { file, path, attestation: attestation as Attestation };
}

describe('offline, a file at hand', () => {
  test('is verified by the provenance beside it, and nobody is asked', async () => {
    const { file, path } = await onDisk();
    await writeFile(`${path}.provenance`, JSON.stringify(file.provenance));
    const asked = await requests(async () => {
      const item = await world.item({ from: 'file', path }, { offline: true });
      expect(item).toMatchObject({ verdict: 'verified', evidence: 'beside' });
      expect(item.subject).toMatchObject({ project: file.project, sha256: file.sha256 });
    });
    expect(asked).toBe(0);
  });

  test.each<[string, (attestation: Attestation) => string]>([
    ['.publish.attestation', (attestation) => JSON.stringify(attestation)],
    ['.sigstore.json', attestationBundleText],
    ['.sigstore', (attestation) => `${attestationBundleText(attestation)}\n`],
  ])('is verified by %s beside it', async (ending, textOf) => {
    const { path, attestation } = await onDisk();
    await writeFile(path + ending, textOf(attestation));
    const item = await world.item({ from: 'file', path }, { offline: true });
    expect(item).toMatchObject({ verdict: 'verified', evidence: 'beside' });
  });

  test('without anything beside it was not checked', async () => {
    const { path } = await onDisk();
    const report = await world.verify([{ from: 'file', path }], { offline: true });
    expect(report.items.map(rules)).toEqual([['not-checked error']]);
    expect(report.exit).toBe(3);
  });

  test('with evidence of another file beside it fails', async () => {
    const [{ path }, { file }] = [await onDisk(), await onDisk()];
    await writeFile(`${path}.provenance`, JSON.stringify(file.provenance));
    const item = await world.item({ from: 'file', path }, { offline: true });
    expect(rules(item)).toEqual(['subject-mismatch error']);
  });

  test('with something else beside it fails', async () => {
    const { path } = await onDisk();
    await writeFile(`${path}.attestation`, '{"hello": 1}');
    const item = await world.item({ from: 'file', path }, { offline: true });
    expect(rules(item)).toEqual(['invalid-attestation error']);
  });
});

test('before it is uploaded, a file is verified by what lies beside it', async () => {
  const { file, path } = await onDisk();
  await writeFile(`${path}.provenance`, JSON.stringify(file.provenance));
  world.index.files = world.index.files.filter((one) => one !== file);
  const item = await world.item({ from: 'file', path });
  expect(rules(item)).toEqual(['first-seen note']);
  expect(item.evidence).toBe('beside');
});

/** A statement of `actions/attest` over `dist/*`, as it is written next to one of the files. */
describe('a wheel with a statement about several files', () => {
  async function attestedTogether(sha256: string): Promise<string> {
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: ['00'.repeat(32), sha256].map((digest, number) => ({
        name: `file${number}.whl`,
        digest: { sha256: digest },
      })),
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {},
    };
    const attestation = await world.signing.attest(Buffer.from(JSON.stringify(statement)));
    return attestationBundleText(attestation);
  }

  test.each(['.sigstore.json', '.attestation'])('is verified by FILE%s', async (ending) => {
    const { file, path } = await onDisk();
    await writeFile(`${path}${ending}`, await attestedTogether(file.sha256));
    const item = await world.item({ from: 'file', path }, { offline: true });
    expect(item).toMatchObject({ verdict: 'verified', evidence: 'beside' });
  });

  test('is verified by one that is named, among other lines', async () => {
    const { file, path } = await onDisk();
    const lines = [await attestedTogether('11'.repeat(32)), await attestedTogether(file.sha256)];
    const evidence = join(folder, `together${++count}.jsonl`);
    await writeFile(evidence, lines.join('\n'));
    const change = { offline: true, evidencePaths: [evidence] };
    expect(await world.item({ from: 'file', path }, change)).toMatchObject({
      verdict: 'verified',
      evidence: 'given',
    });
  });

  test('fails where it is about other files', async () => {
    const { path } = await onDisk();
    await writeFile(`${path}.sigstore.json`, await attestedTogether('11'.repeat(32)));
    const item = await world.item({ from: 'file', path }, { offline: true });
    expect(rules(item)).toEqual(['subject-mismatch error']);
  });
});

describe('evidence that is given by name', () => {
  test("is used instead of the index's, for the file that it is about", async () => {
    const [first, second] = [await onDisk(), await onDisk()];
    const given = join(folder, `given-${count}.json`);
    await writeFile(given, JSON.stringify(first.file.provenance));
    const { items } = await world.verify([first.file, second.file], { evidencePaths: [given] });
    expect(items.map(({ evidence }) => evidence)).toEqual(['given', 'index']);
    expect(items.map(({ verdict }) => verdict)).toEqual(['verified', 'verified']);
  });

  test.each([
    [
      'is about another file',
      async () => (await onDisk()).file.provenance,
      'subject-mismatch error',
    ],
    ['is empty', async () => ({ version: 1, attestation_bundles: [] }), 'empty-provenance error'],
  ])('and %s fails, whatever the index has', async (_, provenance, expected) => {
    const { path } = await onDisk();
    const given = join(folder, `stray-${count}.json`);
    await writeFile(given, JSON.stringify(await provenance()));
    for (const offline of [true, false]) {
      const item = await world.item({ from: 'file', path }, { offline, evidencePaths: [given] });
      expect(rules(item)).toEqual([expected]);
    }
    const plain = join(folder, `plain-${count}.txt`);
    await writeFile(plain, 'a file');
    const item = await world.item({ from: 'bundle', path: plain }, { evidencePaths: [given] });
    expect(item.verdict).toBe('failed');
  });

  test('must be there', async () => {
    const error = await publishErrorOf(world.verify([], { evidencePaths: ['missing.json'] }));
    expect(error.code).toBe('invalid-configuration');
  });
});

describe('a pack', () => {
  const pack = (files: readonly IndexFile[]) =>
    packEvidence(world.config({ subjects: files.map(asSubject) }), world.signing.deps);

  test('holds all that a verification asks for, and is verified again where no network is', async () => {
    const project = `packed${++count}`;
    await world.upload(project, '1.0', { daysAgo: 9 });
    const files = [await world.upload(project, '1.1'), await fresh()];
    const { text, ownRoot = '' } = await pack(files);
    const asked = await requests(async () => {
      const report = await world.verify(files, {
        offline: true,
        pack: { path: 'evidence.jsonl', text },
        trust: { kind: 'pack' },
        policy: { ...DEFAULT_POLICY, pack: { trustedRoots: [ownRoot] } },
      });
      expect(report.items.map(({ verdict, evidence }) => [verdict, evidence])).toEqual([
        ['verified', 'pack'],
        ['verified', 'pack'],
      ]);
      expect(report.items[0]?.findings[0]?.message).toContain('release 1.0 names the same');
      expect(report.root).toMatchObject({ source: 'the pack', dated: expect.any(String) });
      expect(report.exit).toBe(0);
    });
    expect(asked).toBe(0);
  });

  test('with keys that nobody allowed is verified with the shipped ones, pins or not', async () => {
    const file = await fresh();
    const { text } = await pack([file]);
    const report = await world.verify([file], {
      offline: true,
      pack: { path: 'evidence.jsonl', text },
      trust: { kind: 'pack' },
      pins: [{ ...PIN, project: file.project }],
    });
    expect(report.items.map(rules)).toEqual([['invalid-attestation error']]);
    expect(report.root.staleBecause).toMatch(/brings other keys \(sha256:[0-9a-f]{64}\)/);
    expect(report.exit).toBe(1);
  });

  test('of the same answers is the same', async () => {
    const files = [await fresh(), await fresh()];
    const [one, other] = [await pack(files), await pack(files.toReversed())];
    expect(one.text).toBe(other.text);
  });

  test('says nothing of what is not in it', async () => {
    const [inside, outside] = [await fresh(), await fresh()];
    const { text } = await pack([inside]);
    const report = await world.verify([outside], { offline: true, pack: { path: 'p', text } });
    expect(report.items.map(rules)).toEqual([['not-checked error']]);
    expect(findingOf(report.items[0] ?? (await world.item(inside)), 'not-checked').message).toMatch(
      /^The pack of \d{4}-.* has no listing of /,
    );
  });

  test('cannot make another file verify', async () => {
    const [file, other] = [await fresh(), await fresh()];
    const { text } = await pack([file, other]);
    const swapped = text.replaceAll(
      JSON.stringify(JSON.stringify(file.provenance)),
      JSON.stringify(JSON.stringify(other.provenance)),
    );
    expect(swapped).not.toBe(text);
    const item = await world.item(file, { offline: true, pack: { path: 'p', text: swapped } });
    expect(rules(item)).toEqual(['subject-mismatch error']);
  });

  test.each([
    ['nothing', '', 'line 1'],
    ['another head', '{"schema":"provenance-pack/2"}', 'line 1 is not the head of a pack'],
    ['half a line', '{"schema":', 'line 1 is no JSON'],
  ])('is refused: %s', async (_, text, words) => {
    const error = await publishErrorOf(world.verify([], { pack: { path: 'p.jsonl', text } }));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain(`p.jsonl is no pack of evidence: ${words}`);
  });

  test('is refused with a line that is something else', async () => {
    const { text } = await pack([await fresh()]);
    const error = await publishErrorOf(
      world.verify([], { pack: { path: 'p.jsonl', text: `${text}{"hello":1}\n` } }),
    );
    expect(error.message).toContain('is neither a project nor provenance');
  });
});

describe('the cache', () => {
  const cached = (name: string) => ({ cacheDirectory: join(folder, name) });

  test('spares the request for provenance, and the bytes prove themselves again', async () => {
    const file = await fresh();
    await world.item(file, cached('spares'));
    const asked = await requests(async () => {
      expect(await world.item(file, cached('spares'))).toMatchObject({ verdict: 'verified' });
    });
    expect(asked).toBe(1);
    const [name = ''] = await readdir(join(folder, 'spares'));
    await writeFile(join(folder, 'spares', name), JSON.stringify((await fresh()).provenance));
    expect(rules(await world.item(file, cached('spares')))).toEqual(['subject-mismatch error']);
  });

  test('keeps no absence and no verdict', async () => {
    const file = await fresh();
    file.answer = { status: 404, body: '' };
    await world.item(file, cached('absences'));
    expect(await readdir(join(folder, 'absences')).catch(() => [])).toEqual([]);
    delete file.answer;
    expect(await world.item(file, cached('absences'))).toMatchObject({ verdict: 'verified' });
    const [name = ''] = await readdir(join(folder, 'absences'));
    const kept = await readFile(join(folder, 'absences', name), 'utf8');
    expect(JSON.parse(kept)).toEqual(file.provenance);
  });

  test('that cannot be written is no trouble', async () => {
    const path = join(folder, 'a-file');
    await writeFile(path, '');
    expect(await world.item(await fresh(), { cacheDirectory: join(path, 'cache') })).toMatchObject({
      verdict: 'verified',
    });
  });
});

describe('offline, nobody is asked, and that is no sign that nothing was ever attested', () => {
  test.each<[string, (file: IndexFile) => VerificationSubject]>([
    [
      'a file by its name and hash',
      ({ project, version, filename, sha256 }) => ({
        from: 'lock',
        project,
        version,
        filename,
        sha256,
      }),
    ],
    [
      'a file by its hash alone',
      ({ project, version, sha256 }) => ({ from: 'lock', project, version, sha256 }),
    ],
    ['an installed release', ({ project, version }) => ({ from: 'environment', project, version })],
  ])('%s', async (_, subjectOf) => {
    const subject = subjectOf(await fresh());
    const item = await world.item(subject, { offline: true });
    expect(rules(item)).toEqual(['not-checked error']);
    expect(item.verdict).toBe('not-checked');
    const pinned = { pins: [{ ...PIN, project: subject.project ?? '' }] };
    expect(rules(await world.item(subject, { offline: true, ...pinned }))).toEqual([
      'not-checked error',
    ]);
    expect(await world.item(subject, pinned)).not.toMatchObject({ verdict: 'not-checked' });
  });
});

describe('a plain file with a Sigstore bundle', () => {
  const WORKFLOW = 'https://github.com/acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0';
  const ISSUER = 'https://token.actions.githubusercontent.com';
  const by = (certIdentity: string, certOidcIssuer = ISSUER) => ({
    demands: { ...NO_DEMANDS, certIdentity, certOidcIssuer },
  });

  async function signed(name = `plain${++count}.tgz`): Promise<string> {
    const path = join(folder, name);
    const bytes = Buffer.from(`plain ${name}`);
    await writeFile(path, bytes);
    const { bundle } = await world.signing.session((session) => session.signFile(bytes));
    await writeFile(`${path}.sigstore.json`, JSON.stringify(bundleToJSON(bundle)));
    return path;
  }

  test('is verified by whom is named, to the letter', async () => {
    const path = await signed();
    expect(await world.item({ from: 'bundle', path }, by(WORKFLOW))).toMatchObject({
      verdict: 'verified',
      findings: [],
      identity: { repository: 'acme/widget' },
    });
  });

  test.each([
    ['a pattern', '.*', ISSUER],
    ['a part', WORKFLOW.slice(0, -1), ISSUER],
    ['another issuer', WORKFLOW, 'https://accounts.google.com'],
  ])('is not by %s', async (_, identity, issuer) => {
    const item = await world.item({ from: 'bundle', path: await signed() }, by(identity, issuer));
    expect(rules(item)).toEqual(['identity-mismatch error']);
  });

  test('by somebody whom nobody named fails', async () => {
    const item = await world.item({ from: 'bundle', path: await signed() });
    expect(rules(item)).toEqual(['identity-mismatch error']);
    expect(item.findings[0]?.message).toContain('no expected signer is named');
  });

  test("of CPython's must be by its release manager", async () => {
    const path = await signed('Python-3.14.2.tgz');
    const item = await world.item({ from: 'bundle', path });
    expect(rules(item)).toEqual(['identity-mismatch error']);
    expect(item.findings[0]?.expected).toMatchObject({ email: 'hugo@python.org', from: 'policy' });
  });

  test('with other bytes fails', async () => {
    const path = await signed();
    await writeFile(path, 'other');
    const item = await world.item({ from: 'bundle', path }, by(WORKFLOW));
    expect(rules(item)).toEqual(['invalid-attestation error']);
  });

  test.each([
    [{ repository: 'acme/widget' }],
    [{ owner: 'acme', sourceRef: 'refs/tags/v1.0.0' }],
    [{ repository: 'acme/widget', certIdentity: WORKFLOW, certOidcIssuer: ISSUER }],
  ])('is verified by the demands %j, too', async (demands) => {
    const path = await signed();
    const change = { demands: { ...NO_DEMANDS, ...demands } };
    expect(await world.item({ from: 'bundle', path }, change)).toMatchObject({
      verdict: 'verified',
    });
  });

  test.each([
    [{ repository: 'acme/other' }],
    [{ owner: 'acme', sourceRef: 'refs/heads/main' }],
    [{ repository: 'acme/other', certIdentity: WORKFLOW, certOidcIssuer: ISSUER }],
    [{ repository: 'acme/widget', certIdentity: WORKFLOW.slice(1), certOidcIssuer: ISSUER }],
  ])('fails by the demands %j', async (demands) => {
    const path = await signed();
    const change = { demands: { ...NO_DEMANDS, ...demands } };
    expect(rules(await world.item({ from: 'bundle', path }, change))).toEqual([
      'identity-mismatch error',
    ]);
  });

  describe('that signs a statement', () => {
    /** Of the kind that `actions/attest` writes, about any file. */
    async function stated(about: string, predicateType: string): Promise<string> {
      const path = join(folder, `stated${++count}.tgz`);
      await writeFile(path, `stated ${count}`);
      const digest = createHash('sha256').update(about === '' ? `stated ${count}` : about);
      const statement = {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [
          { name: 'readme', digest: { sha256: '00'.repeat(32) } },
          { name: 'some-other-name.tgz', digest: { sha256: digest.digest('hex') } },
        ],
        predicateType,
        predicate: {},
      };
      const attestation = await world.signing.attest(Buffer.from(JSON.stringify(statement)));
      await writeFile(`${path}.sigstore.json`, attestationBundleText(attestation));
      return path;
    }
    const SLSA = 'https://slsa.dev/provenance/v1';
    const SBOM = 'https://cyclonedx.org/bom';

    test('is verified where that has its digest, whatever it calls the file', async () => {
      const path = await stated('', SLSA);
      expect(await world.item({ from: 'bundle', path }, by(WORKFLOW))).toMatchObject({
        verdict: 'verified',
        predicates: [SLSA],
        evidence: 'beside',
      });
    });

    test('about other bytes is about another subject', async () => {
      const path = await stated('other', SLSA);
      expect(rules(await world.item({ from: 'bundle', path }, by(WORKFLOW)))).toEqual([
        'subject-mismatch error',
      ]);
    });

    test('of another kind proves nothing, unless that kind is asked for', async () => {
      const path = await stated('', SBOM);
      const item = await world.item({ from: 'bundle', path }, by(WORKFLOW));
      expect(rules(item)).toEqual(['empty-provenance error']);
      expect(item.findings[0]?.message).toContain(SBOM);
      const { demands } = by(WORKFLOW);
      const asked = { demands: { ...demands, predicateType: SBOM } };
      expect(await world.item({ from: 'bundle', path }, asked)).toMatchObject({
        verdict: 'verified',
      });
      const provenance = await stated('', SLSA);
      expect(rules(await world.item({ from: 'bundle', path: provenance }, asked))).toEqual([
        'empty-provenance error',
      ]);
    });

    test('may be an attestation (PEP 740) of the file', async () => {
      const { path, attestation } = await onDisk();
      await writeFile(`${path}.publish.attestation`, JSON.stringify(attestation));
      expect(await world.item({ from: 'bundle', path }, by(WORKFLOW))).toMatchObject({
        verdict: 'verified',
      });
    });
  });

  test('beside a distribution is no attestation of it, and no false one', async () => {
    const { path } = await onDisk();
    const { bundle } = await world.signing.session(async (session) =>
      session.signFile(await readFile(path)),
    );
    await writeFile(`${path}.sigstore.json`, JSON.stringify(bundleToJSON(bundle)));
    expect(await world.item({ from: 'file', path })).toMatchObject({ evidence: 'index' });
    expect(rules(await world.item({ from: 'file', path }, { offline: true }))).toContain(
      'not-checked error',
    );
    expect(await world.item({ from: 'bundle', path }, by(WORKFLOW))).toMatchObject({
      verdict: 'verified',
    });
  });

  test('that is false, beside a distribution without other evidence, fails', async () => {
    const { path } = await onDisk();
    const { bundle } = await world.signing.session(async (session) =>
      session.signFile(Buffer.from('other bytes')),
    );
    await writeFile(`${path}.sigstore.json`, JSON.stringify(bundleToJSON(bundle)));
    const item = await world.item({ from: 'file', path }, { offline: true });
    expect(rules(item)).toEqual(['invalid-attestation error']);
  });

  test('that is given for a distribution, signs it as it signs any file', async () => {
    const { path } = await onDisk();
    const { bundle } = await world.signing.session(async (session) =>
      session.signFile(await readFile(path)),
    );
    const given = join(folder, `signature-${count}.json`);
    await writeFile(given, JSON.stringify(bundleToJSON(bundle)));
    const item = await world.item(
      { from: 'file', path },
      { ...by(WORKFLOW), evidencePaths: [given] },
    );
    expect(item.verdict).toBe('verified');
  });

  test.each<[string, Parameters<typeof world.item>[1], string]>([
    ['was not checked', {}, 'not-checked error'],
    ['fails where options say who signs', by(WORKFLOW), 'required-unattested error'],
    [
      'fails where the policy says who signs',
      {
        policy: {
          ...DEFAULT_POLICY,
          bundles: [{ files: 'bare*', identity: WORKFLOW, issuer: 'https://issuer.example' }],
        },
      },
      'required-unattested error',
    ],
  ])('without one %s, and never passes', async (_, config, expected) => {
    const path = join(folder, `bare${++count}`);
    await writeFile(path, '');
    const report = await world.verify([{ from: 'bundle', path }], {
      ...config,
      allowUnavailable: true,
    });
    expect(report.items.map(rules)).toEqual([[expected]]);
    expect(report.exit).not.toBe(0);
  });
});

test('shards share out projects: each goes to one of them, with all its files', async () => {
  const files: IndexFile[] = [];
  for (let number = 0; number < 12; number++) {
    const file = await world.upload(`sharded${number}`, '1.0', { attest: false });
    files.push(
      file,
      await world.upload(file.project, '1.0', {
        filename: `${file.project}-1.0.tar.gz`,
        attest: false,
      }),
    );
  }
  const parts = await Promise.all(
    [1, 2, 3].map((index) => world.verify(files, { shard: { index, count: 3 }, mayBeEmpty: true })),
  );
  const names = parts.map(({ items }) => items.map(({ subject }) => subject.filename));
  expect(new Set(names.flat())).toEqual(new Set(files.map(({ filename }) => filename)));
  expect(names.flat()).toHaveLength(files.length);
  expect(names.every((part) => part.length % 2 === 0 && part.length < 24)).toBe(true);
});

test('a part of a run that has nothing passes where others have something, and else does not', async () => {
  const file = await world.upload('shared-out', '1.0', { attest: false });
  const parts = (subjects: Parameters<typeof world.verify>[0]) =>
    Promise.all([1, 2].map((index) => world.verify(subjects, { shard: { index, count: 2 } })));
  expect((await parts([file])).map(({ exit }) => exit)).toEqual([0, 0]);
  const elsewhere = { from: 'lock', project: 'app', elsewhere: 'directory: .' } as const;
  expect((await parts([elsewhere])).map(({ exit }) => exit)).toEqual([3, 3]);
});
