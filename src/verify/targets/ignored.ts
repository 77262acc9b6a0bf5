import { normalizeProjectName } from '../../packaging/project-name.ts';
import type { VerificationSubject } from '../../provenance/subject.ts';

/** Whether somebody said that a subject is not to be looked at: by its project, or one version. */
export function isIgnored(
  { project, version }: VerificationSubject,
  ignored: readonly string[],
): boolean {
  return ignored.some((text) => {
    const [name = '', wanted] = text.split('==', 2);
    return normalizeProjectName(name.trim()) === project && [undefined, version].includes(wanted);
  });
}
