import { PublishError } from '../../errors.ts';
import { standardLibraryNames } from '../../packaging/lists/standard-library.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { ProjectState } from '../../pypi/simple/project-state.ts';

/** Names that PyPI keeps from being registered because of what people mistype (2026-08). */
const MISTYPED: ReadonlySet<string> = new Set(['requirements-txt', 'rrequirements-txt']);

/**
 * Refuses names that PyPI never accepts for a new project, before anything is signed. A project
 * that exists may have such a name from earlier times.
 * @param states by project, in normal form
 * @throws PublishError `preflight-failed`
 */
export function refuseNewNames(
  states: ReadonlyMap<string, ProjectState>,
  index: IndexProfile,
): void {
  if (index.kind === 'other') return;
  const created = [...states].filter(([, { kind }]) => kind === 'missing');
  if (created.length === 0) return;
  const modules = standardLibraryNames();
  const lines = created.flatMap(([project]) => {
    if (modules.has(project)) return [`- ${project} is a module of Python's standard library`];
    return MISTYPED.has(project) ? [`- ${project} is reserved`] : [];
  });
  if (lines.length === 0) return;
  throw new PublishError({
    code: 'preflight-failed',
    message: [`${index.title} accepts no new project with this name:`, ...lines].join('\n'),
    remedy: 'Choose another `name` in pyproject.toml, and build again.',
  });
}
