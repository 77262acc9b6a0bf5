// node child.ts READER URL PATH: reads one answer, and prints how that went and what it took as JSON.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createHttpClient } from '../../../src/http/client.ts';
import { createConnections } from '../../../src/http/dispatcher.ts';
import type { Log } from '../../../src/log.ts';
import { READERS } from './readers.ts';

const [name = '', url = '', path = ''] = process.argv.slice(2);
const nothing = (): void => undefined;
const log: Log = {
  info: nothing,
  verbose: nothing,
  notice: nothing,
  warning: nothing,
  secret: nothing,
  progress: nothing,
  group: (_, work) => work(),
};
let waited = 0;
const clock = {
  now: () => Date.now() + waited,
  random: () => 0.5,
  // Waits before another try take no time here; other waits never end by themselves.
  sleep: async (ms: number, signal?: AbortSignal) => {
    if (signal) await new Promise((resolve) => setTimeout(resolve, ms).unref());
    waited += ms;
  },
};
const connections = createConnections({ forHttp: '', forHttps: '', except: '' });
const deps = { http: createHttpClient({ dispatcher: connections.dispatcher, log }), clock, log };

// Starting takes time, too; it is not what is measured.
await new Promise((resolve) => setTimeout(resolve, 100));
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const start = performance.now();
const cpuStart = process.cpuUsage();
let outcome: unknown;
try {
  outcome = await READERS[name]?.({ url, path, deps });
} catch (error) {
  const { name: kind, code, message } = error as Error & { code?: string };
  outcome = `${code ?? kind}: ${message}`;
}
await new Promise((resolve) => setTimeout(resolve, 20));
const seconds = (performance.now() - start) / 1000;
const cpu = process.cpuUsage(cpuStart);
delay.disable();
await connections.close();
process.stdout.write(
  `${JSON.stringify({
    outcome: (typeof outcome === 'string' ? outcome : JSON.stringify(outcome))?.slice(0, 300),
    seconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    // Not what the kernel says of the process: that counts what its parent had before it was another.
    peakMB:
      Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1000,
    longestPauseMs: delay.max / 1e6,
  })}\n`,
);
process.exit(0);
