import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { publish } from '../../sandbox/run.ts';
import { writeSampleDistributions } from '../../sandbox/sample/distributions.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { PublishError } from '../../src/errors.ts';
import { JSON_LIMITS } from '../../src/json/limits.ts';
import { parseStrictJson } from '../../src/json/strict-json.ts';
import { attestationSchema } from '../../src/sigstore/model/attestation.ts';
import { PREDICATE_TYPES, parseStatement } from '../../src/sigstore/model/statement.ts';
import { attestationBundleText } from '../../src/sigstore/read/bundle-conversion.ts';
import { readAttestations } from '../../src/sigstore/read/read-attestations.ts';
import { signedDocument } from '../../src/sigstore/read/signed-document.ts';
import { instanceFromTrustConfig, parseTrustedRoot } from '../../src/sigstore/sigstore-instance.ts';
import { certificateDetails } from '../../src/sigstore/verify/certificate-details.ts';
import { checkLeafProfile } from '../../src/sigstore/verify/leaf-profile.ts';
import type { Target } from '../target.ts';

interface Signed {
  /** Attestations as they are written beside distributions. */
  readonly attestations: readonly Buffer[];
  /** The same as Sigstore bundles. */
  readonly bundles: readonly Buffer[];
  readonly certificates: readonly Buffer[];
  readonly statements: readonly Buffer[];
  /** Who is to be believed, and where to ask. */
  readonly trust: readonly Buffer[];
}

/** Signs the sample once, against a Sigstore on loopback. */
async function sign(): Promise<Signed> {
  const sandbox = await startSandbox();
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-signed-'));
  try {
    const files = await writeSampleDistributions(folder);
    const inputs = { 'attestations-dir': folder };
    const { exitCode, stdout } = await publish(sandbox, { files, inputs });
    if (exitCode !== 0) throw new Error(stdout);
    const attestations: Buffer[] = [];
    for await (const name of glob('*.attestation', { cwd: folder })) {
      attestations.push(await readFile(join(folder, name)));
    }
    const read = attestations.map((bytes) =>
      v.parse(attestationSchema, JSON.parse(bytes.toString('utf8'))),
    );
    return {
      attestations,
      bundles: read.map((attestation) => Buffer.from(attestationBundleText(attestation))),
      certificates: read.map(({ verification_material: { certificate } }) =>
        Buffer.from(certificate, 'base64'),
      ),
      statements: read.map(({ envelope }) => Buffer.from(envelope.statement, 'base64')),
      trust: [await readFile(sandbox.trustConfigPath)],
    };
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

let signed: Promise<Signed> | undefined;

async function seedsOf(what: keyof Signed): Promise<readonly Buffer[]> {
  signed ??= sign();
  return (await signed)[what];
}

const isRefusal = (error: unknown) => error instanceof RangeError;
const JSON_WORDS = ['"__proto__":', '[[[[[[[[', '"version":1', '{"rawBytes":', '"AA=="'];

export const SIGNATURES: readonly Target[] = [
  {
    name: 'attestation',
    seeds: () => seedsOf('attestations'),
    words: ['"verification_material":', '"envelope":', '"transparency_entries":', ...JSON_WORDS],
    isRefusal,
    run: (bytes) => readAttestations(bytes.toString('utf8')),
  },
  {
    name: 'bundle',
    seeds: async () => [...(await seedsOf('bundles')), ...(await seedsOf('attestations'))],
    words: [
      '"dsseEnvelope":',
      '"messageSignature":',
      '"tlogEntries":',
      '"mediaType":',
      ...JSON_WORDS,
    ],
    isRefusal,
    run: (bytes) => signedDocument(parseStrictJson(bytes, JSON_LIMITS.bundle), [1]),
  },
  {
    name: 'certificate',
    seeds: () => seedsOf('certificates'),
    words: ['\u0006\u0005', '\u0030\u0080', '\u0004\u0081', '\u0030\u0084', '\u000c\u0001'],
    isRefusal,
    run(bytes) {
      const der = Buffer.from(bytes);
      certificateDetails(der);
      checkLeafProfile(der, 'attestation');
    },
  },
  {
    name: 'statement',
    seeds: () => seedsOf('statements'),
    words: ['"subject":', '"predicateType":', '"digest":', ...PREDICATE_TYPES, ...JSON_WORDS],
    isRefusal,
    run: (bytes) => parseStatement(bytes),
  },
  {
    name: 'trust-config',
    seeds: () => seedsOf('trust'),
    words: ['"rawBytes":', '"validFor":', '"certChain":', '"logId":', '"tlogs":[', ...JSON_WORDS],
    isRefusal: (error) => error instanceof PublishError && error.code === 'invalid-trust-config',
    run(bytes) {
      const text = bytes.toString('utf8');
      instanceFromTrustConfig(text, 'trust.json', { rekorApiVersions: [1], now: Date.now() });
      parseTrustedRoot(text, 'trust.json');
    },
  },
];
