import type { ActionReference } from './action-reference.ts';
import type { SourceLocation, YamlNode } from './yaml/yaml-node.ts';

/** What starts a workflow. */
export interface Trigger {
  /** `push`, `release`, `workflow_call`, … */
  readonly event: string;
  readonly at: SourceLocation;
  /** Its filters; undefined where it has none. */
  readonly filters: YamlNode | undefined;
}

/** Variables of a workflow, a job or a step. */
export type Variables = ReadonlyMap<string, YamlNode>;

/** A step of a job, or of a composite action. */
export interface WorkflowStep {
  readonly at: SourceLocation;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly condition: string | undefined;
  readonly uses: ActionReference | undefined;
  readonly run: YamlNode | undefined;
  readonly inputs: Variables;
  readonly env: Variables;
  /** The steps of the composite action of this repository that it uses. */
  readonly inner: readonly WorkflowStep[];
}

/** A job that runs steps, or calls another workflow. */
export interface Job {
  readonly id: string;
  readonly at: SourceLocation;
  readonly needs: readonly string[];
  readonly condition: string | undefined;
  /** Its own, not what it has from the workflow. */
  readonly permissions: Permissions | undefined;
  /** The environment's name, which may be an expression; undefined where it has none. */
  readonly environment: string | undefined;
  readonly runsOn: readonly string[];
  readonly runsOnAt: SourceLocation;
  readonly matrix: YamlNode | undefined;
  /** The workflow that it calls. */
  readonly calls: ActionReference | undefined;
  readonly steps: readonly WorkflowStep[];
  readonly env: Variables;
  readonly node: YamlNode;
}

/** A workflow file, as far as publishing depends on it. */
export interface Workflow {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** What a publisher on PyPI is told. */
  readonly filename: string;
  readonly triggers: readonly Trigger[];
  readonly permissions: Permissions | undefined;
  readonly jobs: readonly Job[];
  readonly env: Variables;
  readonly node: YamlNode;
}

/** What a job's token may do: what the job says, or else the workflow. */
export function permissionsOf(workflow: Workflow, job: Job): Permissions | undefined {
  return job.permissions ?? workflow.permissions;
}

/** The steps as they run, those of composite actions of the repository in their places. */
export function allSteps(steps: readonly WorkflowStep[]): readonly WorkflowStep[] {
  return steps.flatMap((step) => [step, ...allSteps(step.inner)]);
}

/** The jobs that a job waits for, directly or through others. */
export function jobsBefore({ jobs }: Workflow, job: Job): ReadonlySet<Job> {
  const found = new Set<Job>();
  const waiting = [...job.needs];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const needed = jobs.find((other) => other.id === id);
    if (!needed || found.has(needed)) continue;
    found.add(needed);
    waiting.push(...needed.needs);
  }
  return found;
}

type AccessLevel = 'none' | 'read' | 'write';

/** A `permissions:` of a workflow or a job. What it does not name is not granted. */
export class Permissions {
  readonly at: SourceLocation;
  readonly #node: YamlNode;

  constructor(at: SourceLocation, node: YamlNode) {
    this.at = at;
    this.#node = node;
  }

  get isWriteAll(): boolean {
    return this.#node.text === 'write-all';
  }

  levelOf(scope: string): AccessLevel {
    const text = this.#node.text;
    if (text === 'write-all') return 'write';
    // `read-all` grants no ID token: that scope knows write and none only.
    if (text === 'read-all') return scope === 'id-token' ? 'none' : 'read';
    const level = this.#node.get(scope)?.text;
    return level === 'write' || level === 'read' ? level : 'none';
  }

  /** Where a scope is named, or the permissions as a whole. */
  placeOf(scope: string): SourceLocation {
    return this.#node.get(scope) ? this.#node.placeOf(scope) : this.at;
  }
}
