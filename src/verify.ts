import { verifyAction } from './actions/verify-action.ts';

process.exitCode = await verifyAction(process.env);
