import { publishAction } from './actions/publish-action.ts';

process.exitCode = await publishAction(process.env);
