import * as v from 'valibot';
import { type InspectDocument, inspectDocument, type SignedDocumentData } from './documents.ts';
import { type CliRun, documentOf, runCli } from './run-cli.ts';

export interface Inspection {
  readonly run: CliRun;
  readonly document: InspectDocument;
}

/** Inspects with `--json` and reads the document. */
export async function inspectJson(cwd: string, ...args: string[]): Promise<Inspection> {
  const run = await runCli(['inspect', '--json', ...args], { cwd });
  return { run, document: v.parse(inspectDocument, documentOf(run)) };
}

/** Inspects for people. */
export const inspectText = (cwd: string, ...args: string[]): Promise<CliRun> =>
  runCli(['inspect', ...args], { cwd });

/** All signed documents of an inspection. */
export function signedDocuments({ document }: Inspection): SignedDocumentData[] {
  return document.files.flatMap((file) => ('documents' in file ? file.documents : []));
}

/** A text with its wrapped lines joined again. */
export const unwrapped = (text: string): string => text.replaceAll(/\n +/g, ' ');
