import { buildMetadata } from '../../__tests__/archives/metadata.ts';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import type { IndexService } from '../../sandbox/index/index-service.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

interface Project {
  readonly name: string;
  readonly version: string;
  readonly needs?: readonly string[];
  /** Tags of its wheels; there is an sdist besides. */
  readonly tags: readonly string[];
}

const PLATFORM_TAGS: readonly string[] = [
  'cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64',
  'cp311-cp311-musllinux_1_2_aarch64',
  'cp311-cp311-win_amd64',
  'cp312-abi3-macosx_11_0_arm64',
  'cp313-cp313t-manylinux_2_28_aarch64',
  'cp313-cp313-win_arm64',
];

/** Odd spellings, wheels for some platforms, a newer and an older version, a marker, an extra. */
const PROJECTS: readonly Project[] = [
  { name: 'alpha', version: '1.0', tags: ['py2.py3-none-any'] },
  { name: 'alpha', version: '1.1', tags: ['py3-none-any'] },
  { name: 'Beta.Tool', version: '2.0.post1', needs: ['alpha<1.1'], tags: PLATFORM_TAGS },
  { name: 'gamma_ray', version: '0.3rc1', tags: ['py3-none-any'] },
  {
    name: 'delta',
    version: '1!4.0',
    needs: ['beta-tool', 'epsilon ; sys_platform == "win32"', 'zeta ; extra == "more"'],
    tags: ['py3-none-any'],
  },
  { name: 'epsilon', version: '5', tags: ['py3-none-any'] },
  { name: 'zeta', version: '6.1', tags: ['py3-none-any'] },
];

/** What a project that is to be locked asks for. */
export const WANTED: readonly string[] = ['delta[more]', 'Gamma.Ray==0.3rc1'];

/** An index on loopback with a few projects that no other index has. */
export async function startLockIndex(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  for (const project of PROJECTS) await deposit(sandbox.index, project);
  return sandbox;
}

async function deposit(index: IndexService, project: Project): Promise<void> {
  const { name, version, needs = [], tags } = project;
  const metadata = buildMetadata({
    name,
    version,
    fields: [
      ['Requires-Python', '>=3.9'],
      ['Provides-Extra', 'more'],
      ...needs.map((need) => ['Requires-Dist', need] as const),
    ],
  });
  const sdist = await buildSdist({ name, version, metadata });
  const wheels = tags.map((tag) => buildWheel({ name, version, metadata, tag }));
  for (const { filename, bytes } of [sdist, ...wheels]) {
    index.deposit({
      project: name,
      version,
      filename,
      bytes,
      uploadedAt: Date.now() - 86_400_000,
      provenance: undefined,
      ...(filename.endsWith('.whl') ? { metadata: Buffer.from(metadata) } : {}),
    });
  }
}
