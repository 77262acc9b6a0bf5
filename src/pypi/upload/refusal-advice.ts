import type { IndexProfile } from '../index-profile.ts';
import { type PublisherForm, publishingPage } from '../token/publishing-page.ts';

/** Which upload was refused. */
export interface RefusedUpload {
  readonly index: IndexProfile;
  /** In normal form. */
  readonly project: string;
  /** Whom the job is; undefined where it has a password. */
  readonly publisher: PublisherForm | undefined;
}

type Advice = readonly [said: RegExp, advice: (upload: RefusedUpload) => string];

const NEW_VERSION = 'Give the project a new version and publish that.';

/** PyPI's words for refusing an upload (Warehouse's forklift/legacy.py, seen 2026-08), and the fix. */
const ADVICE: readonly Advice[] = [
  [
    /^(?:an answer that is not HTTP|HTTP 502, \d+ times)/,
    () =>
      'The words of the index did not arrive. If the run warned of this file, fix that and build again. Otherwise publish it with `attestations: false`, or ask the operators of the index for the reason; attestations cannot be added to a file later.',
  ],
  [
    /older than 14 days/i,
    () =>
      `${NEW_VERSION} The files that are there stay as they are, and installers still find them.`,
  ],
  [
    /only one sdist/i,
    () =>
      'This version has an sdist of another file name already. Take this one out of the directory; for another sdist the project needs a new version.',
  ],
  [
    /(?:file|project size) too large\. limit/i,
    () =>
      'Leave out what users do not need, or ask for a higher limit: https://docs.pypi.org/project-management/storage-limits/',
  ],
  [
    /unsupported platform tag/i,
    () =>
      'Build the wheel for a platform that the index knows. For Linux that is manylinux or musllinux: cibuildwheel makes them, `auditwheel repair` turns a linux_* wheel into one.',
  ],
  [
    /description failed to render/i,
    () =>
      'The README is not of the type that `readme` in pyproject.toml says, or has markup that reStructuredText does not accept. Fix it and build again; while no file of this version is on the index, the version stays.',
  ],
  [
    /use of local versions/i,
    () =>
      'Build from a clean checkout of the tag, with all tags fetched (`fetch-depth: 0`): version tools add "+…" for anything after a tag.',
  ],
  [
    /invalid attestations supplied|attestations as malformed/i,
    () =>
      'Run the job again. If it stays, `attestations: false` publishes without; attestations cannot be added to a file later. Please report it, with this message.',
  ],
  [
    /organization account .* inactive/i,
    () => 'An owner of the organization has to bring its account in order. Then run the job again.',
  ],
  [
    /username\/password authentication is no longer supported/i,
    ({ index }) =>
      `${index.title} accepts API tokens only: leave \`user\` out (its default is \`__token__\`) and give an API token as \`password\`, or leave both out and use Trusted Publishing.`,
  ],
  [
    /token is expired|signatures do not match/i,
    () =>
      'The index refused the token itself, also a new one: run the job again. If it stays, the clock of the runner or of the index is wrong, or the token belongs to another index.',
  ],
  [
    /invalid or non-existent authentication/i,
    () =>
      'The index does not know this token or password: it has a typing mistake, was deleted, or belongs to another index (PyPI and TestPyPI have tokens of their own). Make a new one, or leave `password` out and use Trusted Publishing.',
  ],
  [
    /username\/password authentication is no longer supported/i,
    () =>
      'The index accepts API tokens only. Leave `user` out and give an API token as `password`, or leave both out and use Trusted Publishing.',
  ],
  [
    /OIDC scoped token is not valid/i,
    ({ index, project, publisher }) =>
      publisher === undefined
        ? 'The token belongs to another project.'
        : `This publisher may publish other projects, but not ${project}. An owner of ${project} adds it here, filled in: ${publishingPage(index, project, publisher)}`,
  ],
  [
    /project-scoped token is not valid/i,
    ({ project }) => `The API token is for another project. Make one for ${project}.`,
  ],
  [
    /isn't allowed to upload|is not allowed to upload/i,
    ({ index, project }) =>
      `Either the project is archived or quarantined, or the account behind the token is no maintainer of it. An owner sees which: ${index.siteUrl}/manage/project/${encodeURIComponent(project)}/settings/`,
  ],
  [
    /verified primary email|two-factor/i,
    () =>
      'The account behind the token has to be put in order first: log in on the index to see what it lacks.',
  ],
  [
    /is an invalid value for|^(?:HTTP \d+: )?invalid value for|core-metadata for more/i,
    () =>
      'Fix that in pyproject.toml and build again. While no file of this version is on the index, the version stays.',
  ],
];

const CHECK_UPLOAD_URL =
  'Most likely `repository-url` is not the URL that accepts uploads. For PyPI it is https://upload.pypi.org/legacy/, for TestPyPI https://test.pypi.org/legacy/, with the slash at the end; for another index see its documentation.';

/** What a status says by itself, where the words of the index are not known. */
const STATUS_ADVICE: readonly (readonly [statuses: readonly number[], advice: string])[] = [
  [[300, 301, 302, 303, 304, 307, 308, 404, 405, 410, 501], CHECK_UPLOAD_URL],
  [
    [413],
    'The file is larger than the index, or a proxy in front of it, accepts. Make the file smaller, or ask the operators of the index for a higher limit.',
  ],
  [
    [431],
    'A proxy in front of the index does not accept headers of this length: the token or password is too long for it. Ask the operators of the index.',
  ],
  [[402, 451, 507], 'The reason is not the file. Ask the operators of the index.'],
];

/**
 * What to do about a refused upload, by the words of the index where they are known, else by its
 * status.
 * @param said the status and the words of the index: `HTTP 400: …`
 */
export function refusalAdvice(said: string, upload: RefusedUpload): string | undefined {
  const known = ADVICE.find(([words]) => words.test(said))?.[1](upload);
  const status = Number(/^HTTP (\d{3})\b/.exec(said)?.[1]);
  return known ?? STATUS_ADVICE.find(([statuses]) => statuses.includes(status))?.[1];
}
