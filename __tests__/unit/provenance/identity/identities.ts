import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import type { Pin } from '../../../../src/provenance/pins/pin.ts';

/** A job of the usual project. */
export const IDENTITY: Identity = {
  kind: 'GitHub',
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'acme/widget',
  repositoryId: '740112233',
  ownerId: '6501',
  workflow: 'release.yml',
  environment: 'pypi',
  ref: 'refs/tags/v1.0.0',
  commit: '1f2e3d4c5b6a79880123456789abcdef01234567',
  trigger: 'push',
  runner: 'github-hosted',
};

/** The pin that lets it publish. */
export const PIN: Pin = {
  project: 'widget',
  kind: 'GitHub',
  repository: 'acme/widget',
  repositoryId: '740112233',
  ownerId: '6501',
  workflow: 'release.yml',
  environment: 'pypi',
  ref: 'tag',
  trigger: 'push',
  runner: 'github-hosted',
  firstSeen: { version: '1.0', date: '2026-01-31', logIndex: '42' },
};
