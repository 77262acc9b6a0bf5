import type { Pin } from './pin.ts';

/** Projects by name; publishers of one by kind, name and workflow: the same pins, the same file. */
export function comparePins(a: Pin, b: Pin): number {
  const [left, right] = [orderKey(a), orderKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderKey(pin: Pin): string {
  const { project, kind, repository, repositoryId, workflow, email, projectId } = pin;
  // A control character sorts before everything that a name can hold.
  return [project, kind, repository?.toLowerCase(), workflow, email, projectId, repositoryId]
    .map((part) => part ?? '')
    .join('\u0000');
}
