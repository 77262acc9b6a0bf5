import { normalizeProjectName } from '../../packaging/project-name.ts';

/** Whether a project is one that a pattern names: `boto*` has any ending, `acme-core` is itself. */
export function matchesProject(pattern: string, project: string): boolean {
  // Normal forms have no `*`, and normalizing keeps it where it stands.
  const parts = normalizeProjectName(pattern).split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return project === first;
  if (!project.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const part of rest) {
    const at = project.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return project.length >= from + last.length && project.endsWith(last);
}
