import type { Verb } from './verb.ts';
import { attestVerb } from './verbs/attest.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { initVerb } from './verbs/init.ts';
import { inspectVerb } from './verbs/inspect.ts';
import { publishVerb } from './verbs/publish.ts';

/** Every verb, in the order of the help. */
export const VERBS: readonly Verb[] = [publishVerb, attestVerb, inspectVerb, initVerb, doctorVerb];
