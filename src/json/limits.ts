/** How much JSON of one kind is read: what is beyond it, no honest writer writes. */
export interface JsonLimits {
  /** Bytes of UTF-8. */
  readonly bytes: number;
  /** How many arrays and objects a value may stand in. */
  readonly depth: number;
  /**
   * Elements of arrays and members of objects, of all of them together. This, and not the bytes,
   * is what memory depends on: `{},` are three bytes and become fifty-six.
   */
  readonly values: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * What is read of each kind of JSON that a server or another project wrote. Each is several times
 * the largest that was seen (2026-12), and reading it takes less than 200 MB and a second.
 */
export const JSON_LIMITS = {
  /** An audience, an ID token, an upload token, the endpoints of PEP 807: some KB. */
  token: { bytes: 64 * KIB, depth: 8, values: 1_000 },
  /** The body of a refusal. What follows is not read: see `http/client.ts`. */
  refusal: { bytes: 256 * KIB, depth: 16, values: 1_000 },
  /** A chain of certificates of Fulcio: 5 KB. */
  certificate: { bytes: 256 * KIB, depth: 8, values: 100 },
  /** An entry of Rekor: 10 KB, with one hash for each level of a tree of 2^64 entries at most. */
  logEntry: { bytes: 256 * KIB, depth: 8, values: 1_000 },
  /** What GitHub says of a stored attestation: less than 1 KB. */
  stored: { bytes: 64 * KIB, depth: 8, values: 1_000 },
  /** A file of GitHub's contents API: 1 MB in base64, or the 1,000 entries of a folder at 1.2 KB. */
  contents: { bytes: 4 * MIB, depth: 8, values: 50_000 },
  /** A PEP 740 provenance object: 5 to 20 KB. pydantic, and so PyPI, reads JSON 200 deep. */
  provenance: { bytes: 2 * MIB, depth: 200, values: 10_000 },
  /** Attestations or Sigstore bundles, 5 to 20 KB each: a file may have thousands, one a line. */
  bundle: { bytes: 32 * MIB, depth: 200, values: 200_000 },
  /** An in-toto statement: of a whole SBOM, at most the 16 MB that GitHub takes for a predicate. */
  statement: { bytes: 24 * MIB, depth: 200, values: 500_000 },
  /** A Sigstore trusted root, signing config or both (ClientTrustConfig): 5 to 20 KB. */
  trust: { bytes: MIB, depth: 32, values: 10_000 },
  /** The event that a workflow runs for: GitHub sends none above 25 MB. */
  event: { bytes: 32 * MIB, depth: 64, values: 500_000 },
  /** A lock or a report of pip: the largest known have some MB. */
  lock: { bytes: 32 * MIB, depth: 200, values: 500_000 },
  /** A pack of evidence, whole: provenance is text in it, and listings are what has values. */
  pack: { bytes: 64 * MIB, depth: 200, values: 1_000_000 },
  /** A line of a pack of evidence: of the files of a project, those that a verification looks at. */
  packLine: { bytes: 32 * MIB, depth: 200, values: 500_000 },
  /** A member of a page of the Simple API other than its files: versions have ten characters each. */
  listedHead: { bytes: 8 * MIB, depth: 8, values: 200_000 },
  /** One file of a page of the Simple API: 1 KB. */
  listedFile: { bytes: 64 * KIB, depth: 8, values: 200 },
} as const satisfies Readonly<Record<string, JsonLimits>>;
