import * as v from 'valibot';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const time = v.pipe(v.string(), v.isoTimestamp());
const error = v.nullable(
  v.strictObject({
    code: v.string(),
    message: v.string(),
    consequence: v.nullable(v.string()),
    remedy: v.string(),
  }),
);

/** What every verb writes when the command line is wrong, or before it has anything to show. */
export const failureDocument = v.strictObject({ ok: v.literal(false), error });

export const publishDocument = v.strictObject({
  ok: v.boolean(),
  index: v.nullable(v.string()),
  'dry-run': v.boolean(),
  publisher: v.nullable(v.looseObject({ owner: v.string(), repository: v.string() })),
  plan: v.nullable(
    v.array(
      v.strictObject({
        project: v.string(),
        version: v.string(),
        new: v.boolean(),
        files: v.array(
          v.strictObject({
            name: v.string(),
            action: v.picklist(['upload', 'none', 'keep', 'stop']),
            turn: v.nullable(v.picklist(['alone', 'together', 'last'])),
            why: v.string(),
          }),
        ),
      }),
    ),
  ),
  files: v.array(
    v.strictObject({
      name: v.string(),
      project: v.string(),
      version: v.string(),
      size: v.number(),
      sha256,
      status: v.picklist(['uploaded', 'identical', 'kept', 'unconfirmed', 'failed', 'not-tried']),
      confirmed: v.nullable(v.boolean()),
      url: v.nullable(v.pipe(v.string(), v.url())),
      attestation: v.nullable(v.string()),
      'log-index': v.nullable(v.string()),
    }),
  ),
  projects: v.array(v.string()),
  'project-url': v.nullable(v.pipe(v.string(), v.url())),
  'attestations-dir': v.nullable(v.string()),
  'uploaded-count': v.number(),
  'skipped-count': v.number(),
  'failed-count': v.number(),
  confirmed: v.boolean(),
  error,
});

export const attestDocument = v.strictObject({
  ok: v.boolean(),
  signer: v.nullable(v.string()),
  files: v.array(
    v.strictObject({
      name: v.string(),
      path: v.string(),
      kind: v.picklist(['distribution', 'file']),
      sha256,
      written: v.array(v.string()),
      'log-indexes': v.array(v.string()),
    }),
  ),
  'attestation-paths': v.array(v.string()),
  error,
});

const finding = v.strictObject({
  rule: v.string(),
  severity: v.picklist(['error', 'warning']),
  filenames: v.array(v.string()),
  message: v.string(),
  remedy: v.string(),
});

const texts = v.record(v.string(), v.string());

const distribution = v.strictObject({
  path: v.string(),
  ok: v.boolean(),
  kind: v.picklist(['wheel', 'sdist']),
  filename: v.string(),
  name: v.string(),
  project: v.string(),
  version: v.string(),
  tags: v.array(v.string()),
  size: v.number(),
  sha256,
  metadata: v.array(v.strictObject({ name: v.string(), value: v.string() })),
  description: v.nullable(
    v.strictObject({ 'content-type': v.nullable(v.string()), size: v.number() }),
  ),
  findings: v.array(finding),
});

const signedDocument = v.strictObject({
  format: v.picklist(['attestation', 'bundle']),
  'media-type': v.nullable(v.string()),
  subjects: v.array(v.strictObject({ name: v.nullable(v.string()), digests: texts })),
  'predicate-type': v.nullable(v.string()),
  publisher: v.nullable(texts),
  certificate: v.nullable(
    v.strictObject({
      identity: v.nullable(v.string()),
      authority: v.string(),
      'not-before': time,
      'not-after': time,
      claims: texts,
    }),
  ),
  'log-entries': v.array(
    v.strictObject({
      kind: v.string(),
      'log-id': v.nullable(v.string()),
      'log-index': v.nullable(v.string()),
      'integrated-time': v.nullable(time),
    }),
  ),
  timestamps: v.number(),
  refusals: v.array(v.string()),
  beside: v.nullable(v.strictObject({ path: v.string(), same: v.boolean() })),
  verification: v.variant('kind', [
    v.strictObject({ kind: v.literal('not-asked') }),
    v.strictObject({ kind: v.literal('verified') }),
    v.strictObject({ kind: v.picklist(['failed', 'uncheckable']), reason: v.string() }),
  ]),
});

const signatures = v.strictObject({
  path: v.string(),
  ok: v.boolean(),
  kind: v.picklist(['attestation', 'provenance', 'bundle']),
  documents: v.array(signedDocument),
});

const unreadable = v.strictObject({
  path: v.string(),
  ok: v.literal(false),
  kind: v.literal('unreadable'),
  error: v.nonNullable(error),
});

export const inspectDocument = v.strictObject({
  ok: v.boolean(),
  index: v.strictObject({ title: v.string(), 'upload-url': v.pipe(v.string(), v.url()) }),
  files: v.array(v.variant('kind', [distribution, signatures, unreadable])),
  findings: v.array(finding),
  error,
});

export const initDocument = v.strictObject({
  ok: v.boolean(),
  written: v.boolean(),
  path: v.string(),
  workflow: v.string(),
  unfinished: v.boolean(),
  project: v.strictObject({
    directory: v.string(),
    name: v.nullable(v.string()),
    version: v.nullable(v.string()),
    'build-backend': v.string(),
    'version-from-git': v.boolean(),
    'platform-wheels': v.nullable(v.string()),
  }),
  publishers: v.array(
    v.strictObject({
      index: v.string(),
      owner: v.nullable(v.string()),
      repository: v.nullable(v.string()),
      workflow: v.string(),
      environment: v.string(),
      'existing-project': v.nullable(v.pipe(v.string(), v.url())),
      'pending-project': v.nullable(v.pipe(v.string(), v.url())),
    }),
  ),
  others: v.array(v.strictObject({ directory: v.string(), name: v.nullable(v.string()) })),
  error,
});

export const doctorDocument = v.strictObject({
  ok: v.boolean(),
  workflows: v.array(v.string()),
  publications: v.array(
    v.strictObject({
      workflow: v.string(),
      job: v.string(),
      line: v.number(),
      tool: v.string(),
      index: v.picklist(['pypi', 'testpypi', 'other', 'unknown']),
      authentication: v.picklist(['trusted-publishing', 'token', 'unknown']),
    }),
  ),
  findings: v.array(
    v.strictObject({
      rule: v.string(),
      severity: v.picklist(['error', 'warning', 'note']),
      path: v.string(),
      line: v.number(),
      column: v.number(),
      message: v.string(),
      remedy: v.string(),
    }),
  ),
  publishers: v.array(
    v.strictObject({
      index: v.string(),
      job: v.string(),
      owner: v.nullable(v.string()),
      repository: v.nullable(v.string()),
      workflow: v.string(),
      environment: v.nullable(v.string()),
      page: v.nullable(v.pipe(v.string(), v.url())),
    }),
  ),
  unseen: v.array(v.string()),
  error,
});

export type InspectDocument = v.InferOutput<typeof inspectDocument>;
export type SignedDocumentData = v.InferOutput<typeof signedDocument>;
