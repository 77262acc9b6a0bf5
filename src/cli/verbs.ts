import type { Verb } from './arguments/verb.ts';
import { attestVerb } from './verbs/attest/attest.ts';
import { bundleVerb } from './verbs/bundle/bundle.ts';
import { doctorVerb } from './verbs/doctor/doctor.ts';
import { initVerb } from './verbs/init/init.ts';
import { inspectVerb } from './verbs/inspect/inspect.ts';
import { publishVerb } from './verbs/publish/publish.ts';
import { verifyVerb } from './verbs/verify/verify.ts';

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
