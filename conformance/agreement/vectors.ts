import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../process.ts';
import type { PinnedDistribution } from '../real-distributions/distributions.ts';
import { fetchDistributions, sha256 } from '../real-distributions/fetch.ts';
import type { Evidence, Publisher, RootName } from './case.ts';
import type { AnyPublisher } from './their-verdicts.ts';

/** The sdist whose tests carry real attestations. */
const SDIST: PinnedDistribution = {
  filename: 'pypi_attestations-0.0.30.tar.gz',
  project: 'pypi-attestations',
  sha256: '14ff13c76bbef02a483c2b77532da02bfd746b5141b881f355e06b9807434423',
  generator: 'flit',
};

interface Source {
  readonly file: string;
  readonly root: RootName;
  readonly distribution: string;
  /** For a distribution that the sdist does not hold. */
  readonly sha256?: string;
  readonly publisher: AnyPublisher;
}

const MODELS = 'pypi_attestation_models-0.0.4a2.tar.gz';
const ATTESTATIONS = 'pypi_attestations-0.0.19.tar.gz';
const GITLAB = 'gitlab_oidc_project-0.0.3.tar.gz';
const GOOGLE = 'gcb_attestation_test-0.0.0.tar.gz';
const CIRCLECI = 'circleci_sign_publish_example-0.0.1.dev137-py3-none-any.whl';
const EMAIL = 'rfc8785-0.1.2-py3-none-any.whl';
const SPT3G = 'spt3g-1.0-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl';

const GITHUB = { kind: 'GitHub', workflow: 'release.yml' };
const models = { ...GITHUB, repository: 'trailofbits/pypi-attestation-models' };
const attestations = { ...GITHUB, repository: 'trailofbits/pypi-attestations' };
const gitlab = {
  kind: 'GitLab',
  repository: 'facutuesca/gitlab-oidc-project',
  workflow_filepath: '.gitlab-ci.yml',
};
const google = { kind: 'Google', email: '919436158236-compute@developer.gserviceaccount.com' };
const circleci = {
  kind: 'CircleCI',
  project_id: 'fdd9283f-e619-46af-8f9c-851f7d3e8b2b',
  pipeline_definition_id: '8e4f8ab2-8d7c-4827-9f15-de076d6d647f',
};
const person = (email: string) => ({
  kind: 'email',
  email,
  issuer: 'https://github.com/login/oauth',
});

const SOURCES: readonly Source[] = [
  ...['.publish.attestation', '.slsa.attestation', '.provenance'].map((ending) => ({
    file: ATTESTATIONS + ending,
    root: 'production' as const,
    distribution: ATTESTATIONS,
    publisher: attestations,
  })),
  ...['.attestation', '.sigstore'].map((ending) => ({
    file: MODELS + ending,
    root: 'production' as const,
    distribution: MODELS,
    publisher: models,
  })),
  {
    file: `${GITLAB}.publish.attestation`,
    root: 'production',
    distribution: GITLAB,
    publisher: gitlab,
  },
  { file: `${GOOGLE}.provenance`, root: 'production', distribution: GOOGLE, publisher: google },
  ...['.publish.attestation', '.provenance'].map((ending) => ({
    file: CIRCLECI + ending,
    root: 'production' as const,
    distribution: CIRCLECI,
    publisher: circleci,
  })),
  ...['.attestation', '.publish.attestation', '.sigstore'].map((ending) => ({
    file: EMAIL + ending,
    root: 'staging' as const,
    distribution: EMAIL,
    publisher: person('william@yossarian.net'),
  })),
  {
    file: `${SPT3G}.publish.attestation`,
    root: 'staging',
    distribution: SPT3G,
    sha256: 'd2772f9a5199f05ed1be8d9aa78b879e51772e3ead9d73fe8057257b1aec7cf8',
    publisher: person('william@yossarian.net'),
  },
];

/** A real attestation, and who made it. */
export interface Vector extends Omit<Evidence, 'publisher'> {
  readonly name: string;
  readonly publisher: AnyPublisher;
}

/** A real certificate alone. */
export interface CertificateVector {
  readonly name: string;
  readonly pem: string;
}

export interface Vectors {
  readonly attestations: readonly Vector[];
  readonly certificates: readonly CertificateVector[];
}

/** A vector whose publisher is one of GitHub, in our words. */
export function isGithub(vector: Vector): vector is Vector & { readonly publisher: Publisher } {
  return vector.publisher['kind'] === 'GitHub';
}

/** Python before 3.11.4 has no filters; the archive is pinned by its hash in any case. */
const UNPACK = `
import sys, tarfile
options = {'filter': 'data'} if hasattr(tarfile, 'data_filter') else {}
with tarfile.open(sys.argv[1]) as archive:
    archive.extractall(sys.argv[2], **options)
`;

/** Fetches the sdist and reads its vectors. Nothing of it is run. */
export async function readVectors(
  python: string,
  folders: { readonly cacheDir: string; readonly workDir: string },
): Promise<Vectors> {
  await fetchDistributions(python, [SDIST], folders.cacheDir);
  const archive = join(folders.cacheDir, SDIST.filename);
  await mustRun(python, ['-c', UNPACK, archive, folders.workDir]);
  const assets = join(folders.workDir, 'pypi_attestations-0.0.30', 'test', 'assets');
  const read = (name: string) => readFile(join(assets, name), 'utf8');
  const found: Vector[] = [];
  for (const source of SOURCES) {
    const digest = source.sha256 ?? (await sha256(join(assets, source.distribution)));
    if (digest === undefined) {
      throw new Error(`the sdist has no ${source.distribution}`);
    }
    const { file: name, root, publisher } = source;
    const distribution = { name: source.distribution, sha256: digest };
    const kind = name.endsWith('.sigstore') ? 'bundle' : 'attestation';
    const content = await read(name);
    const texts = name.endsWith('.provenance') ? attestationsOf(content) : [content];
    for (const text of texts) {
      found.push({ kind, name, root, text, distribution, publisher });
    }
  }
  const pems = ['200170367.pem', 'no-source-repository-ref-extension.pem', 'circleci-oidc.pem'];
  const certificates = await Promise.all(
    pems.map(async (name) => ({ name, pem: await read(name) })),
  );
  return { attestations: found, certificates };
}

/** The texts of the attestations in a provenance object. */
function attestationsOf(provenance: string): string[] {
  const { attestation_bundles: bundles } = JSON.parse(provenance) as {
    attestation_bundles: { attestations: unknown[] }[];
  };
  return bundles.flatMap((bundle) => bundle.attestations.map((one) => JSON.stringify(one)));
}
