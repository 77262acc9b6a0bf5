import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What V8 writes with `--cpu-prof`, as far as it is read here. */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** The id of the node that ran, at each sample. */
  readonly samples: readonly number[];
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

const OTHER = 'everything else';

/** The first that fits a frame has its time; frames are asked from the innermost outwards. */
const KINDS: readonly (readonly [kind: string, fits: (frame: CallFrame) => boolean])[] = [
  [
    'waiting: for zlib’s own threads, for services',
    ({ functionName }) => functionName === '(idle)',
  ],
  ['garbage collection', ({ functionName }) => functionName === '(garbage collector)'],
  [
    'compiling and loading modules',
    ({ url }) => /node:internal\/(?:modules|bootstrap)\//.test(url),
  ],
  ['SHA-256', ({ url }) => url === 'node:internal/crypto/hash'],
  ['unpacking (zlib), CRC-32', ({ url }) => url === 'node:zlib'],
  ['opening, reading and closing files', ({ url }) => /^node:(?:internal\/)?fs(?:\/|$)/.test(url)],
  ['signatures and certificates', ({ url }) => /^node:(?:internal\/)?crypto/.test(url)],
  ['sockets', ({ url }) => /^node:(?:net|internal\/stream_base_commons)$/.test(url)],
];

/** Rooms of the bundle, for time that is nobody's above. */
const ROOMS: readonly (readonly [kind: string, path: RegExp])[] = [
  ['HTTP', /^node_modules\/undici\/|^src\/http\//],
  ['looking into archives', /^src\/distribution\//],
  ['the formats, the rules of preflight', /^src\/(?:formats|preflight)\//],
  ['attestations: making and verifying', /^src\/attestation\/|^node_modules\/@?(?:sigstore|tuf)/],
];

/**
 * Where the time of the main thread goes, as a Markdown table: milliseconds, a mean of all profiles
 * in a folder.
 *
 * @param bundle The program that was profiled: its comments say which module a line is of.
 */
export async function profileTable(folder: string, bundle: string): Promise<string> {
  const modules = modulesByLine(await readFile(bundle, 'utf8'));
  const times = new Map<string, number>();
  let count = 0;
  for await (const name of glob('*.cpuprofile', { cwd: folder })) {
    const profile: CpuProfile = JSON.parse(await readFile(join(folder, name), 'utf8'));
    addTimes(profile, modules, times);
    count += 1;
  }
  const rows = [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, time]) => `| ${kind} | ${Math.round(time / 1000 / count)} |\n`);
  return `| main thread | ms |\n| --- | ---: |\n${rows.join('')}`;
}

/** The module of each line; the bundler writes its path above it. */
function modulesByLine(text: string): readonly string[] {
  let current = '';
  return text.split('\n').map((line) => {
    current = /^\/\/ ((?:src|node_modules)\/\S+)$/.exec(line)?.[1] ?? current;
    return current;
  });
}

function addTimes(
  { nodes, samples, timeDeltas }: CpuProfile,
  modules: readonly string[],
  times: Map<string, number>,
): void {
  const kinds = kindsOfNodes(nodes, modules);
  for (const [at, id] of samples.entries()) {
    const kind = kinds.get(id) ?? OTHER;
    times.set(kind, (times.get(kind) ?? 0) + (timeDeltas[at] ?? 0));
  }
}

function kindsOfNodes(
  nodes: readonly ProfileNode[],
  modules: readonly string[],
): ReadonlyMap<number, string> {
  const parents = new Map<number, ProfileNode>();
  for (const node of nodes) {
    for (const child of node.children ?? []) parents.set(child, node);
  }
  const stack = (node: ProfileNode): CallFrame[] => {
    const parent = parents.get(node.id);
    return [node.callFrame, ...(parent ? stack(parent) : [])];
  };
  return new Map(nodes.map((node) => [node.id, kindOf(stack(node), modules)]));
}

function kindOf(stack: readonly CallFrame[], modules: readonly string[]): string {
  for (const frame of stack) {
    const kind = KINDS.find(([, fits]) => fits(frame))?.[0];
    if (kind !== undefined) return kind;
    if (frame.url.startsWith('file:') && frame.lineNumber > 0) {
      const path = modules[frame.lineNumber] ?? '';
      return ROOMS.find(([, room]) => room.test(path))?.[0] ?? OTHER;
    }
  }
  return OTHER;
}
