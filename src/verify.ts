import { verifyAction } from './action/verify-action.ts';

process.exitCode = await verifyAction(process.env);
