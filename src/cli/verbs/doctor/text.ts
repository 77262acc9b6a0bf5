import type { DoctorReport, ExpectedPublisher } from '../../../setup/doctor-report.ts';
import type { WorkflowFinding } from '../../../workflows/judge-workflows.ts';
import { paragraph, row, type Style, styled, type Text } from '../../terminal/text.ts';

const STYLES: Readonly<Record<WorkflowFinding['severity'], Style>> = {
  error: 'red',
  warning: 'yellow',
  note: 'dim',
};

/** What `doctor` found, for people: one block a finding, and a last line that sums up. */
export function doctorText(report: DoctorReport): Text {
  const { findings, publications, publishers, unseen } = report;
  return [
    ...findings.flatMap((finding) => [...findingText(finding), []]),
    ...publishers.flatMap((publisher) => [...publisherText(publisher), []]),
    ...(unseen.length > 0
      ? [
          [styled('bold', 'Not to be seen from here')],
          ...unseen.flatMap((text) => paragraph(text, 4, '  -')),
          [],
        ]
      : []),
    ...(publications.length === 0
      ? paragraph(
          'No job of these workflows publishes distributions in a way that is known here. "pypi-trusted-publish init" writes a workflow that does.',
        )
      : []),
    lastLine(report),
  ];
}

function findingText({ rule, severity, at, message, remedy }: WorkflowFinding): Text {
  return [
    [`${at.path}:${at.line}:${at.column}: `, styled(STYLES[severity], `${severity} [${rule}]`)],
    ...paragraph(message, 2),
    ...paragraph(remedy, 7, '  Fix:'),
  ];
}

function publisherText({ index, job, form, page }: ExpectedPublisher): Text {
  const unknown = 'unknown: git has no remote "origin" on GitHub';
  return [
    [styled('bold', `What ${index} must know for the job ${job}`)],
    ...row('owner', form.owner ?? unknown),
    ...row('repository', form.repository ?? unknown),
    ...row('workflow', form.workflow),
    ...row('environment', form.environment ?? '(none: leave it blank)'),
    ...(page === undefined ? [] : [[`  ${page}`]]),
  ];
}

function lastLine({ findings, workflows }: DoctorReport): Text[number] {
  const count = (severity: WorkflowFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')];
  const text = `${plural(workflows.length, 'workflow')}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(notes, 'note')}`;
  return [styled(errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green', text)];
}
