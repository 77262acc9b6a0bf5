import type { UploadPolicy } from '../../pypi/index-profile.ts';
import { lockedProjectConcurrency } from './locked-project-concurrency.ts';
import { sharedConcurrency } from './shared-concurrency.ts';
import type { UploadConcurrency } from './upload-concurrency.ts';

/**
 * The concurrency to begin with.
 * @param most the maximum that the user allows; at least 1
 */
export function initialConcurrency(policy: UploadPolicy, most: number): UploadConcurrency {
  return policy.kind === 'locked-projects'
    ? lockedProjectConcurrency({
        first: Math.min(policy.first, most),
        most: Math.min(policy.most, most),
      })
    : sharedConcurrency(Math.min(policy.first, most), most);
}
