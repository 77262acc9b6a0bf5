import { expect, test } from '@jest/globals';
import { changelogSection } from '../../scripts/changelog-section.ts';

const CHANGELOG = `# Changelog

## Unreleased

- later

## [1.10.0] - 2027-01-31

### Added

- ten

## 1.1.0 - 2026-12-01

- one

## 1.0.0

- no day

## 0.9.0 - 2026-11-01
`;

test.each([
  ['1.10.0', '### Added\n\n- ten\n'],
  ['1.1.0', '- one\n'],
])('finds the section of %s and no other', (version, text) => {
  expect(changelogSection(`v${version}`, version, CHANGELOG)).toBe(text);
});

test.each([
  ['v1.1.0', '1.1.1', /is not the version of package\.json/],
  ['v1.1', '1.1', /no section/],
  ['v1.0.0', '1.0.0', /on which day/],
  ['v0.9.0', '0.9.0', /says nothing/],
])('%s of version %s is no release', (tag, version, message) => {
  expect(() => changelogSection(tag, version, CHANGELOG)).toThrow(message);
});
