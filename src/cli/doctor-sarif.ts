import { UNREADABLE_WORKFLOW } from '../app/doctor.ts';
import type { DoctorReport } from '../app/doctor-report.ts';
import { asciiJson } from '../process/ascii-json.ts';
import { VERSION } from '../process/version.ts';
import { WORKFLOW_RULES } from '../workflow/rules.ts';

/** The findings as SARIF 2.1.0, which GitHub's code scanning shows beside the lines. */
export function doctorSarif({ findings }: DoctorReport): string {
  const rules = [
    {
      id: UNREADABLE_WORKFLOW,
      title: 'A file that is no workflow',
      severity: 'error' as const,
    },
    ...WORKFLOW_RULES,
  ];
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'pypi-trusted-publish doctor',
            version: VERSION,
            rules: rules.map(({ id, title, severity }) => ({
              id,
              shortDescription: { text: title },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        results: findings.map(({ rule, severity, at, message, remedy }) => ({
          ruleId: rule,
          level: severity,
          message: { text: `${message} ${remedy}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(at.path), uriBaseId: '%SRCROOT%' },
                region: { startLine: at.line, startColumn: at.column },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${asciiJson(sarif, (text) => text)}\n`;
}
