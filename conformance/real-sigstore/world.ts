import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOSTS } from '../production/hosts.ts';
import { type ProductionServices, startProductionServices } from '../production/services.ts';
import { productionTrustConfig } from '../production/signing-config.ts';
import { type Stack, startStack } from '../sigstore-stack/stack.ts';
import type { InsideInput } from './inside-input.ts';

/** All services, up and under the production names, inside the namespace. */
export interface World extends ProductionServices {
  readonly input: InsideInput;
  readonly stack: Stack;
  /** The one input that is not at its default: the stack's trust config. */
  readonly inputs: Readonly<Record<string, string>>;
}

const HTTPS = 443;

/** Starts everything in a namespace where the production names lead to loopback. */
export async function startWorld(input: InsideInput): Promise<World> {
  const services = await startProductionServices(input.workDir, HTTPS);
  try {
    const stack = await startStack({
      programs: input.sigstore,
      directory: join(input.workDir, 'stack'),
      issuerAuthorityPath: services.authorityPath,
    });
    services.front.route(HOSTS.fulcio, stack.fulcioUrl);
    services.front.route(HOSTS.rekor, stack.rekorUrl);
    const trustConfigPath = join(input.workDir, 'trust-config.json');
    const trustConfig = productionTrustConfig(stack.trustedRoot, stack.start);
    await writeFile(trustConfigPath, JSON.stringify(trustConfig));
    return {
      ...services,
      input,
      stack,
      inputs: { 'sigstore-trust-config': trustConfigPath },
      close: async () => {
        await stack.close();
        await services.close();
      },
    };
  } catch (error) {
    await services.close();
    throw error;
  }
}
