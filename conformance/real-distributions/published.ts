import { isDeepStrictEqual } from 'node:util';

/** An object of the action's output `files`: what is read of it here. */
export interface ReportedFile {
  readonly name: string;
  readonly project: string;
  readonly version: string;
  readonly sha256: string;
  readonly status: string;
  /** The path of its attestation; null if there is none. */
  readonly attestation: string | null;
}

/** The output `files` of a run. */
export function reportedFiles(outputs: Readonly<Record<string, string>>): ReportedFile[] {
  return JSON.parse(outputs['files'] ?? 'null') as ReportedFile[];
}

/** The provenance object of a file, as the index serves it (PEP 740). */
export async function provenanceOf(indexUrl: string, file: ReportedFile): Promise<string> {
  const url = `${indexUrl}/integrity/${file.project}/${file.version}/${file.name}/provenance`;
  const answer = await fetch(url, {
    headers: { accept: 'application/vnd.pypi.integrity.v1+json' },
  });
  if (answer.status !== 200) {
    throw new Error(`${answer.status} for ${url}`);
  }
  return answer.text();
}

/** @throws {Error} showing both, unless they are equal all the way down. */
export function equal(is: unknown, should: unknown): void {
  if (!isDeepStrictEqual(is, should)) {
    throw new Error(`is ${JSON.stringify(is)}\nshould be ${JSON.stringify(should)}`);
  }
}
