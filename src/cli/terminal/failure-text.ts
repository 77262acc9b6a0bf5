import { type PublishError, type PublishErrorCode, troubleshootingSection } from '../../errors.ts';
import { paragraph, styled, type Text } from './text.ts';

/** Remedies that name an action's inputs, in the words of a command line. */
const REMEDIES: Partial<Record<PublishErrorCode, string>> = {
  'not-a-github-job':
    'Run it as a step of a workflow. To upload from elsewhere, give an API token in PYPI_TRUSTED_PUBLISH_PASSWORD or with --password-stdin; such uploads carry no attestations. Signing (attest) works in a job only.',
};

/** What went wrong, what it means and what to do. */
export function failureText(error: PublishError, consequence: string | undefined): Text {
  return [
    [styled('red', 'error:'), ` ${error.code}`],
    ...paragraph(error.message, 2),
    ...(consequence === undefined ? [] : paragraph(consequence, 2)),
    [styled('bold', 'What to do')],
    ...paragraph(remedyOf(error), 2),
    [`More: ${troubleshootingSection(error.code)}`],
  ];
}

/** The failure as a member of the JSON document. */
export function failureData(
  error: PublishError,
  consequence: string | undefined,
): Readonly<Record<string, unknown>> {
  const { code, message } = error;
  return { code, message, consequence: consequence ?? null, remedy: remedyOf(error) };
}

function remedyOf({ code, remedy }: PublishError): string {
  return REMEDIES[code] ?? remedy;
}
