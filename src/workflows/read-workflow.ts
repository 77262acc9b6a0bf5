import { actionReference } from './action-reference.ts';
import {
  type Job,
  Permissions,
  type Trigger,
  type Variables,
  type Workflow,
  type WorkflowStep,
} from './workflow.ts';
import { readYaml } from './yaml/read-yaml.ts';
import { YamlDefect, type YamlNode } from './yaml/yaml-node.ts';

/** Composite actions may use each other; GitHub stops at ten. */
const MOST_ACTIONS_DEEP = 10;
/** Steps of composite actions, each counted as often as it runs. */
const MOST_INNER_STEPS = 20_000;

/**
 * The text of a file of the repository.
 * @param path relative to the repository, with `/`
 * @returns undefined where there is none that can be read
 */
export type ReadFile = (path: string) => string | undefined;

/**
 * Reads a workflow as far as publishing goes. What GitHub would refuse about a field is left
 * alone: this is no linter of workflows.
 * @param readFile for the composite actions of the repository that steps use
 * @throws YamlDefect where it is no workflow at all
 */
export function readWorkflow(path: string, text: string, readFile: ReadFile): Workflow {
  const node = readYaml(path, text);
  const jobs = node.get('jobs');
  if (jobs?.content.kind !== 'mapping') throw new YamlDefect(node.at, 'it has no jobs');
  const actions = new ActionReader(readFile);
  return {
    path,
    filename: path.slice(path.lastIndexOf('/') + 1),
    triggers: readTriggers(node.get('on')),
    permissions: readPermissions(node),
    jobs: jobs.entries.map(({ key, at, value }) => ({
      ...readJob(value, actions),
      id: key,
      at,
    })),
    env: variables(node.get('env')),
    node,
  };
}

function readTriggers(node: YamlNode | undefined): readonly Trigger[] {
  if (!node) return [];
  if (node.content.kind === 'mapping') {
    return node.entries.map(({ key, at, value }) => ({
      event: key,
      at,
      filters: value.text === undefined && value.content.kind === 'scalar' ? undefined : value,
    }));
  }
  const named = node.content.kind === 'list' ? node.items : [node];
  return named.flatMap(({ text, at }) =>
    text === undefined ? [] : [{ event: text, at, filters: undefined }],
  );
}

function readPermissions(node: YamlNode): Permissions | undefined {
  const permissions = node.get('permissions');
  return permissions && new Permissions(node.placeOf('permissions'), permissions);
}

function readJob(node: YamlNode, actions: ActionReader): Omit<Job, 'id' | 'at'> {
  const runsOn = node.get('runs-on');
  const environment = node.get('environment');
  return {
    needs: node.get('needs')?.texts ?? [],
    condition: node.get('if')?.text,
    permissions: readPermissions(node),
    environment: environment?.text ?? environment?.get('name')?.text,
    runsOn: [...(runsOn?.texts ?? []), ...(runsOn?.get('labels')?.texts ?? [])],
    runsOnAt: node.placeOf('runs-on'),
    matrix: node.get('strategy')?.get('matrix'),
    calls: actionReference(node.get('uses')),
    steps: actions.steps(node.get('steps'), 0).steps,
    env: variables(node.get('env')),
    node,
  };
}

function variables(node: YamlNode | undefined): Variables {
  return new Map((node?.entries ?? []).map(({ key, value }) => [key, value]));
}

/** Steps, and how many they are with those of the composite actions that they use. */
interface ReadSteps {
  readonly steps: readonly WorkflowStep[];
  readonly count: number;
}

const NO_STEPS: ReadSteps = { steps: [], count: 0 };

/** Reads steps, and those of the composite actions of the repository that they use. */
class ActionReader {
  readonly #readFile: ReadFile;
  readonly #read = new Map<string, ReadSteps>();
  #innerSteps = 0;

  constructor(readFile: ReadFile) {
    this.#readFile = readFile;
  }

  steps(node: YamlNode | undefined, depth: number): ReadSteps {
    let count = 0;
    const steps = (node?.items ?? []).map((step): WorkflowStep => {
      const uses = actionReference(step.get('uses'));
      const inner = uses?.kind === 'local' ? this.#composite(uses.path, depth) : NO_STEPS;
      count += 1 + inner.count;
      return {
        at: step.at,
        id: step.get('id')?.text,
        name: step.get('name')?.text,
        condition: step.get('if')?.text,
        uses,
        run: step.get('run'),
        inputs: variables(step.get('with')),
        env: variables(step.get('env')),
        inner: inner.steps,
      };
    });
    return { steps, count };
  }

  /** The same action in many steps is read once; one that uses itself ends at once. */
  #composite(folder: string, depth: number): ReadSteps {
    if (depth >= MOST_ACTIONS_DEEP || folder.split('/').includes('..')) return NO_STEPS;
    const read = this.#read.get(folder) ?? this.#readComposite(folder, depth);
    this.#innerSteps += read.count;
    return this.#innerSteps > MOST_INNER_STEPS ? NO_STEPS : read;
  }

  #readComposite(folder: string, depth: number): ReadSteps {
    this.#read.set(folder, NO_STEPS);
    const prefix = folder === '' || folder === '.' ? '' : `${folder}/`;
    for (const name of ['action.yml', 'action.yaml']) {
      const text = this.#readFile(prefix + name);
      if (text === undefined) continue;
      const read = this.steps(
        readYaml(prefix + name, text)
          .get('runs')
          ?.get('steps'),
        depth + 1,
      );
      this.#read.set(folder, read);
      return read;
    }
    return NO_STEPS;
  }
}
