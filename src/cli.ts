#!/usr/bin/env node
import { main } from './cli/main.ts';
import { refuseOldNode } from './cli/refuse-old-node.ts';

refuseOldNode(process);
process.exitCode = await main(process);
