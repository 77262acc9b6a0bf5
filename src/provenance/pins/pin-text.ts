import { tomlId, tomlString } from '../policy/toml-text.ts';
import type { FirstSeen, Pin } from './pin.ts';
import { comparePins } from './pin-order.ts';

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
