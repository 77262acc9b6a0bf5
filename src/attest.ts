import { attestAction } from './action/attest-action.ts';

process.exitCode = await attestAction(process.env);
