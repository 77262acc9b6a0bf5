import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAttestationVerifier } from '../../../../src/sigstore/verify/attestation-verifier.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { startSigningWorld } from '../sign/signing-world.ts';
import { type Attested, IDENTITY, SUBJECT, startAttested } from './attested.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

describe('a good attestation', () => {
  test.each([
    ['another version', 'widget-1.1-py3-none-any.whl'],
    ['another project', 'gadget-1.0-py3-none-any.whl'],
    ['other tags', 'widget-1.0-py2.py3-none-any.whl'],
    ['a build tag', 'widget-1.0-1-py3-none-any.whl'],
    ['another kind', 'widget-1.0.tar.gz'],
    ['no distribution', 'widget-1.0-py3-none-any.whl.asc'],
  ])('is none for %s', async (_, filename) => {
    await at.refuse(at.good, 'it is about widget-1.0-py3-none-any.whl', {
      subject: { ...SUBJECT, filename },
    });
  });

  test('is none for other bytes', () =>
    at.refuse(at.good, 'it is about other bytes', {
      subject: { ...SUBJECT, sha256: 'cd'.repeat(32) },
    }));

  test.each([
    ['issuer', { issuer: 'https://token.actions.githubusercontent.com/' }],
    ['issuer', { issuer: 'https://gitlab.com' }],
    ['repository', { repository: 'acme/gadget' }],
    ['repository', { repository: 'Acme/widget' }],
    ['repository', { repository: 'acme/widget/' }],
    ['workflow', { workflow: 'publish.yml' }],
    ['workflow', { workflow: 'release.yaml' }],
    ['workflow', { workflow: 'Release.yml' }],
    ['workflow', { workflow: '' }],
  ])("is none where the publisher's %s differs: %j", async (what, change) => {
    await at.refuse(at.good, `the certificate's ${what} is `, {
      identity: { ...IDENTITY, ...change },
    });
  });

  test('is one for the same distribution in another spelling, as for PyPI', () => {
    const subject = { ...SUBJECT, filename: 'Widget-1.0-py3-none-any.whl' };
    expect(() => at.verifier.verify(at.good, subject, IDENTITY)).not.toThrow();
  });

  test('is one with members that PEP 740 does not know: PyPI drops them', () => {
    const more = { ...at.good, more: 1, envelope: { ...at.good.envelope, keyid: '' } };
    expect(() => at.verifier.verify(more, SUBJECT, IDENTITY)).not.toThrow();
  });

  test('is none for those who trust another Sigstore', async () => {
    const elsewhere = await startSigningWorld();
    const error = await publishErrorOf(() =>
      createAttestationVerifier(elsewhere.trustedRoot).verify(at.good, SUBJECT, IDENTITY),
    );
    expect(error.code).toBe('invalid-attestation');
    await elsewhere.close();
  });

  test.each(['tlogs', 'ctlogs', 'certificateAuthorities'] as const)(
    'is none where the trusted root has no %s, or none with a start of validity',
    async (kind) => {
      const undated = at.world.trustedRoot[kind].map((item) => ({
        ...item,
        validFor: undefined,
        ...('publicKey' in item && item.publicKey
          ? { publicKey: { ...item.publicKey, validFor: undefined } }
          : {}),
      }));
      for (const items of [[], undated]) {
        const root = { ...at.world.trustedRoot, [kind]: items };
        const error = await publishErrorOf(() =>
          createAttestationVerifier(root).verify(at.good, SUBJECT, IDENTITY),
        );
        expect(error.code).toBe('invalid-attestation');
      }
    },
  );
});
