import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { buildSdist } from '../archives/sdist.ts';
import { buildWheel } from '../archives/wheel.ts';
import {
  type AttestationJson,
  attest,
  formOf,
  rawUpload,
  sha256,
  upload,
  uploadToken,
} from './client.ts';

let sandbox: Sandbox;
let other: Sandbox;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  other = await startSandbox();
  token = await uploadToken(sandbox);
});
afterEach(() => {
  expect(sandbox.index.faults).toEqual([]);
});
afterAll(() => Promise.all([sandbox.close(), other.close()]));

const SUPPLIED = '400 Invalid attestations supplied during upload: ';
const FAILED = `${SUPPLIED}Could not verify the uploaded artifact using the included attestation: Verification failed: `;
const UNKNOWN = `${SUPPLIED}Unknown error while trying to verify included attestations: `;
const SLSA = { predicateType: 'https://slsa.dev/provenance/v1', predicate: { any: 'thing' } };

const wheel = buildWheel({ name: 'sample-project', version: '1.0' });

async function codeOf(...attestations: AttestationJson[]): Promise<string> {
  const { json } = await upload(sandbox, wheel, { token, attestations });
  expect(json?.['code']).not.toBe('200 OK');
  expect(sandbox.index.files).toEqual([]);
  return String(json?.['code']);
}

/** A good attestation that is bent afterwards. */
async function bent(change: (attestation: AttestationJson) => void): Promise<AttestationJson> {
  const attestation = await attest(sandbox, wheel);
  change(attestation);
  return attestation;
}

const entryOf = (attestation: AttestationJson) => {
  const [entry] = attestation.verification_material.transparency_entries;
  if (entry === undefined) throw new Error('no entry');
  return entry;
};

/** Base64 with one bit of the last byte but `back` turned over. */
function flipped(base64: string, back = 1): string {
  const bytes = Buffer.from(base64, 'base64');
  const at = bytes.length - back;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}

describe('the number of attestations:', () => {
  test('none in the list', async () => {
    expect(await codeOf()).toBe(
      `${SUPPLIED}Malformed attestations: an empty attestation set is not permitted`,
    );
  });

  test('three are refused', async () => {
    const attestation = await attest(sandbox, wheel);
    expect(await codeOf(attestation, attestation, attestation)).toBe(
      `${SUPPLIED}A maximum of 2 attestations per file are supported`,
    );
  });

  test('two of a type', async () => {
    const attestation = await attest(sandbox, wheel);
    expect(await codeOf(attestation, attestation)).toBe(
      `${SUPPLIED}Multiple attestations for the same file with the same predicate type (https://docs.pypi.org/attestations/publish/v1) are not supported`,
    );
  });

  test('with an API token', async () => {
    const attestations = [await attest(sandbox, wheel)];
    const api = sandbox.addApiToken('sample-project');
    const { json } = await upload(sandbox, wheel, { token: api, attestations });
    expect(json?.['code']).toBe(
      `${SUPPLIED}Attestations are only supported when using Trusted Publishing`,
    );
  });
});

describe('a malformed attestation is refused:', () => {
  const cases: readonly (readonly [string, (attestation: AttestationJson) => void, string])[] = [
    [
      'version as text',
      (attestation) => {
        attestation.version = '1';
      },
      '0.version',
    ],
    [
      'no entry',
      (attestation) => {
        attestation.verification_material.transparency_entries = [];
      },
      '0.verification_material.transparency_entries',
    ],
    [
      'base64 without its padding',
      (attestation) => {
        attestation.envelope.signature = 'YWJjZA';
      },
      '0.envelope.signature',
    ],
  ];
  test.each(cases)('%s', async (_, change, path) => {
    const form = formOf(wheel, { attestations: JSON.stringify([await bent(change)]) });
    const head = await rawUpload(sandbox, token, form);
    expect(head).toContain(
      `HTTP/1.1 ${SUPPLIED}Malformed attestations: 1 validation error for list[Attestation]\n${path}\n`,
    );
  });

  test('no JSON', async () => {
    const head = await rawUpload(sandbox, token, formOf(wheel, { attestations: 'nonsense' }));
    expect(head).toContain('list[Attestation]\n  Invalid JSON');
  });
});

describe('a log entry that cannot be read', () => {
  const cases: readonly (readonly [string, (attestation: AttestationJson) => void])[] = [
    [
      'with a number for a 64-bit integer',
      (attestation) => {
        entryOf(attestation)['logIndex'] = 1;
      },
    ],
    [
      'with a member that is unknown',
      (attestation) => {
        entryOf(attestation)['extra'] = {};
      },
    ],
    [
      'with a member of its proof that is unknown',
      (attestation) => {
        Object.assign(entryOf(attestation).inclusionProof, { extra: 1 });
      },
    ],
    [
      'without an inclusion proof',
      (attestation) => {
        Object.assign(entryOf(attestation), { inclusionProof: undefined });
      },
    ],
    [
      'without the index in its proof, as protobuf leaves out a zero',
      (attestation) => {
        const { logIndex: _, ...proof } = entryOf(attestation).inclusionProof;
        Object.assign(entryOf(attestation), { inclusionProof: proof });
      },
    ],
    [
      'without hashes, as protobuf leaves out an empty list',
      (attestation) => {
        const { hashes: _, ...proof } = entryOf(attestation).inclusionProof;
        Object.assign(entryOf(attestation), { inclusionProof: proof });
      },
    ],
  ];
  test.each(cases)('%s', async (_, change) => {
    expect(await codeOf(await bent(change))).toBe(`${UNKNOWN}invalid transparency log entry`);
  });

  test('without an inclusion promise', async () => {
    const attestation = await bent((bending) => {
      entryOf(bending)['inclusionPromise'] = undefined;
    });
    expect(await codeOf(attestation)).toBe(
      `${UNKNOWN}bundle must contain an inclusion promise or signed timestamp(s)`,
    );
  });

  test('a certificate that is not valid', async () => {
    const attestation = await bent((bending) => {
      bending.verification_material.certificate = Buffer.from('nonsense').toString('base64');
    });
    expect(await codeOf(attestation)).toBe(`${UNKNOWN}invalid X.509 certificate`);
  });
});

describe('tampered', () => {
  const cases: readonly (readonly [string, string, (attestation: AttestationJson) => void])[] = [
    [
      'signature',
      'DSSE: invalid signature',
      ({ envelope }) => {
        envelope.signature = flipped(envelope.signature);
      },
    ],
    [
      'statement',
      'DSSE: invalid signature',
      ({ envelope }) => {
        envelope.statement = flipped(envelope.statement, 10);
      },
    ],
    [
      'certificate',
      'failed to build timestamp certificate chain',
      ({ verification_material: material }) => {
        material.certificate = flipped(material.certificate);
      },
    ],
    [
      'certificate before its signature',
      'failed to ',
      ({ verification_material: material }) => {
        material.certificate = flipped(material.certificate, 120);
      },
    ],
    [
      'root hash',
      'invalid log entry',
      (attestation) => {
        const proof = entryOf(attestation).inclusionProof;
        proof.rootHash = flipped(proof.rootHash);
      },
    ],
    [
      'checkpoint',
      'invalid log entry',
      (attestation) => {
        const { checkpoint } = entryOf(attestation).inclusionProof;
        checkpoint.envelope = checkpoint.envelope.replace(/\n\d+\n/, '\n999\n');
      },
    ],
    [
      'size of the tree',
      'invalid log entry',
      (attestation) => {
        const proof = entryOf(attestation).inclusionProof;
        proof.treeSize = String(Number(proof.treeSize) + 1);
      },
    ],
    [
      'promise',
      'invalid log entry',
      (attestation) => {
        entryOf(attestation)['logIndex'] = '7';
      },
    ],
    [
      'time',
      'invalid log entry',
      (attestation) => {
        const entry = entryOf(attestation);
        entry['integratedTime'] = String(Number(entry['integratedTime']) + 1);
      },
    ],
    [
      'time, out of the certificate’s life',
      'failed to build timestamp certificate chain',
      (attestation) => {
        const entry = entryOf(attestation);
        entry['integratedTime'] = String(Number(entry['integratedTime']) + 3600);
      },
    ],
    [
      'body of the entry',
      'invalid log entry',
      (attestation) => {
        const entry = entryOf(attestation);
        entry['canonicalizedBody'] = flipped(String(entry['canonicalizedBody']), 30);
      },
    ],
    [
      'kind of the entry',
      'Integrated time only supported for dsse/hashedrekord 0.0.1 types',
      (attestation) => {
        entryOf(attestation).kindVersion = { kind: 'intoto', version: '0.0.2' };
      },
    ],
    [
      'time, gone',
      'not enough sources of verified time',
      (attestation) => {
        entryOf(attestation)['integratedTime'] = '0';
      },
    ],
  ];
  test.each(cases)('%s: %s', async (_, problem, change) => {
    const code = await codeOf(await bent(change));
    expect(code.startsWith(FAILED + problem)).toBe(true);
  });

  test('the entry of another statement', async () => {
    const attestation = await attest(sandbox, wheel);
    const foreign = await attest(sandbox, wheel, { statement: SLSA });
    attestation.verification_material.transparency_entries = [entryOf(foreign)];
    expect(await codeOf(attestation)).toMatch(/Verification failed: invalid log entry/);
  });

  test('everything right, of another Sigstore', async () => {
    expect(await codeOf(await attest(other, wheel))).toContain(
      `${FAILED}failed to build timestamp certificate chain`,
    );
  });
});

describe('an attestation of another identity is refused:', () => {
  test('repository', async () => {
    const claims = { repository: 'acme/Widget' };
    expect(await codeOf(await attest(sandbox, wheel, { claims }))).toBe(
      `${FAILED}Certificate's OIDCSourceRepositoryURI does not match (got https://github.com/acme/Widget, expected https://github.com/acme/widget)`,
    );
  });

  test('issuer', async () => {
    const claims = { iss: 'https://token.actions.githubusercontent.com/acme' };
    expect(await codeOf(await attest(sandbox, wheel, { claims }))).toBe(
      `${FAILED}Certificate's OIDCIssuerV2 does not match (got https://token.actions.githubusercontent.com/acme, expected https://token.actions.githubusercontent.com)`,
    );
  });

  test.each([
    'acme/widget/.github/workflows/caller.yml@refs/tags/v1.0.0',
    'acme/widget/.github/workflows/release.yml@refs/heads/main',
    'acme/widget/.github/workflows/sub/release.yml@refs/tags/v1.0.0',
  ])('workflow %s', async (reference) => {
    const claims = { workflow_ref: reference };
    const code = await codeOf(await attest(sandbox, wheel, { claims }));
    expect(code).toContain(`${FAILED}Certificate's Build Config URI (<Extension(`);
    expect(code).toContain(`https://github.com/${reference}')>)>)`);
    expect(code).toMatch(
      / does not match expected Trusted Publisher \(release\.yml @ acme\/widget\)$/,
    );
  });

  test('neither commit nor ref', async () => {
    const claims = { sha: undefined, ref: undefined };
    expect(await codeOf(await attest(sandbox, wheel, { claims }))).toBe(
      `${FAILED}Certificate must contain either Source Repository Digest or Source Repository Ref`,
    );
  });
});

describe('an attestation of another subject is refused:', () => {
  test('digest', async () => {
    const digest = sha256('other bytes');
    expect(await codeOf(await attest(sandbox, wheel, { digest }))).toBe(
      `${FAILED}subject does not match distribution digest`,
    );
  });

  test.each(['sample_project-1.1-py3-none-any.whl', 'sample_project-1.0-py2-none-any.whl'])(
    'name %s',
    async (name) => {
      expect(await codeOf(await attest(sandbox, wheel, { name }))).toBe(
        `${FAILED}subject does not match distribution name: ${name} != ${wheel.filename}`,
      );
    },
  );

  test('a name that is not valid', async () => {
    expect(await codeOf(await attest(sandbox, wheel, { name: 'sample_project-1.0.exe' }))).toBe(
      `${FAILED}invalid subject: unknown distribution format: sample_project-1.0.exe`,
    );
  });

  test('two of them', async () => {
    const subject = { name: wheel.filename, digest: { sha256: sha256(wheel.bytes) } };
    const statement = { subject: [subject, subject] };
    expect(await codeOf(await attest(sandbox, wheel, { statement }))).toBe(
      `${FAILED}too many subjects in statement (must be exactly one)`,
    );
  });

  test('an unknown predicate type', async () => {
    const statement = { predicateType: 'https://example.com/v1' };
    expect(await codeOf(await attest(sandbox, wheel, { statement }))).toBe(
      `${FAILED}unknown attestation type: https://example.com/v1`,
    );
  });

  test('a statement that is not valid', async () => {
    const attestation = await attest(sandbox, wheel, { statement: { _type: 'other' } });
    const form = formOf(wheel, { attestations: JSON.stringify([attestation]) });
    expect(await rawUpload(sandbox, token, form)).toContain(
      'invalid statement: 1 validation error',
    );
  });
});

describe('an attestation is accepted:', () => {
  const accepted = async (version: string, ...change: Parameters<typeof attest>[2][]) => {
    const file = buildWheel({ name: 'sample-project', version });
    const attestations = await Promise.all(change.map((each) => attest(sandbox, file, each)));
    return upload(sandbox, file, { token, attestations });
  };

  test('a publish attestation and a SLSA one', async () => {
    expect((await accepted('2.0', {}, { statement: SLSA })).status).toBe(200);
  });

  test('a name that parses to the same', async () => {
    const name = 'Sample.Project-2.1.0-py3-none-any.whl';
    expect((await accepted('2.1', { name })).status).toBe(200);
  });

  test('another ref than the ID token’s', async () => {
    const claims = { ref: 'refs/heads/main', workflow_ref: undefined };
    const workflow = 'acme/widget/.github/workflows/release.yml@refs/heads/main';
    expect((await accepted('2.2', { claims: { ...claims, workflow_ref: workflow } })).status).toBe(
      200,
    );
  });

  test('an sdist’s', async () => {
    const file = await buildSdist({ name: 'sample-project', version: '2.3' });
    const attestations = [await attest(sandbox, file)];
    expect((await upload(sandbox, file, { token, attestations })).status).toBe(200);
  });

  test('with members that nobody knows, which are not served', async () => {
    const file = buildWheel({ name: 'sample-project', version: '2.4' });
    const attestation = await attest(sandbox, file);
    const more = { ...attestation, extra: 1 };
    expect((await upload(sandbox, file, { token, attestations: [more] })).status).toBe(200);
    expect(sandbox.index.files.at(-1)?.attestations).toEqual([attestation]);
  });
});
