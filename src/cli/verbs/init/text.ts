import type { InitReport, PublisherToAdd } from '../../../setup/init-report.ts';
import { paragraph, row, styled, type Text } from '../../terminal/text.ts';

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
  const unknown = 'unknown: git has no remote "origin" on GitHub (--repository OWNER/NAME)';
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

function nextText({
  found: { project },
  isUnfinished,
  path,
  publishers,
  origin,
  tags,
}: InitReport): Text {
  const settings = origin
    ? `https://github.com/${origin.owner}/${origin.name}/settings/environments`
    : '';
  const [first, ...others] = publishers.map(({ environment }) => environment);
  // The version of the file is the one that is published, whatever the tag says.
  const tag = tags.replace('*', project.version ?? '1.0.0');
  const steps = [
    ...(isUnfinished
      ? [
          `Name the publish action, without which the workflow cannot run: run this again with --force --action OWNER/pypi-trusted-publish@COMMIT, the repository that you take it from and the whole commit of a release; or write both into ${path}, in place of OWNER and the zeros.`,
        ]
      : []),
    `Enter the publisher${others.length > 0 ? 's' : ''} shown above.`,
    `Protect the environment ${first} in the repository's settings: reviewers, and only tags like ${tags}. ${settings}`.trim(),
    'Look once more: pypi-trusted-publish doctor',
    `Commit and push. To release: git tag ${tag} && git push origin ${tag}`,
  ];
  return [
    [styled('bold', 'What is left to do')],
    ...steps.flatMap((step, at) => paragraph(step, 5, `  ${at + 1}.`)),
  ];
}
