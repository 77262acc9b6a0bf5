import { attestAction } from './actions/attest-action.ts';

process.exitCode = await attestAction(process.env);
