import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import type { ServedProvenance } from '../../sandbox/history/project-history.ts';
import type { Attestation } from '../../sandbox/index/attestation-model.ts';
import { makeVerifier } from '../../sandbox/index/signature-verification.ts';
import { checkStatement } from '../../sandbox/index/statement.ts';
import { signBundle } from '../../sandbox/sigstore/sign.ts';
import { emailSigner } from '../../sandbox/sigstore/signer.ts';
import { openSandbox } from '../open-sandbox.ts';
import { sha256 } from './client.ts';

const FULCIO = '1.3.6.1.4.1.57264.1';
const DAY = 86_400_000;

const sandbox = await openSandbox({ historyDays: 1000 });

async function get(url: string, accept = 'application/vnd.pypi.simple.v1+json') {
  const response = await fetch(url, { headers: { accept } });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text,
    json: () => JSON.parse(text),
  };
}

const listing = async (project: string, at = sandbox.index.simpleUrl) =>
  (await get(`${at}${project}/`)).json().files as {
    filename: string;
    url: string;
    provenance?: string | null;
    'upload-time': string;
  }[];

/** The certificate's extensions of a file's only attestation, which verifies as PyPI does it. */
function verified(served: ServedProvenance, filename: string, digest: string) {
  const [bundle] = served.attestation_bundles;
  const attestation = bundle?.attestations[0] as Attestation;
  const claims = new Map<number, string>();
  makeVerifier(sandbox.sigstore.trustedRoot)(attestation, (extension) => {
    for (let arc = 8; arc < 25; arc += 1) {
      const value = extension(`${FULCIO}.${arc}`);
      if (value) claims.set(arc, value.subarray(2 + (value[1] === 0x81 ? 1 : 0)).toString());
    }
  });
  checkStatement(Buffer.from(attestation.envelope.statement, 'base64'), filename, digest);
  return { claims, publisher: bundle?.publisher };
}

describe('the history of a project', () => {
  test('releases are as old as they are said to be, and their attestations verify', async () => {
    sandbox
      .history('old-widget')
      .release('1.0', { daysAgo: 900, files: ['cp312-cp312-win_amd64', 'sdist'] });
    const files = await listing('old-widget');
    expect(files.map(({ filename }) => filename)).toEqual([
      'old_widget-1.0-cp312-cp312-win_amd64.whl',
      'old_widget-1.0.tar.gz',
    ]);
    for (const file of files) {
      const age = Date.now() - Date.parse(file['upload-time']);
      expect(Math.round(age / DAY)).toBe(900);
      const bytes = Buffer.from(await (await fetch(file.url)).arrayBuffer());
      const served = (await get(file.provenance ?? '', 'application/json')).json();
      const { claims, publisher } = verified(served, file.filename, sha256(bytes));
      expect(claims.get(12)).toBe('https://github.com/acme/widget');
      expect(claims.get(14)).toBe('refs/tags/v1.0');
      expect([claims.get(15), claims.get(17), claims.get(23)]).toEqual([
        '740112233',
        '6501',
        'pypi',
      ]);
      expect(publisher).toEqual({
        kind: 'GitHub',
        repository: 'acme/widget',
        workflow: 'release.yml',
        environment: 'pypi',
      });
    }
  });

  test('a token upload is there without provenance', async () => {
    sandbox.history('tokened').release('1.0', { daysAgo: 9 }).tokenUpload('1.1');
    const files = await listing('tokened');
    expect(files.map(({ provenance }) => typeof provenance)).toEqual(['string', 'object']);
  });

  test('a job can change in every way, for one release or from there on', () => {
    const history = sandbox
      .history('moving')
      .release('1.0', { daysAgo: 50, job: { environment: undefined, ref: 'refs/heads/main' } })
      .by({ repository: 'acme/gadget', ownerId: '7', repositoryId: '8', workflow: 'publish.yml' })
      .release('1.1', { daysAgo: 40, job: { trigger: 'workflow_dispatch', runner: 'self-hosted' } })
      .release('1.2', {
        daysAgo: 30,
        job: { reusableWorkflow: 'other/ci/.github/workflows/build.yml@refs/heads/main' },
      })
      .by({ provider: 'GitLab', workflow: '.gitlab-ci.yml' })
      .release('2.0', { daysAgo: 20 });
    const claims = ['1.0', '1.1', '1.2', '2.0'].map((version) => {
      const file = history.file(version);
      return verified(file.provenance as ServedProvenance, file.filename, file.sha256).claims;
    });
    const of = (arc: number) => claims.map((each) => each.get(arc));
    expect(of(12)).toEqual([
      'https://github.com/acme/widget',
      'https://github.com/acme/gadget',
      'https://github.com/acme/gadget',
      'https://gitlab.com/acme/gadget',
    ]);
    expect(of(15)).toEqual(['740112233', '8', '8', '8']);
    expect(of(17)).toEqual(['6501', '7', '7', '7']);
    expect(of(23)).toEqual([undefined, 'pypi', 'pypi', 'pypi']);
    expect(of(14)[0]).toBe('refs/heads/main');
    expect([of(20)[1], of(11)[1]]).toEqual(['workflow_dispatch', 'self-hosted']);
    expect(of(9)[2]).toMatch(/other\/ci.*build\.yml@refs\/heads\/main$/);
    expect(of(18)[2]).toMatch(/acme\/gadget.*publish\.yml@refs\/tags\/v1\.2$/);
  });

  test('provenance can be told over: emptied, swapped, garbled, taken away', async () => {
    const history = sandbox.history('tampered');
    for (const version of ['1.0', '1.1', '1.2', '1.3', '1.4']) history.release(version);
    history
      .provenance('1.0', (served) => ({ ...served, attestation_bundles: [] }))
      .swapProvenance('1.1', '1.2')
      .provenance('1.3', () => '{"half')
      .provenance('1.4', () => null);
    const files = await listing('tampered');
    const answers = await Promise.all(
      files
        .slice(0, 4)
        .map(async ({ provenance }) => get(provenance ?? 'none:', 'application/json')),
    );
    expect(answers[0]?.json()).toEqual({ version: 1, attestation_bundles: [] });
    const file = history.file('1.1');
    expect(() => verified(answers[1]?.json(), file.filename, file.sha256)).toThrow(/1\.2/);
    expect(answers[3]?.text).toBe('{"half');
    expect(files[4]?.provenance).toBeNull();
  });

  test('files are yanked and removed, projects closed', async () => {
    const history = sandbox.history('ended').release('1.0').release('1.1').release('1.2');
    history.yank('1.0', 'broken').remove('1.1');
    expect(await listing('ended')).toMatchObject([{ yanked: 'broken' }, { yanked: false }]);
    history.status('quarantined');
    expect((await get(`${sandbox.index.simpleUrl}ended/`)).json()).toMatchObject({
      'project-status': { status: 'quarantined' },
      files: [],
    });
  });
});

describe('a mirror', () => {
  test('serves the same files at its own URLs, and knows nothing of provenance', async () => {
    const mirror = await sandbox.startMirror();
    const history = sandbox.history('mirrored').release('1.0');
    const [file] = await listing('mirrored', mirror.simpleUrl);
    expect(file).not.toHaveProperty('provenance');
    expect(file?.url.startsWith(mirror.url)).toBe(true);
    const bytes = Buffer.from(await (await fetch(file?.url ?? '')).arrayBuffer());
    expect(bytes).toEqual(await readFile(history.file('1.0').path));
    const integrity = `${mirror.url}/integrity/mirrored/1.0/${file?.filename}/provenance`;
    expect((await get(integrity, 'application/json')).status).toBe(404);
  });

  test('an old one speaks HTML only', async () => {
    const mirror = await sandbox.startMirror({ provenance: false, json: false });
    sandbox.history('aged').release('1.0');
    const url = `${mirror.simpleUrl}aged/`;
    const page = await get(url, 'application/vnd.pypi.simple.v1+json, text/html;q=0.1');
    expect(page.type).toMatch(/^text\/html/);
    expect(page.text).not.toContain('data-provenance');
    expect((await get(url)).status).toBe(406);
  });
});

test('a person signs any bytes, as a bundle that sigstore clients verify', () => {
  const bytes = Buffer.from('an installer');
  const at = Date.now() - 30 * DAY;
  const signer = emailSigner('manager@example.org', 'https://accounts.example.org');
  const json = signBundle(sandbox.sigstore, signer, bytes, at);
  const verifier = new Verifier(
    toTrustMaterial(TrustedRoot.fromJSON(sandbox.sigstore.trustedRoot)),
  );
  const signedBy = verifier.verify(toSignedEntity(bundleFromJSON(json), bytes));
  expect(signedBy.identity?.subjectAlternativeName).toBe('manager@example.org');
  expect(() =>
    verifier.verify(toSignedEntity(bundleFromJSON(json), Buffer.from('other'))),
  ).toThrow();
});
