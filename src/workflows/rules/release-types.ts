import type { WorkflowRule } from '../rule.ts';
import { situationsOf } from '../situation.ts';

/** `release` without `types` starts on `created`, `published`, `released`, `edited` and more. */
export const releaseTypes: WorkflowRule = {
  id: 'release-types',
  severity: 'warning',
  title: 'Which releases start the workflow',
  check: ({ publications }) =>
    publications.flatMap((publication) => {
      const trigger = situationsOf(publication).find(
        (situation) => situation.trigger.event === 'release',
      )?.trigger;
      const types = trigger?.filters?.get('types')?.texts ?? [];
      if (!trigger || isOnce(types)) return [];
      return [
        {
          at: trigger.at,
          message:
            types.length === 0
              ? 'Without "types:" one release starts the workflow several times: when it is created, published, released and edited.'
              : `One release may start the workflow several times: on ${types.join(', ')}.`,
          remedy: 'Write: release: types: [published]',
        },
      ];
    }),
};

/** A release is either released or a prerelease; all other types come together. */
function isOnce(types: readonly string[]): boolean {
  const isEither = types.every((type) => type === 'released' || type === 'prereleased');
  return types.length === 1 || (types.length === 2 && isEither);
}
