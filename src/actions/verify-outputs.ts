import type { VerifyReport } from '../provenance/report.ts';
import type { RuleId } from '../provenance/rules.ts';
import { concernsOf } from '../verify/report/concern.ts';

/** Where the files of a report are. */
export interface ReportFiles {
  readonly sarif: string;
  readonly json: string;
}

const RESULTS = { 0: 'ok', 1: 'findings', 2: 'error', 3: 'not-checked' } as const;

const LOST: readonly RuleId[] = ['provenance-lost', 'provenance-partial'];
const CHANGED: readonly RuleId[] = [
  'identity-changed',
  'account-resurrected',
  'transferred',
  'workflow-changed',
  'repo-recreated',
];

/**
 * Every output by its name, also of a run that has no report.
 * @param files undefined where nothing was written
 */
export function verifyOutputs(
  report: VerifyReport | undefined,
  files: ReportFiles | undefined,
): Readonly<Record<string, string>> {
  const verdicts = report?.summary.verdicts;
  return {
    result: report ? RESULTS[report.exit] : 'error',
    changed: projects(report, CHANGED),
    lost: projects(report, LOST),
    'sarif-file': files?.sarif ?? '',
    'json-file': files?.json ?? '',
    'file-count': String(report?.summary.files ?? 0),
    'verified-count': String((verdicts?.verified ?? 0) + (verdicts?.['release-attested'] ?? 0)),
    'failed-count': String(verdicts?.failed ?? 0),
    'unattested-count': String(verdicts?.unattested ?? 0),
    'not-checked-count': String(verdicts?.['not-checked'] ?? 0),
  };
}

/** JSON: the projects with findings of some rules. */
function projects(report: VerifyReport | undefined, rules: readonly RuleId[]): string {
  const items = report?.items ?? [];
  const found = concernsOf(items)
    .filter(({ finding }) => rules.includes(finding.rule))
    .flatMap(({ items: [{ subject }] }) => subject.project ?? []);
  return JSON.stringify([...new Set(found)].sort());
}
