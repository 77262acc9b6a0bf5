import * as v from 'valibot';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import { isRuleId, RULE_IDS, type RuleId, ruleOf } from '../rules.ts';
import { type Acceptance, DEFAULT_POLICY, type Policy } from './policy.ts';
import { daySchema, idSchema, readTomlFile, textSchema } from './toml-file.ts';

const ruleSchema = v.custom<RuleId>(
  (value) => typeof value === 'string' && isRuleId(value),
  `no such rule is known; there are ${RULE_IDS.join(', ')}`,
);

const count = v.pipe(v.number('a number is needed'), v.integer(), v.minValue(0));
const days = v.pipe(v.number('a number of days is needed'), v.integer(), v.minValue(0));
const globs = v.optional(v.array(textSchema), []);

const acceptSchema = v.strictObject({
  project: v.pipe(textSchema, v.transform(normalizeProjectName)),
  rule: v.pipe(
    ruleSchema,
    v.check((id) => ruleOf(id).acceptable, 'findings of this rule cannot be accepted'),
  ),
  version: v.optional(textSchema),
  repository: v.optional(textSchema),
  'repository-id': v.optional(idSchema),
  'owner-id': v.optional(idSchema),
  workflow: v.optional(textSchema),
  reason: v.pipe(v.string('a reason is needed'), v.trim(), v.nonEmpty('a reason is needed')),
  expires: daySchema,
});

const digestSchema = v.pipe(
  textSchema,
  v.regex(/^sha256:[0-9a-f]{64}$/, 'a digest is written sha256: and 64 digits of lower-case hex'),
);

const { history: usual } = DEFAULT_POLICY;

const policySchema = v.strictObject({
  version: v.literal(1, 'it must be 1'),
  pins: v.optional(textSchema, DEFAULT_POLICY.pins),
  files: v.optional(v.picklist(['changed', 'host', 'all'], 'it can be changed, host or all')),
  index: v.optional(
    v.strictObject({ 'provenance-from': v.optional(textSchema), internal: globs }),
    {},
  ),
  require: v.optional(
    v.strictObject({
      projects: globs,
      'direct-dependencies': v.optional(v.boolean('it can be true or false'), false),
    }),
    {},
  ),
  severity: v.optional(
    v.record(
      v.string(),
      v.picklist(['error', 'warning', 'note'], 'it can be error, warning or note'),
    ),
    {},
  ),
  history: v.optional(
    v.strictObject({
      'min-attested': v.optional(v.pipe(days, v.minValue(1)), usual.minAttested),
      'error-days': v.optional(days, usual.errorDays),
      'warn-days': v.optional(days, usual.warnDays),
      'known-releases': v.optional(v.pipe(count, v.minValue(1)), usual.knownReleases),
      'known-days': v.optional(days, usual.knownDays),
    }),
    {},
  ),
  pack: v.optional(v.strictObject({ 'trusted-roots': v.optional(v.array(digestSchema), []) }), {}),
  accept: v.optional(v.array(acceptSchema), []),
  bundle: v.optional(
    v.record(v.string(), v.strictObject({ identity: textSchema, issuer: textSchema })),
    {},
  ),
});

/** Names in `[severity]` are rules, and rules that may be graded otherwise. */
const checkedSchema = v.pipe(
  policySchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const name of Object.keys(dataset.value.severity)) {
      if (!isRuleId(name)) {
        addIssue({ message: `[severity] ${name}: no such rule is known` });
      } else if (!ruleOf(name).overridable) {
        addIssue({ message: `[severity] ${name}: the severity of this rule cannot be changed` });
      }
    }
  }),
);

/**
 * Reads `provenance.toml`.
 * @param path the file's name, for messages
 * @throws PublishError `invalid-configuration` that lists what is wrong
 */
export function parsePolicyFile(content: string, path: string): Policy {
  const file = readTomlFile(content, path, checkedSchema);
  const severities = Object.entries(file.severity).flatMap(([name, severity]) =>
    isRuleId(name) ? [[name, severity] as const] : [],
  );
  return {
    pins: file.pins,
    files: file.files,
    index: {
      provenanceFrom: file.index['provenance-from'],
      internal: file.index.internal ?? [],
    },
    require: {
      projects: file.require.projects ?? [],
      directDependencies: file.require['direct-dependencies'] ?? false,
    },
    severity: new Map(severities),
    history: {
      minAttested: file.history['min-attested'] ?? usual.minAttested,
      errorDays: file.history['error-days'] ?? usual.errorDays,
      warnDays: file.history['warn-days'] ?? usual.warnDays,
      knownReleases: file.history['known-releases'] ?? usual.knownReleases,
      knownDays: file.history['known-days'] ?? usual.knownDays,
    },
    pack: { trustedRoots: file.pack['trusted-roots'] ?? [] },
    accept: file.accept.map(acceptance),
    bundles: Object.entries(file.bundle).map(([files, signer]) => ({ files, ...signer })),
  };
}

function acceptance(entry: v.InferOutput<typeof acceptSchema>): Acceptance {
  const { project, rule, version, repository, workflow, reason, expires } = entry;
  return {
    project,
    rule,
    version,
    repository,
    repositoryId: entry['repository-id'],
    ownerId: entry['owner-id'],
    workflow,
    reason,
    expires,
  };
}
