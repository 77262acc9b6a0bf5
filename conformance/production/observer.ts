// Loaded into the process of the action (node --import) to note, at its end, what it used and
// where it opened connections to. It changes nothing of what the action does.
import { writeFileSync } from 'node:fs';
import { Socket, type TcpNetConnectOpts } from 'node:net';

const path = process.env['CONFORMANCE_OBSERVED'] ?? '';
const parent = process.ppid;
const connections: string[] = [];

const connect = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  connections.push(target(args));
  return Reflect.apply(connect, this, args);
};

/** Where to, of any of the forms that connect() has: (options), (port, host) or (path). */
function target(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host = 'localhost', port, path: pipe } = first as TcpNetConnectOpts & { path?: string };
    return pipe ?? `${host}:${port}`;
  }
  return typeof second === 'string' ? `${second}:${String(first)}` : String(first);
}

// It does not outlive who started it, however that one ended.
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit(1);
  }
}, 1_000).unref();

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const observed = {
    connections,
    rssMb: maxRSS / 1024,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  };
  writeFileSync(path, JSON.stringify(observed));
});
