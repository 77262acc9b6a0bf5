import { afterAll } from '@jest/globals';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/sandbox.ts';

/** A sandbox for the tests of one file; it is closed behind the last of them. */
export async function openSandbox(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  afterAll(() => sandbox.close());
  return sandbox;
}
