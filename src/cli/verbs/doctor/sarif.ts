import { VERSION } from '../../../process/version.ts';
import { UNREADABLE_WORKFLOW } from '../../../setup/doctor.ts';
import type { DoctorReport } from '../../../setup/doctor-report.ts';
import { asciiJson } from '../../../text/ascii-json.ts';
import { sarifLog, sarifUri } from '../../../verify/report/sarif-log.ts';
import { WORKFLOW_RULES } from '../../../workflows/rules.ts';

/** The findings as SARIF 2.1.0. */
export function doctorSarif({ findings }: DoctorReport): string {
  const unreadable = { id: UNREADABLE_WORKFLOW, title: 'A file that is no workflow' };
  const rules = [{ ...unreadable, severity: 'error' as const }, ...WORKFLOW_RULES];
  const log = sarifLog({
    tool: 'pypi-trusted-publish doctor',
    version: VERSION,
    rules: rules.map(({ id, title, severity }) => ({
      id,
      shortDescription: { text: title },
      fullDescription: { text: title },
      help: { text: `${title}. What is wrong, and what to do, each finding says.` },
      defaultConfiguration: { level: severity },
    })),
    results: findings.map(({ rule, severity, at, message, remedy }) => ({
      ruleId: rule,
      level: severity,
      message: { text: `${message} ${remedy}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: sarifUri(at.path) },
            region: { startLine: at.line, startColumn: at.column },
          },
        },
      ],
    })),
  });
  return `${asciiJson(log, (text) => text)}\n`;
}
