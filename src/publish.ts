import { publishAction } from './action/main.ts';

process.exitCode = await publishAction(process.env);
