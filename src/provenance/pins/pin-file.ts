import * as v from 'valibot';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import { daySchema, idSchema, readTomlFile, textSchema } from '../policy/toml-file.ts';
import { tomlId, tomlString } from '../policy/toml-text.ts';
import { comparePins, type FirstSeen, type Pin } from './pin.ts';

const text = v.optional(textSchema);
const id = v.optional(idSchema);

const publisherSchema = v.strictObject({
  project: v.pipe(textSchema, v.transform(normalizeProjectName)),
  kind: v.picklist(
    ['GitHub', 'GitLab', 'Google', 'CircleCI', 'Email', 'Other'],
    'it can be GitHub, GitLab, Google, CircleCI, Email or Other',
  ),
  issuer: text,
  repository: text,
  'repository-id': id,
  'owner-id': id,
  workflow: text,
  'reusable-workflow': text,
  environment: text,
  ref: text,
  trigger: text,
  runner: text,
  email: text,
  'project-id': text,
  'pipeline-definition-id': text,
  unattested: v.optional(v.array(textSchema)),
  'first-seen': v.optional(v.strictObject({ version: text, date: daySchema, 'log-index': id })),
});

type Publisher = v.InferOutput<typeof publisherSchema>;

const pinFileSchema = v.strictObject({
  version: v.literal(1, 'it must be 1'),
  publisher: v.optional(
    v.array(
      v.pipe(
        publisherSchema,
        v.check(
          namesSomebody,
          'it names no publisher: a repository, an email or a project is needed',
        ),
      ),
    ),
    [],
  ),
});

/** A pin that compares nothing would let everybody of its kind publish. */
function namesSomebody(publisher: Publisher): boolean {
  switch (publisher.kind) {
    case 'Google':
      return publisher.email !== undefined;
    case 'Email':
      return publisher.email !== undefined && publisher.issuer !== undefined;
    case 'CircleCI':
      return (
        publisher['project-id'] !== undefined && publisher['pipeline-definition-id'] !== undefined
      );
    case 'Other':
      return publisher.issuer !== undefined && publisher.repository !== undefined;
    case 'GitHub':
    case 'GitLab':
      return publisher.repository !== undefined;
  }
}

/**
 * Reads `publishers.lock.toml`.
 * @param path the file's name, for messages
 * @throws PublishError `invalid-configuration`
 */
export function parsePinFile(content: string, path: string): readonly Pin[] {
  return readTomlFile(content, path, pinFileSchema).publisher.map(toPin);
}

function toPin(publisher: Publisher): Pin {
  const { project, kind, issuer, repository, workflow, environment, ref, trigger, runner, email } =
    publisher;
  const firstSeen = publisher['first-seen'];
  return {
    project,
    kind,
    issuer,
    repository,
    repositoryId: publisher['repository-id'],
    ownerId: publisher['owner-id'],
    workflow,
    reusableWorkflow: publisher['reusable-workflow'],
    environment,
    ref,
    trigger,
    runner,
    email,
    projectId: publisher['project-id'],
    pipelineDefinitionId: publisher['pipeline-definition-id'],
    unattested: publisher.unattested,
    firstSeen: firstSeen && {
      version: firstSeen.version,
      date: firstSeen.date,
      logIndex: firstSeen['log-index'],
    },
  };
}

const HEAD = `# Who may publish the projects that are installed here. Written by \`verify --update-pins\`
# (new projects) and \`verify --accept PROJECT\` (changes); review it like code.
version = 1
`;

/**
 * The text of `publishers.lock.toml`: one block a publisher, sorted, so that two changes of
 * different projects merge.
 */
export function pinText(pins: readonly Pin[]): string {
  return HEAD + pins.toSorted(comparePins).map(block).join('');
}

function block(pin: Pin): string {
  const { firstSeen, unattested } = pin;
  const lines = MEMBERS.flatMap(([key, member, write]) => {
    const value = pin[member];
    return value === undefined ? [] : [`${key} = ${write(value)}`];
  });
  if (unattested !== undefined && unattested.length > 0) {
    lines.push(`unattested = [${unattested.map(tomlString).join(', ')}]`);
  }
  if (firstSeen !== undefined) lines.push(`first-seen = ${firstSeenText(firstSeen)}`);
  return `\n[[publisher]]\n${lines.join('\n')}\n`;
}

type Member = Exclude<keyof Pin, 'firstSeen' | 'unattested'>;

/** Keys in their order in the file. */
const MEMBERS: readonly (readonly [
  key: string,
  member: Member,
  write: (text: string) => string,
])[] = [
  ['project', 'project', tomlString],
  ['kind', 'kind', tomlString],
  ['issuer', 'issuer', tomlString],
  ['repository', 'repository', tomlString],
  ['repository-id', 'repositoryId', tomlId],
  ['owner-id', 'ownerId', tomlId],
  ['workflow', 'workflow', tomlString],
  ['reusable-workflow', 'reusableWorkflow', tomlString],
  ['environment', 'environment', tomlString],
  ['ref', 'ref', tomlString],
  ['trigger', 'trigger', tomlString],
  ['runner', 'runner', tomlString],
  ['email', 'email', tomlString],
  ['project-id', 'projectId', tomlString],
  ['pipeline-definition-id', 'pipelineDefinitionId', tomlString],
];

function firstSeenText({ version, date, logIndex }: FirstSeen): string {
  const members = [
    ...(version === undefined ? [] : [`version = ${tomlString(version)}`]),
    `date = ${date}`,
    ...(logIndex === undefined ? [] : [`log-index = ${tomlId(logIndex)}`]),
  ];
  return `{ ${members.join(', ')} }`;
}
