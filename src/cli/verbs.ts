import type { Verb } from './verb.ts';
import { attestVerb } from './verbs/attest.ts';
import { bundleVerb } from './verbs/bundle.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { initVerb } from './verbs/init.ts';
import { inspectVerb } from './verbs/inspect.ts';
import { publishVerb } from './verbs/publish.ts';
import { verifyVerb } from './verbs/verify.ts';

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [
  publishVerb,
  attestVerb,
  inspectVerb,
  verifyVerb,
  bundleVerb,
  initVerb,
  doctorVerb,
];
