import * as v from 'valibot';

const LONGEST_URL = 2048;

const service = v.object({
  url: v.pipe(v.string(), v.maxLength(LONGEST_URL), v.url()),
  majorApiVersion: v.number(),
  validFor: v.object({ start: v.string(), end: v.optional(v.string()) }),
  operator: v.optional(v.string()),
});

/** Sigstore's SigningConfig v0.2: where to ask for a certificate and where to log. */
export const signingConfigSchema = v.object({
  mediaType: v.literal('application/vnd.dev.sigstore.signingconfig.v0.2+json'),
  caUrls: v.array(service),
  rekorTlogUrls: v.array(service),
  /** Timestamp authorities: these URLs have their whole path. */
  tsaUrls: v.optional(v.array(service), []),
  tsaConfig: v.optional(
    v.object({
      selector: v.optional(v.string(), 'ANY'),
      count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32))),
    }),
    { selector: 'ANY' },
  ),
});

/** A ClientTrustConfig: a trusted root and a signing config in one file. */
export const clientTrustConfigSchema = v.object({
  mediaType: v.literal('application/vnd.dev.sigstore.clienttrustconfig.v0.1+json'),
  trustedRoot: v.record(v.string(), v.unknown()),
  signingConfig: signingConfigSchema,
});

/** Major API versions of Rekor logs, the preferred one first. */
export type RekorApiVersions = readonly (1 | 2)[];
export type SigstoreService = v.InferOutput<typeof service>;
export type SigningConfig = v.InferOutput<typeof signingConfigSchema>;
export type ClientTrustConfig = v.InferOutput<typeof clientTrustConfigSchema>;
