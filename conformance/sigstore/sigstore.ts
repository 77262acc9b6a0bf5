import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pLimit from 'p-limit';
import { runProcess } from '../process.ts';
import type { Suite } from '../suite.ts';
import { REASONS } from './reasons.ts';

const CLIENT = join(import.meta.dirname, 'client.ts');
/** As the suite's own README says, where a case has no files `identity` and `issuer`. */
const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';
const AT_ONCE = 2;

type Files = Readonly<Record<string, string>>;

/** The cases of sigstore-conformance for verification: each by the file, and by its digest. */
export const sigstoreConformance: Suite = {
  name: 'sigstore',
  needs: [],

  run: async ({ check, workDir }) => {
    const packed = await readFile(join(import.meta.dirname, 'cases.json.gz'));
    const files = JSON.parse(gunzipSync(packed).toString()) as Files;
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(workDir, dirname(path)), { recursive: true });
      await writeFile(join(workDir, path), text);
    }
    const names = [...new Set(Object.keys(files).map((path) => dirname(path)))].filter(
      (name) => name !== '.',
    );
    const limit = pLimit(AT_ONCE);
    await limit.map(names, (name) =>
      check(name, async () => {
        for (const artifact of artifactsOf(name, files)) {
          await expectOutcome(
            name,
            ['verify-bundle', ...optionsOf(name, files), artifact],
            workDir,
          );
        }
      }),
    );
    await check('each case that must be refused has a reason, and no other', () => {
      const refused = names.filter((name) => name.endsWith('_fail')).map(withoutFail);
      const extra = Object.keys(REASONS).filter((name) => !refused.includes(name));
      const missing = refused.filter((name) => !(name in REASONS));
      if (extra.length + missing.length > 0) throw new Error([...extra, ...missing].join(', '));
    });
  },
};

const withoutFail = (name: string): string => name.replace(/_fail$/, '');

/** The path of what was signed, and its digest. */
function artifactsOf(name: string, files: Files): readonly string[] {
  const path = `${name}/artifact` in files ? `${name}/artifact` : 'a.txt';
  const digest = createHash('sha256')
    .update(files[path] ?? '')
    .digest('hex');
  return [path, `sha256:${digest}`];
}

function optionsOf(name: string, files: Files): readonly string[] {
  const has = (file: string) => `${name}/${file}` in files;
  const signer = has('key.pub')
    ? ['--key', `${name}/key.pub`]
    : [
        '--certificate-identity',
        files[`${name}/identity`]?.trim() ?? IDENTITY,
        '--certificate-oidc-issuer',
        files[`${name}/issuer`]?.trim() ?? ISSUER,
      ];
  const root = has('trusted_root.json') ? ['--trusted-root', `${name}/trusted_root.json`] : [];
  return ['--bundle', `${name}/bundle.sigstore.json`, ...signer, ...root];
}

async function expectOutcome(name: string, args: readonly string[], cwd: string): Promise<void> {
  const { code, stderr } = await runProcess(process.execPath, [CLIENT, ...args], { cwd });
  if (!name.endsWith('_fail')) {
    if (code !== 0) throw new Error(`${args.at(-1)} is refused:\n${stderr}`);
    return;
  }
  const reason = REASONS[withoutFail(name)] ?? 'no reason is expected';
  // 2 is for what the command line names: a key that is none; 3 for what may be true and is not verified.
  const isUnclear = code === 3 && stderr.includes('the evidence cannot be verified here');
  if (code !== 1 && code !== 2 && !isUnclear)
    throw new Error(`${args.at(-1)} ends with ${code}:\n${stderr}`);
  if (!stderr.includes(reason)) throw new Error(`not refused because of "${reason}":\n${stderr}`);
}
