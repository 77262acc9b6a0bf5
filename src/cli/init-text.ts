import type { InitReport, PublisherToAdd } from '../app/init-report.ts';
import { paragraph, row, styled, type Text } from './text.ts';

/** What `init` did, and what is left to do, for people. */
export function initText(report: InitReport): Text {
  return [
    ...(report.written
      ? [[styled('green', 'Written'), ` ${report.path}`]]
      : [
          [styled('bold', report.path), ' (not written)'],
          [],
          ...report.text
            .trimEnd()
            .split('\n')
            .map((line) => [line]),
        ]),
    [],
    ...projectText(report),
    [],
    ...report.publishers.flatMap((publisher) => [...publisherText(report, publisher), []]),
    ...nextText(report),
  ];
}

function projectText({ found: { directory, project }, others }: InitReport): Text {
  return [
    ...row('project', project.name ?? 'its name is known only when it is built'),
    ...(directory === '.' ? [] : row('folder', directory)),
    ...row('built by', project.backend),
    ...row(
      'wheels',
      project.extension === undefined
        ? 'one for all platforms (--wheels platform if that is wrong)'
        : `one for each platform: ${project.extension} (--wheels pure if that is wrong)`,
    ),
    ...(project.isVersionFromGit ? row('version', 'from git, so the build fetches all tags') : []),
    ...(others.length > 0
      ? row(
          'others',
          `${others
            .slice(0, 20)
            .map((other) => other.directory)
            .join(', ')}: each needs a workflow of its own (init DIRECTORY)`,
        )
      : []),
  ];
}

function publisherText(
  { origin, workflow, found }: InitReport,
  { index, environment, existing, pending }: PublisherToAdd,
): Text {
  const unknown = 'unknown: git has no remote "origin" on GitHub';
  return [
    [styled('bold', `What ${index} must know (Publishing, GitHub)`)],
    ...row('project', found.project.name ?? 'the name that the build gives'),
    ...row('owner', origin?.owner ?? unknown),
    ...row('repository', origin?.name ?? unknown),
    ...row('workflow', workflow),
    ...row('environment', environment),
    ...(existing === undefined || pending === undefined
      ? []
      : [
          [`  If the project is on ${index} already, the form, filled in:`],
          [`    ${existing}`],
          ['  If it is not there yet (it is made by the first release):'],
          [`    ${pending}`],
        ]),
  ];
}

function nextText({ isUnfinished, path, publishers, origin, tags }: InitReport): Text {
  const settings = origin
    ? `https://github.com/${origin.owner}/${origin.name}/settings/environments`
    : '';
  const [first, ...others] = publishers.map(({ environment }) => environment);
  const steps = [
    ...(isUnfinished
      ? [
          `Put the publish action into ${path}: in place of OWNER its repository, in place of the zeros the whole commit of a release (or run init again with --action and --force). Until then the workflow cannot run.`,
        ]
      : []),
    `Enter the publisher${others.length > 0 ? 's' : ''} shown above.`,
    `Protect the environment ${first} in the repository's settings: reviewers, and only tags like ${tags}. ${settings}`.trim(),
    'Look once more: pypi-trusted-publish doctor',
    `Commit, push, and release: git tag ${tags.replace('*', '1.0.0')}, git push origin ${tags.replace('*', '1.0.0')}`,
  ];
  return [
    [styled('bold', 'What is left to do')],
    ...steps.flatMap((step, at) => paragraph(step, 5, `  ${at + 1}.`)),
  ];
}
