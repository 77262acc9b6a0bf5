import { publishAction } from './action/publish-action.ts';

process.exitCode = await publishAction(process.env);
