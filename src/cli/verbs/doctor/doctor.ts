import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PublishError } from '../../../errors.ts';
import { doctor, UNREADABLE_WORKFLOW } from '../../../setup/doctor.ts';
import { type DoctorReport, isHealthy } from '../../../setup/doctor-report.ts';
import { WORKFLOW_RULES } from '../../../workflows/rules.ts';
import type { Option } from '../../arguments/option.ts';
import { oneDirectory, usageError } from '../../arguments/usage-error.ts';
import type { Verb } from '../../arguments/verb.ts';
import { nearest } from '../../terminal/nearest.ts';
import { doctorSarif } from './sarif.ts';
import { doctorText } from './text.ts';

const OPTIONS: readonly Option[] = [
  {
    name: 'ignore',
    kind: 'list',
    placeholder: 'RULE',
    help: 'Leave a rule out. Each finding shows the id of its rule in brackets.',
  },
  {
    name: 'sarif',
    kind: 'value',
    placeholder: 'FILE',
    help: "Write the findings as SARIF 2.1.0, too, for GitHub's code scanning.",
  },
];

/** Judges the workflows of a repository before anything is tagged. Asks no server anything. */
export const doctorVerb: Verb = {
  name: 'doctor',
  summary: "Say what will fail or is dangerous in a repository's release workflows.",
  files: '[DIRECTORY]',
  about: [
    'Reads .github/workflows of the repository that DIRECTORY (default: here) is in, with the composite actions that lie in it, and judges what publishes: with pypi-trusted-publish, gh-action-pypi-publish, uv, twine, poetry, hatch, flit, pdm or maturin.',
    'An error will fail when it runs; a warning can go badly wrong; a note is worth knowing. It ends with 1 where there are errors or warnings. docs/doctor.md has every rule.',
    'No request is sent. What is not in a file (the rules of environments and tags, the publishers on PyPI) is listed at the end.',
  ],
  options: OPTIONS,
  examples: [
    ['pypi-trusted-publish doctor', 'The repository here'],
    ['pypi-trusted-publish doctor --ignore self-hosted-runner', 'Without one of the rules'],
    ['pypi-trusted-publish doctor --sarif doctor.sarif', "For GitHub's code scanning"],
  ],
  async prepare({ options, positionals, places }) {
    const directory = resolve(places.workspace, oneDirectory(positionals, 'doctor'));
    const ignored = new Set((options.get('ignore') ?? '').split('\n').filter(Boolean));
    for (const id of ignored) checkRule(id);
    const sarif = options.get('sarif');
    return async () => {
      const report = doctor({ directory, ignored });
      if (sarif !== undefined) {
        await writeResult(resolve(places.workspace, sarif), doctorSarif(report));
      }
      return { ok: isHealthy(report), text: doctorText(report), data: doctorData(report) };
    };
  },
};

function checkRule(id: string): void {
  const known = [UNREADABLE_WORKFLOW, ...WORKFLOW_RULES.map((rule) => rule.id)];
  if (known.includes(id)) return;
  const meant = nearest(id, known);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw usageError(`There is no rule ${id}.${hint}`, 'doctor');
}

/**
 * Writes a result to the file that an option names.
 * @throws PublishError `invalid-configuration`
 */
async function writeResult(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new PublishError({
      code: 'invalid-configuration',
      message: `${path} cannot be written${why}.`,
      remedy: 'Name a file in a folder that is there and can be written to.',
      cause,
    });
  }
}

/** What `doctor` found, as JSON. */
function doctorData(report: DoctorReport): Readonly<Record<string, unknown>> {
  return {
    workflows: report.workflows,
    publications: report.publications.map(
      ({ workflow, job, step, tool, index, authentication }) => ({
        workflow: workflow.path,
        job: job.id,
        line: step.at.line,
        tool,
        index,
        authentication,
      }),
    ),
    findings: report.findings.map(({ rule, severity, at, message, remedy }) => ({
      rule,
      severity,
      path: at.path,
      line: at.line,
      column: at.column,
      message,
      remedy,
    })),
    publishers: report.publishers.map(({ index, job, form, page }) => ({
      index,
      job,
      owner: form.owner ?? null,
      repository: form.repository ?? null,
      workflow: form.workflow,
      environment: form.environment ?? null,
      page: page ?? null,
    })),
    unseen: report.unseen,
  };
}
