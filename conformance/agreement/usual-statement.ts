import type { Distribution } from './case.ts';

/** What the usual statement is about. */
export const SUBJECT: Distribution = {
  name: 'sample_project-1.0.0.tar.gz',
  sha256: 'a'.repeat(64),
};

/** A publish statement with nothing odd about it. */
export const usualStatement = (): Buffer =>
  Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: SUBJECT.name, digest: { sha256: SUBJECT.sha256 } }],
      predicateType: 'https://docs.pypi.org/attestations/publish/v1',
      predicate: {},
    }),
  );
